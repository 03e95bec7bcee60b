import Foundation
package import SiteModel
import Storage
import Sync

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
      let files = try kept.names(in: box).filter { BundleName($0) != nil }
      guard !files.isEmpty else { return [Held]() }
      let stores = try stores(of: sender, site)
      return try files.map { file in
        let bytes = try kept.read(file, in: box)
        return Held(
          file: file, from: sender, bytes: bytes.count, missing: try missing(bytes, stores, site))
      }
    }
  }

  /// The stores that a node exchanges; of hundreds, headquarters opens those of one node at a time.
  private static func stores(
    of node: String, _ site: Site
  ) throws -> [String: any FactStore] {
    let held = try site.layout.entities()
    let own = try LibraryChains(in: site.librarySite()).all.filter { $0.node == node }.map(\.entity)
    let wanted = own.isEmpty ? held : Set(own + [site.entity, Party.library]).filter(held.contains)
    return try wanted.reduce(into: [:]) { stores, entity in
      stores[entity] = try GitStore(opening: site.layout.store(of: entity).path)
    }
  }

  private static func missing(
    _ bytes: [UInt8], _ stores: [String: any FactStore], _ site: Site
  ) throws -> [Phrase] {
    let entity = try OpenedBundle(bytes, over: Array(stores.values)).entity
    guard let store = stores[entity] else { return [] }
    let library = entity == Party.library ? nil : stores[Party.library]
    let ingest = Ingest(
      into: store, of: entity, library: library, holes: try LibraryHoles(kept: site.layout).all)
    return try ingest.missing(for: bytes).map(\.phrase)
  }
}
