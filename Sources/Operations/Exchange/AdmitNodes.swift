import Foundation
import Indexing
import SiteModel
import Storage
import Sync

/// Headquarters enrols the nodes whose statements show that they know their one-time word.
struct AdmitNodes {
  /// - Parameter statements: with good signatures; which chain a node writes, they say.
  /// - Returns: the names of the nodes that were admitted.
  static func run(_ statements: [SignedStatement], in session: WriteSession) throws -> [String] {
    var words = try EnrolmentWords(.open, in: session.site.layout)
    let begun = try LibraryChains(in: session.site).all
    var admitted: [String] = []
    for signed in try inOrderOfEnrolment(statements, session.site) {
      let node = signed.statement.node
      guard let word = words.words[node], let proof = signed.statement.join,
        proof == Enrolment.proof(of: word, by: signed.key),
        let entity = try entity(of: node, session.site)
      else { continue }
      // The meeting before may have been cut short behind this, and the word still be there.
      if try !isKnown(signed.statement.chain, session) { try admit(signed, entity, begun, session) }
      var used = try EnrolmentWords(.used, in: session.site.layout)
      used.words[node] = word
      try used.write()
      words.words[node] = nil
      try words.write()
      admitted.append(node)
    }
    return admitted
  }

  /// Of an entity's nodes the first has the plain numbers: not the stick decides which that is.
  private static func inOrderOfEnrolment(
    _ statements: [SignedStatement], _ site: Site
  ) throws -> [SignedStatement] {
    let placed = try statements.map { signed in
      let key = RecordKey(type: "enrolment", id: signed.statement.node)
      let entry = try key.flatMap { try site.index.entries(of: $0).first }
      return (size: entry?.past.size ?? 0, signed: signed)
    }
    return placed.sorted {
      ($0.size, $0.signed.statement.node) < ($1.size, $1.signed.statement.node)
    }
    .map(\.signed)
  }

  private static func isKnown(_ chain: String, _ session: WriteSession) throws -> Bool {
    try !session.site.index.state(of: .known("chain", chain)).values.isEmpty
  }

  private static func entity(of node: String, _ site: Site) throws -> String? {
    try site.index.state(of: .known("enrolment", node)).values["entity"]?.string
  }

  private static func admit(
    _ signed: SignedStatement, _ entity: String, _ begun: [LibraryChains.Chain],
    _ session: WriteSession
  ) throws {
    try follow(entity, begun, session)
    let chain = LibraryChains.Chain(
      chain: signed.statement.chain, entity: entity, node: signed.statement.node, key: signed.key,
      isHeadquarters: false)
    try session.set(
      .known("chain", chain.chain), chain.fields, "接纳节点 \(chain.node) 的链 \(chain.chain)")
    try NodeKeys.allow(
      [chain.chain: chain.key], of: entity, headquarters: [], in: session.site.layout)
  }

  /// Begins to follow an entity: its store, and a chain of headquarters' own in it.
  private static func follow(
    _ entity: String, _ begun: [LibraryChains.Chain], _ session: WriteSession
  ) throws {
    let layout = session.site.layout
    var followed = try Followed(in: layout)
    guard followed.chains[entity] == nil else { return }
    if let begun = chain(begun, of: entity, session) {
      followed.chains[entity] = begun
      return try followed.write(in: layout)
    }
    let key = SSHKey()
    let chain = key.publicKey.chain
    if !FileManager.default.fileExists(atPath: layout.store(of: entity).path) {
      _ = try GitStore.create(at: layout.store(of: entity).path, chain: chain)
    }
    try NodeKeys.allow([chain: key.publicKey], of: entity, headquarters: [chain], in: layout)
    try key.write(to: layout.chainKey(of: chain).path, comment: chain)
    let own = LibraryChains.Chain(
      chain: chain, entity: entity, node: session.site.name, key: key.publicKey,
      isHeadquarters: true)
    try session.set(.known("chain", chain), own.fields, "总部跟随单位 \(entity)，链 \(chain)")
    followed.chains[entity] = chain
    try followed.write(in: layout)
  }

  /// The chain by which headquarters was about to follow an entity when it was cut short.
  private static func chain(
    _ begun: [LibraryChains.Chain], of entity: String, _ session: WriteSession
  ) -> String? {
    let layout = session.site.layout
    return begun.first {
      $0.isHeadquarters && $0.entity == entity && $0.node == session.site.name
        && FileManager.default.fileExists(atPath: layout.chainKey(of: $0.chain).path)
    }?.chain
  }
}
