import SiteModel

/// Writes what differs of one entity's month, or of its registers: all in one transaction.
struct SheetWriter {
  /// Rows of one table.
  struct Count: Sendable, Hashable {
    /// Rows that were sent, and rows that were taken away: a part that changed does both.
    var written = 0, removed = 0
  }

  let ledger: PublishLedger
  /// `2025-03-01`, or ``PublishLedger/noMonth``.
  let month: String
  /// The digests of what is there.
  let held: [PublishedTable: [String: String]]

  /// - Parameter tables: those that `sheets` speaks of; of them a part that it lacks is no more.
  /// - Returns: nothing for tables of which nothing has changed.
  func write(
    _ sheets: PublishedSheets, of tables: [PublishedTable]
  ) throws -> [PublishedTable: Count] {
    let changes = tables.map { Change($0, sheets.parts[$0] ?? [:], over: held[$0] ?? [:]) }
      .filter { !$0.stale.isEmpty }
    guard !changes.isEmpty else { return [:] }
    return try ledger.connection.transaction {
      if month != PublishLedger.noMonth {
        try ledger.connection.run("select karez.hold_month($1)", [month])
      }
      return try changes.reduce(into: [:]) { $0[$1.table] = try write($1) }
    }
  }

  /// What differs in one table.
  private struct Change {
    let table: PublishedTable
    /// Parts that are new or other than before, by name.
    let fresh: [(name: String, part: PublishedSheets.Part, digest: String)]
    /// They, and those that are no more.
    let stale: [String]

    init(
      _ table: PublishedTable, _ parts: [String: PublishedSheets.Part], over held: [String: String]
    ) {
      self.table = table
      fresh = parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value, $0.value.digest) }
        .filter { held[$0.name] != $0.digest }
      stale = fresh.map(\.name) + held.keys.filter { parts[$0] == nil }
    }
  }

  private func write(_ change: Change) throws -> Count {
    let table = "karez.\(change.table.rawValue)"
    let isThere = change.stale.contains { held[change.table]?[$0] != nil }
    let removed = isThere ? try remove(change) : 0
    let text = change.fresh.flatMap(\.part.text)
    let columns = change.table.columns.joined(separator: ", ")
    if !text.isEmpty { try ledger.connection.copy(text, into: "\(table) (\(columns))") }
    let lines = change.fresh.map {
      CopyText.line(
        [ledger.entity, change.table.rawValue, month, $0.name, $0.digest, String($0.part.rows)])
    }
    try ledger.connection.copy(
      Array(lines.joined().utf8), into: "karez.parts (entity, sheet, month, part, digest, rows)")
    return Count(written: change.fresh.reduce(0) { $0 + $1.part.rows }, removed: removed)
  }

  private func remove(_ change: Change) throws -> Int {
    let table = change.table
    let inMonth = PublishedTable.monthly.contains(table) ? "and month = $2" : "and $2 <> ''"
    let names = CopyText.array(change.stale)
    let removed = try ledger.connection.run(
      """
      delete from karez.\(table.rawValue)
      where entity = $1 \(inMonth) and \(table.part) = any($3::text[])
      """, [ledger.entity, month, names]
    ).changed
    try ledger.connection.run(
      """
      delete from karez.parts
      where entity = $1 and month = $2 and sheet = $4 and part = any($3::text[])
      """, [ledger.entity, month, names, table.rawValue])
    return removed
  }
}
