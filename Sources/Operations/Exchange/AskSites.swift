import Foundation
import Indexing
package import SiteModel
import Storage
import Sync

/// What headquarters holds of each entity, and when its nodes last spoke.
package struct AskSites {
  /// One entity.
  package struct Answer: Sendable {
    package let entity: String
    /// What all its facts together show; equal to the digest its own nodes print.
    package let state: ContentHash
    package let facts: ContentHash
    package let chains: [ChainHead]
    /// The nodes that have been admitted.
    package let nodes: [Node]
    /// Chains that are held and do not count: nobody has said whose they are.
    package let waiting: [String]
    /// What waits for a person's decision.
    package let conflicts: Int
    /// What stays until headquarters decides about a chain.
    package let alarms: [Alarm]
  }

  /// One node.
  package struct Node: Sendable {
    package let name: String
    package let chain: String
    /// The clock of its newest statement; nil before it has spoken.
    package let spoke: String?
    /// Commits of this entity that its newest statement does not cover.
    package let behind: Int
  }

  /// - Throws: ``ExchangeFault/notHeadquarters``.
  package static func run(on site: Site) throws -> [Answer] {
    guard site.identity.isHeadquarters else { throw ExchangeFault.notHeadquarters }
    let ledger = LedgerFile(in: site.layout).ledger
    let chains = try LibraryChains(in: site).all
    let known = try NodeKeys.allowed(in: site.layout)
    return try Followed(in: site.layout).chains.sorted { $0.key < $1.key }.map { entity, chain in
      let other = try site.beside(entity, writing: chain)
      let status = try AskStatus.run(on: other)
      let nodes = chains.filter { $0.entity == entity && !$0.isHeadquarters }
      return Answer(
        entity: entity, state: status.state, facts: status.facts, chains: status.chains,
        nodes: try nodes.map { try node($0, entity, ledger, other) },
        waiting: try other.store.heads().keys.filter { known[$0] == nil }.sorted(),
        conflicts: status.conflicts, alarms: status.alarms)
    }
  }

  private static func node(
    _ chain: LibraryChains.Chain, _ entity: String, _ ledger: Ledger, _ site: Site
  ) throws -> Node {
    let offer = try Offer(of: site.store, to: ledger.holdings(of: entity, at: chain.node))
    let spoke = ledger.spoke(chain.node)
    return Node(
      name: chain.node, chain: chain.chain, spoke: spoke,
      behind: offer.pieces.reduce(0) { $0 + $1.name.numbers.count })
  }
}

/// The bundles that wait for others, kept since they were met.
package struct AskHeld {
  /// One of them.
  package struct Held: Sendable {
    package let file: String
    /// The node that sent it.
    package let from: String
    package let bytes: Int
    /// What it waits for, and the way out.
    package let missing: [Phrase]
  }

  /// By sender and file name.
  package static func run(on site: Site) throws -> [Held] {
    let folder = site.layout.statements.deletingLastPathComponent()
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    let kept = try FolderCarrier(folder)
    return try kept.senders(to: site.name).flatMap { sender in
      let box = Box(to: site.name, from: sender)
      return try kept.names(in: box).filter { BundleName($0) != nil }.map { file in
        let bytes = try kept.read(file, in: box)
        return Held(
          file: file, from: sender, bytes: bytes.count, missing: try missing(bytes, site))
      }
    }
  }

  private static func missing(_ bytes: [UInt8], _ site: Site) throws -> [Phrase] {
    var stores: [String: any FactStore] = [:]
    for entity in try site.layout.entities() {
      stores[entity] = try GitStore(opening: site.layout.store(of: entity).path)
    }
    let entity = try OpenedBundle(bytes, over: Array(stores.values)).entity
    guard let store = stores[entity] else { return [] }
    let library = entity == Party.library ? nil : stores[Party.library]
    let ingest = Ingest(
      into: store, of: entity, library: library, holes: try LibraryHoles(kept: site.layout).all)
    return try ingest.missing(for: bytes).map(\.phrase)
  }
}
