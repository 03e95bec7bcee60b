import SiteModel

/// Rows for the tables of one entity, in parts: a production day, a point, a record.
///
/// A part's digest is that of the very text that is sent, so a part whose digest is in the database
/// already holds nothing new, whatever has happened to the facts behind it.
struct PublishedSheets {
  /// Rows that are compared, sent and taken away together.
  struct Part {
    private(set) var text: [UInt8] = []
    private(set) var rows = 0

    mutating func add(_ line: String) {
      text += Array(line.utf8)
      rows += 1
    }

    var digest: String { ContentHash(of: text).description }
  }

  private let entity: String
  /// By table, then by the name of the part.
  private(set) var parts: [PublishedTable: [String: Part]] = [:]

  init(of entity: String) { self.entity = entity }

  /// Adds a row.
  ///
  /// - Parameter cells: what the table's ``PublishedTable/columns`` hold behind the entity.
  mutating func add(_ cells: [String?], to table: PublishedTable, part: String) {
    parts[table, default: [:]][part, default: Part()].add(CopyText.line([entity] + cells))
  }
}
