import Foundation
import SiteModel
import Storage

/// The keys of a node's own chains.
enum NodeKeys {
  /// Writes the private key and lets stock git know the public one.
  ///
  /// The line is added before the key is written: a key that signs is always a key that verifies.
  static func install(_ key: SSHKey, for identity: NodeIdentity, in layout: SiteLayout) throws {
    let file = layout.allowedSigners
    let before = FileManager.default.contents(atPath: file.path) ?? Data()
    let line = key.publicKey.allowedSigner(identity.chain) + "\n"
    try AtomicFile.write(Array(before) + Array(line.utf8), to: file.path)
    try key.write(to: layout.privateKey.path, comment: identity.chain)
  }

  /// The keys that may sign, by chain, from `allowed_signers`.
  static func allowed(in layout: SiteLayout) -> [String: SSHPublicKey] {
    let bytes = FileManager.default.contents(atPath: layout.allowedSigners.path) ?? Data()
    return SSHPublicKey.allowedSigners(String(decoding: bytes, as: UTF8.self))
  }

  /// The chains of headquarters among them.
  static func headquarters(in layout: SiteLayout) -> [String: SSHPublicKey] {
    let bytes = FileManager.default.contents(atPath: layout.headquartersSigners.path) ?? Data()
    return SSHPublicKey.allowedSigners(String(decoding: bytes, as: UTF8.self))
  }

  /// Adds chains of other nodes; those that are there already stay as they are.
  ///
  /// - Parameter entity: the only store in which these chains count: a node of one plant writes
  ///   neither the library nor another plant's facts.
  static func allow(
    _ keys: [String: SSHPublicKey], of entity: String, headquarters: Set<String> = [],
    in layout: SiteLayout
  ) throws {
    // First: a chain that is allowed is never without its entity.
    try ChainEntities(in: layout).adding(keys.keys, entity, in: layout)
    try add(keys, to: layout.allowedSigners)
    try add(keys.filter { headquarters.contains($0.key) }, to: layout.headquartersSigners)
  }

  private static func add(_ keys: [String: SSHPublicKey], to file: URL) throws {
    let before = FileManager.default.contents(atPath: file.path) ?? Data()
    let known = SSHPublicKey.allowedSigners(String(decoding: before, as: UTF8.self))
    let lines = keys.filter { known[$0.key] == nil }.sorted { $0.key < $1.key }
      .map { $0.value.allowedSigner($0.key) + "\n" }
    guard !lines.isEmpty else { return }
    try AtomicFile.write(Array(before) + Array(lines.joined().utf8), to: file.path)
  }
}

/// In which store each chain of another node counts: `.karez/keys/entities.json`. The node's own
/// chains, and those of a plant that has joined nobody, count in its own store.
struct ChainEntities {
  private var entities: [String: String]

  init(in layout: SiteLayout) {
    let bytes = FileManager.default.contents(atPath: layout.chainEntities.path) ?? Data()
    entities = ((try? JSON.parse(bytes))?.object ?? [:]).compactMapValues(\.string)
  }

  /// Whether a chain counts in an entity's store.
  func count(_ chain: String, in entity: String, own: String) -> Bool {
    (entities[chain] ?? own) == entity
  }

  fileprivate func adding(
    _ chains: some Sequence<String>, _ entity: String, in layout: SiteLayout
  ) throws {
    var all = entities
    for chain in chains where all[chain] == nil { all[chain] = entity }
    guard all != entities else { return }
    let text = JSON.object(all.mapValues(JSON.string)).canonical + "\n"
    try AtomicFile.write(Array(text.utf8), to: layout.chainEntities.path)
  }
}
