package import Foundation
package import Indexing
package import SiteModel
package import Storage

/// An opened node: its store, its answers and what it may use of the world.
///
/// Only ``write(_:)`` moves a head, and it makes the index follow; so nobody can forget it.
package struct Site: Sendable {
  /// Where things are.
  package let layout: SiteLayout
  /// Which node this is.
  package let identity: NodeIdentity
  /// The facts of the node's own entity.
  package let store: GitStore
  /// Answers to questions.
  package let index: SiteIndex
  /// What happened here and is not a fact yet.
  package let journal: NodeJournal
  /// Clock, shared files, the person's ear.
  package let surroundings: Surroundings
  /// The record types this program knows.
  package let schemas: SchemaShelf
  /// The files of the entity that are too large for git.
  package var contents: ContentStore { ContentStore(of: store) }
  /// The entity's short name.
  package var entity: String { identity.entity }
  /// The site's short name.
  package var name: String { identity.site }
  /// The chain this folder writes.
  package var chain: String { identity.chain }
  /// Whether this folder is where its chain grew; if not, the next write opens a successor.
  package let isAtHome: Bool
  /// Who works here, if somebody said so; else what is written bears the site's name.
  package private(set) var actor: Actor?

  /// Opens the node in a folder; never creates one.
  ///
  /// Facts that a crash left behind the index are followed here.
  ///
  /// - Throws: ``NodeFault`` if there is no node, ``StoreFault`` if its store cannot be read
  ///   or the ref of its own chain is gone.
  package static func open(_ root: URL, surroundings: Surroundings) throws -> Site {
    let site = try open(SiteLayout(root: root), surroundings: surroundings)
    guard try site.store.heads()[site.chain] != nil else { throw StoreFault.noRef(of: site.chain) }
    return site
  }

  // Also a node that is still being made, which has no commit yet.

  static func open(_ layout: SiteLayout, surroundings: Surroundings) throws -> Site {
    let identity = try NodeIdentity.read(from: layout.identity)
    let store = try GitStore(opening: layout.store(of: identity.entity).path)
    let token = try NodeToken(of: identity, in: layout)
    let schemas = try SchemaShelf(share: surroundings.share, state: surroundings.state)
    let site = Site(
      layout: layout, identity: identity, store: store,
      index: try openIndex(layout, identity, schemas, surroundings.share),
      journal: NodeJournal(layout, surroundings.share), surroundings: surroundings,
      schemas: schemas,
      isAtHome: token.isHeld(for: identity.chain, in: surroundings.state))
    try site.follow()
    return site
  }

  /// Another store of this node: an entity that headquarters follows, or a site's library.
  ///
  /// - Parameter chain: the chain this node writes there; nil where it only reads.
  func beside(_ entity: String, writing chain: String?) throws -> Site {
    var other = identity
    (other.entity, other.chain) = (entity, chain ?? "")
    let index = try Self.openIndex(layout, other, schemas, surroundings.share)
    let site = Site(
      layout: layout, identity: other,
      store: try GitStore(opening: layout.store(of: entity).path), index: index,
      journal: journal, surroundings: surroundings, schemas: schemas, isAtHome: isAtHome,
      actor: actor)
    try site.follow()
    return site
  }

  /// The same folder under an identity; whether it is at home there is looked up.
  func settled(as identity: NodeIdentity) throws -> Site {
    let token = try NodeToken(of: identity, in: layout)
    return Site(
      layout: layout, identity: identity, store: store, index: index, journal: journal,
      surroundings: surroundings, schemas: schemas,
      isAtHome: token.isHeld(for: identity.chain, in: surroundings.state), actor: actor)
  }

  /// The same node, written to by somebody who has shown who he is.
  package func with(_ actor: Actor) -> Site {
    var site = self
    site.actor = actor
    return site
  }

  /// The same node, as it works by itself.
  var unattended: Site {
    var site = self
    site.actor = nil
    return site
  }

  /// Makes the index answer for every commit of the store that counts.
  package func follow() throws {
    try Successors.allow(in: store, of: entity, layout)
    try index.follow(store)
  }

  /// What a person should know before any answer.
  package var notices: [Phrase] {
    [clockTrouble, isAtHome ? nil : Phrase("node.moved", ["chain": identity.chain])]
      .compactMap { $0 }
  }

  /// Why the clock of this node cannot be believed; nil where nothing speaks against it.
  var clockTrouble: Phrase? { clockNotice ?? backNotice }

  // It decides nothing.
  private var clockNotice: Phrase? {
    let now = surroundings.clock.now()
    guard surroundings.clock.isEarly else { return nil }
    return Phrase("clock.early", ["clock": now.instant.text(at: now.offset)])
  }

  // A clock that went back decides nothing either; people should know what dates it writes.
  private var backNotice: Phrase? {
    let now = surroundings.clock.now()
    guard let head = try? store.heads()[chain], let last = try? store.commit(head),
      last.clock.seconds > now.instant.seconds + 300
    else { return nil }
    return Phrase(
      "clock.back",
      ["clock": now.instant.text(at: now.offset), "last": last.clock.text(at: last.offset)])
  }

  /// Nothing is built upon a commit that this chain's key has not signed.
  ///
  /// - Throws: ``VerificationFault``, or ``StoreFault/damaged`` if the chain's ref is gone.
  private func checkHead() throws {
    guard let head = try store.heads()[identity.chain] else {
      throw StoreFault.noRef(of: identity.chain)
    }
    let key = try NodeKeys.allowed(in: layout)[identity.chain]
    if let fault = SignatureCheck(key: key).fault(of: try store.commit(head)) { throw fault }
  }

  /// Whether the next commit may follow on this folder's chain: it grew here, no other disk writes
  /// it too, and, unless all that happens is a meeting, its key was not revoked.
  private func mayGoOn(_ isMeeting: Bool) throws -> Bool {
    guard isAtHome else { return false }
    let followed = try Followed(in: layout).chains
    var forked = Set(try store.forks().keys.map(\.chain))
    for entity in followed.keys {
      let other = try GitStore(opening: layout.store(of: entity).path)
      forked.formUnion(try other.forks().keys.map(\.chain))
    }
    return try forked.isDisjoint(with: [chain] + followed.values) && (isMeeting || !isRevoked)
  }

  /// Whether headquarters has revoked the key of a chain that this folder writes.
  var isRevoked: Bool {
    get throws {
      let revoked = try LibraryLimits(kept: layout).all.filter(\.isRevocation).map(\.chain)
      return try !Set([chain] + Followed(in: layout).chains.values).isDisjoint(with: revoked)
    }
  }

  /// Does something that adds facts, holding the node's lock from beginning to end.
  ///
  /// A second writer waits and is told so. What another process wrote meanwhile is known first.
  ///
  /// - Parameter isMeeting: nothing but an exchange with others: a node whose key was revoked learns
  ///   more by it, and opens its next chain when a person writes.
  /// - Parameter renewsKey: whether it is done on a successor chain, by a new key.
  /// - Throws: what `body` throws; then nothing was written unless a commit inside was made.
  package func write<Result>(
    isMeeting: Bool = false, renewsKey: Bool = false, _ body: (WriteSession) throws -> Result
  ) throws -> Result {
    let lock = try NodeLock(folder: layout.root.path) {
      surroundings.tell(Phrase("node.waiting"))
    }
    // What was being taken in from others lies in their stores.
    for entity in try layout.entities() { GitStore.sweep(layout.store(of: entity).path) }
    GitStore.sweepUnfinished(in: layout.stores.path)
    for folder in layout.written { AtomicFile.sweep(folder: folder.path) }
    try follow()
    // Another process, or an earlier write of this one, may have opened a successor.
    let now = try settled(as: try NodeIdentity.read(from: layout.identity))
    try now.checkHead()
    let goesOn = try now.mayGoOn(isMeeting) && !renewsKey
    let site = goesOn ? now : try OpenSuccessor.run(on: now, isRenewed: renewsKey)
    let session = try WriteSession(site)
    let result = try body(session)
    SealAccesses.daily(session)
    ControlledFolder.follow(session, adopts: !isMeeting)
    DisposedContent.follow(session, isMeeting: isMeeting)
    // The lock is let go when its owner is: here, not earlier.
    _ = consume lock
    return result
  }
}
