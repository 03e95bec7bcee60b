import Foundation
import SiteModel
import Storage
import Sync

/// One meeting, while the node's lock is held.
struct Meeting {
  var report = SyncOverFolder.Report()
  let session: WriteSession
  var memory: LedgerFile
  /// The one node that is met over a link; nil: whoever lays something on a stick.
  let partner: String?
  /// Whether what is laid on a stick is closed to all but its receiver.
  var seals = false
  var site: Site { session.site }

  init(_ session: WriteSession, with partner: String? = nil) throws {
    (self.session, self.partner) = (session, partner)
    memory = LedgerFile(in: session.site.layout)
    guard try site.identity.isHeadquarters || Joined(in: site.layout) != nil else {
      throw ExchangeFault.alone
    }
  }

  /// What this node is to others: its name, its key, the stores it exchanges.
  func party() throws -> Party {
    var stores: [String: any FactStore] = [site.entity: site.store]
    let others =
      try site.identity.isHeadquarters
      ? Followed(in: site.layout).chains.keys.filter(isShared) : [Party.library]
    for entity in others where stores[entity] == nil {
      stores[entity] = try GitStore(opening: site.layout.store(of: entity).path)
    }
    var party = Party(
      name: site.name, chain: site.chain, key: session.key, stores: stores,
      holes: try LibraryHoles(kept: site.layout).all)
    party.mayBring = try rightToBring()
    return party
  }

  /// Over a link anybody may call at any time: what an enrolled node brings must be of a chain that
  /// counts in that store, or of one that nobody knows yet; and nobody but headquarters adds to the
  /// library. On a stick a person stands behind what lies there.
  private func rightToBring() throws -> (@Sendable (String, String) -> Bool)? {
    guard partner != nil, site.identity.isHeadquarters else { return nil }
    let (chains, known) = (
      try ChainEntities(in: site.layout), try NodeKeys.allowed(in: site.layout)
    )
    let own = site.entity
    return { chain, entity in
      if known[chain] != nil { return chains.count(chain, in: entity, own: own) }
      return entity != Party.library
    }
  }

  /// The stores that this meeting is about: all, or what the partner shares.
  func stores() throws -> [Site] {
    guard partner != nil, site.identity.isHeadquarters else { return try site.stores() }
    let followed = try Followed(in: site.layout).chains.sorted { $0.key < $1.key }
    return try [site]
      + followed.filter { try isShared($0.key) }
      .map { try site.beside($0.key, writing: $0.value) }
  }

  /// Whether the partner is a node of this entity, or everybody is met.
  func isShared(_ entity: String) throws -> Bool {
    guard let partner, site.identity.isHeadquarters else { return true }
    return try LibraryChains(in: site).all.contains {
      $0.node == partner && $0.entity == entity && !$0.isHeadquarters
    }
  }

  /// A stick with the keys to open what was sealed for this node and, if it is wished, to seal for
  /// those who said theirs.
  func sealing(_ carrier: FolderCarrier) throws -> FolderCarrier {
    var (carrier, seal) = (carrier, Seal(of: session.key))
    if seals {
      for voice in memory.ledger.known {
        let statement = voice.newest.statement
        seal.receivers[statement.node] = statement.sealKey ?? seal.receivers[statement.node]
      }
    }
    carrier.seal = seal
    return carrier
  }

  /// Whom this node exchanges with: a site with headquarters and the other nodes of its entity.
  func peers() throws -> [Peer] {
    let chains = try library().map { try LibraryChains(in: $0).all } ?? []
    var entities: [String: Set<String>] = [:]
    for chain in chains where chain.node != site.name && !chain.isHeadquarters {
      guard site.identity.isHeadquarters || chain.entity == site.entity else { continue }
      entities[chain.node, default: []].formUnion([chain.entity, Party.library])
    }
    if let joined = try Joined(in: site.layout) {
      entities[joined.node] = [site.entity, Party.library]
    }
    let met = entities.filter { partner == nil || $0.key == partner }
    return met.sorted { $0.key < $1.key }.map {
      Peer(name: $0.key, entities: $0.value.sorted())
    }
  }

  /// The library as it is held here; nil where this node has joined nobody.
  func library() throws -> Site? {
    site.identity.isHeadquarters ? site : try site.library()
  }
}
