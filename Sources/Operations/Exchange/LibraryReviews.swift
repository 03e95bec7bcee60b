import Indexing
import SiteModel

/// What is to be looked at again here because headquarters changed a text of the library (4.1.1).
struct LibraryReviews {
  /// By text, the records that follow from what was signed about it.
  private let all: [RecordKey: Set<RecordKey>]

  init(on site: Site) throws {
    guard let library = try site.library() else {
      all = [:]
      return
    }
    var all: [RecordKey: Set<RecordKey>] = [:]
    for schema in try site.schemas.types where schema.isOfLibrary {
      let asked = Set(schema.rules.effects.filter { !$0.linked.isEmpty }.map(\.type))
      for (key, _, _) in try library.index.records(of: schema.type) {
        let following = try FollowingRecords(site).all(of: key, in: library).map(\.record.key)
        all[key] = Set(following.filter { asked.contains($0.type) })
      }
    }
    self.all = all
  }

  /// How many texts have changed since, and how many records have to do with them.
  func new(since before: LibraryReviews) -> (texts: Int, items: Int) {
    let new = all.map { key, items in items.subtracting(before.all[key] ?? []).count }
      .filter { $0 > 0 }
    return (new.count, new.reduce(0, +))
  }
}
