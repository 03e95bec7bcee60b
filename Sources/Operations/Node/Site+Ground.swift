import Foundation
import Indexing
import SiteModel
import Storage
import Sync

/// What the answers of one store rest on beside its facts: files beside the node's keys, and the
/// library.
extension Site {
  /// Opens the index of a store, or begins one.
  static func openIndex(
    _ layout: SiteLayout, _ identity: NodeIdentity, _ schemas: SchemaShelf, _ share: Share
  ) throws -> SiteIndex {
    let tables = try String(
      contentsOf: share.schema.appending(path: "index.sql"), encoding: .utf8)
    let own = try NodeIdentity.read(from: layout.identity).entity
    let url = identity.entity == own ? layout.index : layout.index(of: identity.entity)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    return try SiteIndex(
      at: url, tables: tables, site: identity.site,
      ground: ground(layout, schemas, of: identity.entity, own: own))
  }

  private static func ground(
    _ layout: SiteLayout, _ schemas: SchemaShelf, of entity: String, own: String
  ) -> FoldGround {
    let library = LibraryChains.Heads(for: entity, own: own, in: layout)
    var ground = FoldGround(
      lifecycles: schemas.lifecycles,
      founders: {
        let headquarters = try NodeKeys.headquarters(in: layout)
        let entities = try ChainEntities(in: layout)
        return try NodeKeys.allowed(in: layout).filter { chain, _ in
          // The library is headquarters' own store: there their chains are what a plant's are in its own.
          entity == Party.library
            ? entities.count(chain, in: entity, own: own) : headquarters[chain] == nil
        }.mapValues(\.line)
      },
      headquarters: {
        guard entity != Party.library else { return [:] }
        // In a plant's store headquarters speaks by its chains there.
        return try NodeKeys.headquarters(in: layout).filter { try !library.isOfLibrary($0.key) }
          .mapValues(\.line)
      },
      counted: {
        let entities = try ChainEntities(in: layout)
        let all = try NodeKeys.allowed(in: layout).keys
        return Set(all.filter { entities.count($0, in: entity, own: own) })
      },
      cuts: { try LibraryLimits(kept: layout).all })
    ground.library = library.heads
    ground.isOfLibrary = library.isOfLibrary
    ground.holes = { try LibraryHoles(kept: layout).all }
    ground.marks = { try LibraryMarks(kept: layout).grants(of: entity) }
    return ground
  }
}
