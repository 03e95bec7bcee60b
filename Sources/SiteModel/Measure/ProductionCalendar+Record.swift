extension ProductionCalendar {
  /// The calendar that a `site` record states, or nil while nobody has said its zone.
  ///
  /// - Parameter values: the record's undisputed fields: `zone`, `dayStart` in seconds,
  ///   `monthStart`.
  package init?(site values: [String: JSON]) {
    guard let offset = values["zone"]?.string.flatMap({ Offset($0) }) else { return nil }
    let dayStart = values["dayStart"]?.number.flatMap { Int($0) } ?? 0
    let monthStart = values["monthStart"]?.number.flatMap { Int($0) } ?? 1
    self.init(offset: offset, dayStart: dayStart, monthStart: monthStart)
  }
}
