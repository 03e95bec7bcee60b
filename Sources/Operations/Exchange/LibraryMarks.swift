import Foundation
import Indexing
import SiteModel
import Storage

/// Which chain may open numbers with which mark, as the library says.
///
/// Every node keeps it beside its keys, where all its stores find it: `.karez/keys/marks.json`.
struct LibraryMarks {
  static let type = "mark"

  /// In the order in which they were given, by entity.
  let all: [(entity: String, grant: MarkGrant)]

  /// Reads them from the library: what was granted, and the empty mark of each node's chain, which
  /// its admission grants. Of an entity's nodes the first has it.
  ///
  /// They are read entry by entry: a second grant of a mark never becomes a dispute about the first.
  init(in library: Site) throws {
    let entries = try [Self.type, "chain"].flatMap { type in
      try library.index.states(of: type).flatMap { try library.index.entries(of: $0.key) }
    }
    all =
      entries
      .sorted { ($0.past.size, $0.name) < ($1.past.size, $1.name) }
      .compactMap { placed in Self.grant(placed.entry, in: placed.name) }
  }

  private static func grant(
    _ entry: Entry, in name: EntryName
  ) -> (entity: String, grant: MarkGrant)? {
    func value(_ field: String) -> String? { entry.set[field]?.new.string }
    guard let entity = value("entity") else { return nil }
    if entry.key.type == type {
      guard let mark = value("mark"), let chain = value("chain") else { return nil }
      return (entity, MarkGrant(mark, to: chain, in: name))
    }
    guard value("role") == "node" else { return nil }
    return (entity, MarkGrant("", to: entry.key.id, in: name))
  }

  /// Those that this node knows.
  init(kept layout: SiteLayout) throws {
    all = try KeptFile(layout.marks).items { item in
      guard let entity = item["entity"]?.string, let mark = item["mark"]?.string,
        let chain = item["chain"]?.string,
        let name = item["name"]?.string.flatMap({ EntryName($0) })
      else { return nil }
      return (entity, MarkGrant(mark, to: chain, in: name))
    }
  }

  /// Those of one entity.
  func grants(of entity: String) -> [MarkGrant] {
    all.filter { $0.entity == entity }.map(\.grant)
  }

  private var items: [JSON] {
    all.map { each in
      [
        "entity": .string(each.entity), "mark": .string(each.grant.mark),
        "chain": .string(each.grant.chain), "name": .string(each.grant.name.description),
      ]
    }
  }

  func keep(in layout: SiteLayout) throws {
    guard try LibraryMarks(kept: layout).items != items else { return }
    try KeptFile(layout.marks).write(.array(items))
  }
}
