package import Foundation
import Indexing
package import SiteModel
import Storage
import Sync

/// Makes a node in an empty folder: key, store, first commit.
package struct CreateSite {
  /// What the person said of the new node.
  package struct Wishes: Sendable {
    /// The site's short name, `[a-z0-9-]{1,40}`; also the entity's unless `entity` is given.
    package var site: String
    /// The legal person, if its short name is another one.
    package var entity: String?
    /// The name in people's words.
    package var name: String
    /// The zone of the production day; nil: the first import says.
    package var zone: Offset?
    /// When the production day begins, seconds after midnight.
    package var dayStart: Int
    /// The day on which the production month begins, 1 … 28.
    package var monthStart: Int
    /// Whether the node follows entities instead of being one's.
    package var isHeadquarters = false

    package init(site: String, name: String) {
      (self.site, self.name) = (site, name)
      (dayStart, monthStart) = (0, 1)
    }
  }

  /// What was made.
  package struct Made: Sendable {
    /// The opened node.
    package let site: Site
    /// The fingerprint of its key, as `ssh-keygen -l` prints it; keep it on paper.
    package let fingerprint: String
  }

  /// Makes the node.
  ///
  /// - Throws: ``NodeFault/exists(path:)`` if the folder has one already: nothing is changed.
  package static func run(
    in root: URL, _ wishes: Wishes, surroundings: Surroundings
  ) throws -> Made {
    let unfinished = try UnfinishedNode(in: root)
    let entity = wishes.isHeadquarters ? Party.library : wishes.entity ?? wishes.site
    guard wishes.isHeadquarters || entity != Party.library else {
      throw CreateFault.badName(entity)
    }
    guard Grammar.isID(entity), Grammar.isID(wishes.site) else {
      throw CreateFault.badName([entity, wishes.site].first { !Grammar.isID($0) } ?? entity)
    }
    let key = SSHKey()
    let chain = key.publicKey.chain
    var identity = NodeIdentity(
      entity: entity, site: wishes.site, chain: chain, token: NewName.random())
    identity.isHeadquarters = wishes.isHeadquarters
    try lay(unfinished.layout, (identity, key), wishes, surroundings)
    try unfinished.publish()
    let site = try Site.open(root, surroundings: surroundings)
    return Made(site: site, fingerprint: key.publicKey.fingerprint)
  }

  // Nobody else knows the folder yet, so no lock is held.
  private static func lay(
    _ layout: SiteLayout, _ own: (identity: NodeIdentity, key: SSHKey), _ wishes: Wishes,
    _ surroundings: Surroundings
  ) throws {
    let (identity, key) = own
    try NodeFolder.lay(layout, surroundings.share)
    try NodeKeys.install(key, for: identity, in: layout)
    _ = try GitStore.create(
      at: layout.store(of: identity.entity).path, chain: identity.chain)
    try NodeToken(of: identity, in: layout).hold(for: identity.chain, in: surroundings.state)
    try identity.write(to: layout.identity)
    let site = try Site.open(layout, surroundings: surroundings)
    _ = try site.journal.open()
    try firstCommit(WriteSession(site), wishes)
    // Its name is still the unfinished one; the node begins an index under its own.
    try SiteIndex.remove(layout.index)
  }

  private static func firstCommit(_ session: WriteSession, _ wishes: Wishes) throws {
    var values: [String: JSON] = [
      "number": .string(wishes.site), "name": .string(wishes.name),
      "dayStart": .number(String(wishes.dayStart)),
      "monthStart": .number(String(wishes.monthStart)),
    ]
    values["zone"] = wishes.zone.map { .string($0.description) }
    try session.set(.site(wishes.site), values, "建立站点 \(wishes.site) \(wishes.name)")
  }
}

/// Why a node cannot be made.
package enum CreateFault: Fault, Equatable {
  /// A short name that cannot be part of a path.
  case badName(String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .badName(let name): Phrase("node.bad-name", ["name": name])
    }
  }
}

extension RecordKey {
  /// The record of a site: its id is its short name.
  package static func site(_ name: String) -> RecordKey { known("site", name) }

  /// The opening of a chain that goes on for another.
  package static func opening(of chain: String) -> RecordKey { known("opening", chain) }

  // For ids that this program makes itself, within the grammar.
  static func known(_ type: String, _ id: String) -> RecordKey {
    guard let key = RecordKey(type: type, id: id) else {
      preconditionFailure("\(type)/\(id) leaves the grammar of record keys")
    }
    return key
  }
}
