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
    let before = try AtomicFile.read(file.path) ?? []
    let line = key.publicKey.allowedSigner(identity.chain) + "\n"
    try AtomicFile.write(before + Array(line.utf8), to: file.path)
    try key.write(to: layout.privateKey.path, comment: identity.chain)
  }

  /// The keys that may sign, by chain, from `allowed_signers`.
  ///
  /// - Throws: ``StoreFault/failed`` if the disk refuses the file: nobody is forgotten for that.
  static func allowed(in layout: SiteLayout) throws -> [String: SSHPublicKey] {
    lastAllowed.meaning(of: try AtomicFile.read(layout.allowedSigners.path) ?? [], keys)
  }

  /// The chains of headquarters among them.
  static func headquarters(in layout: SiteLayout) throws -> [String: SSHPublicKey] {
    lastHeadquarters.meaning(
      of: try AtomicFile.read(layout.headquartersSigners.path) ?? [], keys)
  }

  private static let lastAllowed = LastRead<[String: SSHPublicKey]>()
  private static let lastHeadquarters = LastRead<[String: SSHPublicKey]>()

  private static func keys(in bytes: [UInt8]) -> [String: SSHPublicKey] {
    SSHPublicKey.allowedSigners(String(decoding: bytes, as: UTF8.self))
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
    let before = try AtomicFile.read(file.path) ?? []
    let known = Self.keys(in: before)
    let lines = keys.filter { known[$0.key] == nil }.sorted { $0.key < $1.key }
      .map { $0.value.allowedSigner($0.key) + "\n" }
    guard !lines.isEmpty else { return }
    try AtomicFile.write(before + Array(lines.joined().utf8), to: file.path)
  }
}

/// In which store each chain of another node counts: `.karez/keys/entities.json`. The node's own
/// chains, and those of a plant that has joined nobody, count in its own store.
struct ChainEntities {
  private var entities: [String: String]

  private static let last = LastRead<[String: String]>()

  init(in layout: SiteLayout) throws {
    entities = try KeptFile(layout.chainEntities).texts(Self.last)
  }

  /// Whether a chain counts in an entity's store.
  func count(_ chain: String, in entity: String, own: String) -> Bool {
    (entities[chain] ?? own) == entity
  }

  /// The chains that count in each entity's store.
  func grouped(_ chains: some Sequence<String>, own: String) -> [String: [String]] {
    Dictionary(grouping: chains) { entities[$0] ?? own }
  }

  fileprivate func adding(
    _ chains: some Sequence<String>, _ entity: String, in layout: SiteLayout
  ) throws {
    var all = entities
    for chain in chains where all[chain] == nil { all[chain] = entity }
    guard all != entities else { return }
    try KeptFile(layout.chainEntities).write(all)
  }
}
