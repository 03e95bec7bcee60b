import GRDB
package import Storage

/// A segment of the access log, as far as the index knows it.
package struct SealedAccesses: Sendable, Hashable {
  /// The chain and the place in it.
  package let chain: String, path: String
  /// The segment itself.
  package let blob: ObjectID
  /// The journal rows it seals.
  package let rows: [JournalRows]
  /// The first and last day of its rows, `2025-03-14`.
  package let days: ClosedRange<String>

  init?(_ row: Row) {
    let (first, last): (String, String) = (row["first"], row["last"])
    guard let blob = ObjectID(row["blob"] as String), first <= last else { return nil }
    (chain, path, self.blob, days) = (row["chain"], row["path"], blob, first...last)
    rows = JournalRows.list(row["rows"])
  }
}

extension SiteIndex {
  /// All segments of the access log, by chain and path.
  package func sealedAccesses() throws -> [SealedAccesses] {
    try database.read {
      try Row.fetchAll($0, sql: "select * from access_segments order by chain, path")
        .compactMap(SealedAccesses.init)
    }
  }

  /// The journal rows that a chain's segments seal, of the access log and of polled readings.
  package func sealedRows(by chains: Set<String>) throws -> [JournalRows] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          select chain, rows from access_segments
          union all select chain, rows from segments where rows is not null
          """)
    }
    .filter { chains.contains($0["chain"]) }.flatMap { JournalRows.list($0["rows"]) }
  }
}

extension JournalRows {
  /// As a segment's header lists them; what is no range of rows names none.
  fileprivate static func list(_ text: String) -> [JournalRows] {
    text.split(separator: " ").compactMap { JournalRows($0) }
  }
}
