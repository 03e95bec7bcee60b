/// The names of a journal's rows, and what becomes of rows that a segment names.
extension Journal {
  private static let tables = ["accesses", "polled"]

  /// Gives the next numbers of the current life, within a transaction.
  ///
  /// - Returns: the name of the first of them.
  static func takeNumbers(
    _ count: Int, of open: borrowing SQLiteConnection
  ) throws(JournalFault) -> JournalName {
    let names = try open.query(
      """
      update lives set next = next + ?1 where life = (select life from current)
      returning life, next - ?1
      """, [.integer(Int64(count))]
    ) { JournalName(life: $0.text(0) ?? "", number: $0.integer(1)) }
    guard let name = names.first else {
      throw JournalFault.damaged(path: open.path, detail: "no life")
    }
    return name
  }

  /// Marks rows as sealed, once the commit with their segment is made.
  ///
  /// They stay until ``drop(_:)`` at the next open. A crash between commit and mark does no harm:
  /// the segment names its rows, and what it names is dropped.
  ///
  /// - Parameter segment: the segment's path in the chain.
  package func seal(
    _ rows: some Sequence<JournalRows>, in segment: String
  ) throws(JournalFault) {
    try each(rows, "update", "set segment = ?", [.text(segment)])
  }

  /// Drops the rows that segments of the store name: they are facts of the chain now.
  ///
  /// At every open, also after a restore: a journal copied before a segment was written would
  /// otherwise seal its rows twice. Rows of other lives and rows that are gone already are no fault.
  package func drop(_ rows: some Sequence<JournalRows>) throws(JournalFault) {
    let present = try present()
    try each(
      rows.filter { present[$0.life]?.overlaps($0.numbers) ?? false }, "delete from", "", [])
  }

  /// The lives of the rows that are here, and the numbers between which they lie: a store names all
  /// rows it ever sealed, and few of them are here.
  private func present() throws(JournalFault) -> [String: ClosedRange<Int64>] {
    let tables = Self.tables.map { "select life, number from \($0)" }
      .joined(separator: " union all ")
    let found = try withConnection { (open) throws(JournalFault) in
      try open.query("select life, min(number), max(number) from (\(tables)) group by life") {
        ($0.text(0) ?? "", $0.integer(1)...$0.integer(2))
      }
    }
    return Dictionary(found) { $1 }
  }

  /// Takes all marks away: what the segments of the store do not name is not sealed, whatever was
  /// once marked. Only with the node's lock held, after ``drop(_:)``.
  package func unmark() throws(JournalFault) {
    try withConnection { (open) throws(JournalFault) in
      for table in Self.tables {
        try open.run("update \(table) set segment = null where segment is not null", [])
      }
    }
  }

  // One number is one row, of whichever table.
  private func each(
    _ rows: some Sequence<JournalRows>, _ verb: String, _ change: String, _ values: [SQLiteValue]
  ) throws(JournalFault) {
    let rows = Array(rows)
    try withConnection { (open) throws(JournalFault) in
      try open.transaction { () throws(JournalFault) in
        for some in rows {
          for table in Self.tables {
            try open.run(
              "\(verb) \(table) \(change) where life = ? and number between ? and ?",
              values + [
                .text(some.life), .integer(some.numbers.lowerBound),
                .integer(some.numbers.upperBound),
              ])
          }
        }
      }
    }
  }
}
