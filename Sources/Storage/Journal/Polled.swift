package import SiteModel

/// What a meter showed when it was polled.
package struct Polled: Sendable, Hashable {
  /// By the node's clock.
  package let at: Instant
  /// The id of the measurement point.
  package let point: String
  package let value: Decimal18
  /// The point's unit at that time.
  package let unit: String

  package init(at: Instant, point: String, value: Decimal18, unit: String) {
    (self.at, self.point, self.value, self.unit) = (at, point, value, unit)
  }
}

/// A polled reading with the name of its row.
package struct LoggedPoll: Sendable, Hashable {
  package let name: JournalName
  package let reading: Polled
}

/// Polled readings: written at once, sealed hourly into the chain.
extension Journal {
  /// Adds readings, all of them or none; they are on the disk when this returns.
  ///
  /// - Returns: the names of their rows, in their order.
  package func append(_ readings: [Polled]) throws(JournalFault) -> [JournalName] {
    guard !readings.isEmpty else { return [] }
    return try withConnection { (open) throws(JournalFault) in
      try open.transaction { () throws(JournalFault) in
        let first = try Self.takeNumbers(readings.count, of: open)
        var names: [JournalName] = []
        for (number, reading) in zip(first.number..., readings) {
          names.append(JournalName(life: first.life, number: number))
          try open.run(
            "insert into polled values (?, ?, ?, ?, ?, ?, null)",
            [
              .text(first.life), .integer(number), .integer(reading.at.seconds),
              .text(reading.point), .text("\(reading.value)"), .text(reading.unit),
            ])
        }
        return names
      }
    }
  }

  /// The polled readings that no segment seals yet, by life and number.
  ///
  /// - Throws: ``JournalFault/damaged(path:detail:)`` for a row whose value is no decimal.
  package func unsealedPolls() throws(JournalFault) -> [LoggedPoll] {
    try withConnection { (open) throws(JournalFault) in
      let rows = try open.query(
        """
        select life, number, at, point, value, unit from polled
        where segment is null order by life, number
        """, [], LoggedPoll.init)
      let whole = rows.compactMap { $0 }
      guard whole.count == rows.count else {
        throw JournalFault.damaged(path: open.path, detail: "polled.value")
      }
      return whole
    }
  }
}

extension LoggedPoll {
  fileprivate init?(_ row: borrowing SQLiteRow) {
    guard let value = row.text(4).flatMap({ Decimal18($0) }) else { return nil }
    name = JournalName(life: row.text(0) ?? "", number: row.integer(1))
    reading = Polled(
      at: Instant(seconds: row.integer(2)), point: row.text(3) ?? "", value: value,
      unit: row.text(5) ?? "")
  }
}
