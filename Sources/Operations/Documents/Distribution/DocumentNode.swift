import Indexing
import SiteModel
import Storage

/// A node that works by a document, and what it said of its `controlled/`: the recall of electronic
/// copies is confirmed by the nodes themselves.
package struct DocumentNode: Sendable {
  package let chain: String
  /// The short name of its site; nil before it has said so.
  package let site: String?
  /// What it last said about the number; nil: never anything.
  package let adopted: AskDocuments.Adopted?
  /// Whether that is what is in force now.
  package let isConfirmed: Bool

  /// All nodes of the entity; none for a number of which nothing was ever in force.
  static func all(
    of document: Document, on day: String, _ adopted: [AskDocuments.Adopted],
    _ chains: [String: String?]
  ) -> [DocumentNode] {
    let inForce = document.inForce(on: day)?.version
    let wasReleased = (document.line?.acts ?? []).contains { $0.isRelease && $0.day <= day }
    guard wasReleased else { return [] }
    return chains.sorted { $0.key < $1.key }.map { chain, site in
      let said = adopted.last { $0.chain == chain }
      // Who never said anything may have anything.
      return DocumentNode(
        chain: chain, site: site, adopted: said,
        isConfirmed: said.map { $0.version == inForce } ?? false)
    }
  }

  /// The chains that nodes of the entity write now, with the short names of their sites: neither
  /// headquarters', nor those that others go on for, nor those that were cut.
  static func chains(on site: Site) throws -> [String: String?] {
    let own = try NodeIdentity.read(from: site.layout.identity).entity
    let entities = try ChainEntities(in: site.layout)
    var gone = Set(try LibraryLimits(kept: site.layout).all.map(\.chain))
    gone.formUnion(try NodeKeys.headquarters(in: site.layout).keys)
    let openings = try site.index.states(of: "opening").map(\.state.values)
    gone.formUnion(openings.compactMap { $0["chain"]?.string })
    let names = try names(on: site)
    let chains = try NodeKeys.allowed(in: site.layout).keys.filter {
      entities.count($0, in: site.entity, own: own) && !gone.contains($0)
    }
    return Dictionary(uniqueKeysWithValues: chains.map { ($0, names[$0]) })
  }

  /// Each node's first commit names its site.
  private static func names(on site: Site) throws -> [String: String] {
    let named = try site.index.states(of: "site").compactMap { key, _ in
      try site.index.entries(of: key).min { ($0.past.size, $0.name) < ($1.past.size, $1.name) }
        .map { ($0.name.chain, key.id) }
    }
    return Dictionary(named) { first, _ in first }
  }
}

extension SlotAct {
  /// Whether it puts something in force.
  var isRelease: Bool { if case .release = step { true } else { false } }
}
