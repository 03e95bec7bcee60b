import Indexing
import SiteModel
import Storage

/// The rule sets a node has taken in, byte for byte.
struct HeldRules {
  private let site: Site
  private let knownAt: VersionVector?

  /// - Parameter knownAt: only what was known then; nil: all that is held.
  init(of site: Site, knownAt: VersionVector? = nil) {
    (self.site, self.knownAt) = (site, knownAt)
  }

  /// The rule set of a source, and the SHA-256 of its bytes.
  ///
  /// - Throws: ``InventoryFault/noRules(source:rules:)``, ``StoreFault/damaged`` if the bytes do not
  ///   hash to what the record says, ``ConflictFault/undecided(record:fields:)``.
  func ruleSet(_ id: String, of source: String) throws -> (RuleSet, ContentHash) {
    guard let (bytes, _) = try bytes(id) else {
      throw InventoryFault.noRules(source: source, rules: id)
    }
    let rules = try RuleSet(json: String(decoding: bytes, as: UTF8.self), file: "\(id).json")
    return (rules, ContentHash(of: bytes))
  }

  /// A rule set's own bytes and its version; nil where none of this id is held.
  ///
  /// - Throws: as ``ruleSet(_:of:)``.
  func bytes(_ id: String) throws -> (bytes: [UInt8], version: Int)? {
    let key = RecordKey.shipped("rule-set", id)
    let state = try site.index.state(of: key, knownAt: knownAt)
    guard state["content"]?.isConflict != true else {
      throw ConflictFault.undecided(record: key.description, fields: ["content"])
    }
    guard let content = state.values["content"].flatMap(ContentValue.init), let name = content.path,
      let blob = try site.index.content(name, of: key)
    else { return nil }
    let bytes = try site.store.read(blob).bytes
    guard ContentHash(of: bytes) == content.sha256 else {
      throw StoreFault.damaged(name: "\(blob)", detail: "sha256")
    }
    return (bytes, state.values["version"]?.number.flatMap { Int($0) } ?? 0)
  }
}
