import Foundation
import SiteModel
import Storage
import Sync

/// One meeting, while the node's lock is held.
struct Meeting {
  var report = SyncOverFolder.Report()
  let session: WriteSession
  var memory: LedgerFile
  var site: Site { session.site }

  init(_ session: WriteSession) throws {
    self.session = session
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
      ? Array(Followed(in: site.layout).chains.keys) : [Party.library]
    for entity in others where stores[entity] == nil {
      stores[entity] = try GitStore(opening: site.layout.store(of: entity).path)
    }
    return Party(
      name: site.name, chain: site.chain, key: session.key, stores: stores,
      holes: try LibraryHoles(kept: site.layout).all)
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
    return entities.sorted { $0.key < $1.key }.map {
      Peer(name: $0.key, entities: $0.value.sorted())
    }
  }

  /// The library as it is held here; nil where this node has joined nobody.
  func library() throws -> Site? {
    site.identity.isHeadquarters ? site : try site.library()
  }
}
