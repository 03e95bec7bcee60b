import Foundation
import SiteModel
import Storage

/// Opens a successor chain for a folder that was restored or copied, or is given a new key.
///
/// `model.md` §6: "if machine id, file-system id or the token outside the folder differ → successor
/// chain at once". The old chain is kept; its key, if it is here, signs no more.
enum OpenSuccessor {
  /// - Parameter isRenewed: whether a person asked for a new key.
  /// - Returns: the same node, writing a chain of its own from now on.
  static func run(on site: Site, isRenewed: Bool = false) throws -> Site {
    let old = site.identity.chain
    let key = SSHKey()
    // A copied folder has the old key, a restored one has not; the word of a revoked one is none.
    let isRevoked = try site.isRevoked
    let oldKey = isRevoked ? nil : readKey(at: site.layout.privateKey, site)
    var identity = site.identity
    identity.chain = key.publicKey.chain
    identity.token = NewName.random()
    try NodeKeys.install(key, for: identity, in: site.layout)
    let token = try NodeToken(of: identity, in: site.layout)
    try token.hold(for: identity.chain, in: site.surroundings.state)
    try beginLife(of: site)
    let heir = try site.settled(as: identity)
    let session = try WriteSession(heir)
    guard let head = try site.store.heads()[old] else { throw StoreFault.noRef(of: old) }
    let vouch = try oldKey.map {
      try SSHSignature(
        of: Successors.text(identity.chain, key.publicKey), namespace: Successors.namespace, by: $0)
    }
    try open(
      session, after: try site.store.commit(head), vouch: vouch,
      isRekeyed: isRevoked || isRenewed)
    if identity.isHeadquarters { try openBeside(heir) }
    // Last: a chain that is the node's own has its opening, whatever cuts this short.
    try identity.write(to: site.layout.identity)
    site.surroundings.tell(Phrase("node.successor", ["old": old, "new": identity.chain]))
    return heir
  }

  // One that cannot be read vouches for nothing, and does not keep the chain from going on.
  private static func readKey(at file: URL, _ site: Site) -> SSHKey? {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do { return try SSHKey.read(from: file.path) } catch {
      site.surroundings.tell(Phrase("node.old-key", ["file": file.lastPathComponent]))
      return nil
    }
  }

  // The folder's original goes on in the old life of the journal, and its rows' names with it. One
  // that cannot be read takes no rows either, and does not keep the chain from going on.
  private static func beginLife(of site: Site) throws {
    do { try site.journal.openIfThere()?.beginLife() } catch let fault as JournalFault {
      guard case .damaged = fault else { throw fault }
      site.surroundings.tell(fault.phrase)
    }
  }

  /// The chains that headquarters writes in the stores of entities have had the same life.
  private static func openBeside(_ site: Site) throws {
    let layout = site.layout
    var followed = try Followed(in: layout)
    for (entity, old) in followed.chains.sorted(by: { $0.key < $1.key }) {
      let key = SSHKey()
      let chain = key.publicKey.chain
      let oldKey = readKey(at: layout.chainKey(of: old), site)
      try NodeKeys.allow([chain: key.publicKey], of: entity, headquarters: [chain], in: layout)
      try key.write(to: layout.chainKey(of: chain).path, comment: chain)
      let other = try site.beside(entity, writing: chain)
      let vouch = try oldKey.map {
        try SSHSignature(
          of: Successors.text(chain, key.publicKey), namespace: Successors.namespace, by: $0)
      }
      if let head = try other.store.heads()[old] {
        try open(WriteSession(other), after: try other.store.commit(head), vouch: vouch)
      }
      followed.chains[entity] = chain
      try followed.write(in: layout)
    }
  }

  // The opening names the old chain and the last commit held of it.
  private static func open(
    _ session: WriteSession, after last: Commit, vouch: SSHSignature?, isRekeyed: Bool = false
  ) throws {
    let (identity, site) = (session.site.identity, session.site)
    var values: [String: JSON] = [
      "chain": .string(last.chain), "seq": .number(String(last.seq)),
      "commit": .string(last.id.description),
      "cause": isRekeyed ? "rekeyed" : vouch == nil ? "restored" : "copied",
    ]
    values["vouch"] = vouch.map { .string($0.armored) }
    let head = SeenHead(chain: last.chain, seq: last.seq, commit: last.id)
    try session.commit("开启后续链 \(identity.chain)，接续 \(last.chain)") { files in
      files.add(trailer: Trailer("Opens", head.description))
      try files.add(
        site.schemas.entry(
          setting: values, of: .opening(of: identity.chain), by: session.writer))
    }
  }
}
