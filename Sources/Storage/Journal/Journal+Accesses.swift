/// The access log: written at once, sealed daily into the chain.
extension Journal {
  /// Adds a row; it is on the disk when this returns.
  @discardableResult
  package func append(_ access: Access) throws(JournalFault) -> JournalName {
    try withConnection { (open) throws(JournalFault) in
      try open.transaction { () throws(JournalFault) in
        let name = try Self.takeNumbers(1, of: open)
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
}
