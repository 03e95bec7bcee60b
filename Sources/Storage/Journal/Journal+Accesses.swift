/// The access log: written at once, sealed daily into the chain.
extension Journal {
  /// Adds a row; it is on the disk when this returns.
  @discardableResult
  package func append(_ access: Access) throws(JournalFault) -> JournalName {
    try withConnection { (open) throws(JournalFault) in
      try open.transaction { () throws(JournalFault) in
        let names = try open.query(
          """
          update lives set next = next + 1 where life = (select life from current)
          returning life, next - 1
          """
        ) { JournalName(life: $0.text(0) ?? "", number: $0.integer(1)) }
        guard let name = names.first else {
          throw JournalFault.damaged(path: open.path, detail: "no life")
        }
        try open.run(
          "insert into accesses values (?, ?, ?, ?, ?, ?, null)",
          [
            .text(name.life), .integer(name.number), .text(access.claimed), .text(access.person),
            .text(access.what.rawValue), .text(access.object),
          ])
        return name
      }
    }
  }

  /// The rows that no segment seals yet, by life and number.
  ///
  /// - Parameter limit: at least 1; ask again after sealing these.
  package func unsealed(
    limit: Int = 100_000
  ) throws(JournalFault) -> [LoggedAccess] {
    try rows("segment is null order by life, number limit ?", [.integer(Int64(limit))])
  }

  /// Every row that is here, sealed ones that are not dropped yet too, by life and number.
  package func rows() throws(JournalFault) -> [LoggedAccess] {
    try rows("true order by life, number", [])
  }

  /// Whether there is a row of another day than this one, `2025-03-14`.
  package func hasRows(besides day: String) throws(JournalFault) -> Bool {
    try !rows("substr(claimed, 1, 10) <> ? limit 1", [.text(day)]).isEmpty
  }

  private func rows(
    _ condition: String, _ values: [SQLiteValue]
  ) throws(JournalFault) -> [LoggedAccess] {
    try withConnection { (open) throws(JournalFault) in
      try open.query(
        "select life, number, claimed, what, person, object from accesses where \(condition)",
        values
      ) { row in
        LoggedAccess(
          name: JournalName(life: row.text(0) ?? "", number: row.integer(1)),
          claimed: row.text(2) ?? "", what: row.text(3) ?? "", person: row.text(4) ?? "",
          object: row.text(5) ?? "")
      }
    }
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
    try each(rows, "update accesses set segment = ?", [.text(segment)])
  }

  /// Drops the rows that segments of the store name: they are facts of the chain now.
  ///
  /// At every open, also after a restore: a journal copied before a segment was written would
  /// otherwise seal its rows twice. Rows of other lives and rows that are gone already are no fault.
  package func drop(_ rows: some Sequence<JournalRows>) throws(JournalFault) {
    try each(rows, "delete from accesses", [])
  }

  /// Takes all marks away: what the segments of the store do not name is not sealed, whatever was
  /// once marked. Only with the node's lock held, after ``drop(_:)``.
  package func unmark() throws(JournalFault) {
    try withConnection { (open) throws(JournalFault) in
      try open.run("update accesses set segment = null where segment is not null", [])
    }
  }

  private func each(
    _ rows: some Sequence<JournalRows>, _ change: String, _ values: [SQLiteValue]
  ) throws(JournalFault) {
    let rows = Array(rows)
    try withConnection { (open) throws(JournalFault) in
      try open.transaction { () throws(JournalFault) in
        for some in rows {
          try open.run(
            "\(change) where life = ? and number between ? and ?",
            values + [
              .text(some.life), .integer(some.numbers.lowerBound),
              .integer(some.numbers.upperBound),
            ])
        }
      }
    }
  }
}
