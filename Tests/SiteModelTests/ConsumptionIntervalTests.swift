import SiteModel
import Testing

@Suite struct ConsumptionIntervalTests {
  private func power(_ unit: String = "kW") -> PointSetting {
    PointSetting(kind: .power, unit: unit)
  }

  private func interval() -> PointSetting { PointSetting(kind: .interval, unit: "kWh") }

  private func quarters(_ values: String...) -> [(String, String)] {
    values.enumerated().map { index, value in
      ("2025-03-01T0\(index / 4):\(["00", "15", "30", "45"][index % 4])", value)
    }
  }

  @Test func `a quarter of an hour of power is a quarter of its number`() throws {
    let shown = try Sample.shown(
      Sample.statements(quarters("4.1", "3", "2.25", "1"), unit: "kW", length: 900), as: power())
    let hour = try Sample.consumed(shown, "2025-03-01T00:00", "2025-03-01T01:00")
    #expect(hour.value?.text == "2.5875" && hour.unit == "kWh" && hour.complete)
  }

  @Test(arguments: [
    ("kW", "kWh", "1/60"), ("m3/h", "m3", "1/60"), ("t/min", "t", "1"), ("m3/s", "m3", "60"),
  ])
  func `twenty seconds of power are exact thirds`(
    _ unit: String, _ quantity: String, _ expected: String
  ) throws {
    let start = try Sample.instant("2025-03-01").seconds
    let statements = ReadingStatements(
      segment: 0, unit: unit, length: 20,
      readings: ([start, start + 20, start + 40], [1, 1, 1], [0, 0, 0]))
    let shown = try Sample.shown(statements, as: power(unit))
    let third = try Consumption.over(
      Instant(seconds: start)..<Instant(seconds: start + 20), of: shown)
    let minute = try Sample.consumed(shown, "2025-03-01T00:00", "2025-03-01T00:01")
    #expect(minute.value == Rational(expected) && minute.unit == quantity)
    #expect(third.value.map { $0 * Rational(3) } == Rational(expected))
    #expect(PowerUnit(unit).map { $0.factor * Rational(60) } == Rational(expected))
  }

  @Test func `what no interval covers is a gap`() throws {
    let readings = quarters("1", "2", "3", "4", "5")
    let shown = try Sample.shown(
      Sample.statements([readings[0], readings[2], readings[4]], length: 900), as: interval())
    let consumed = try Sample.consumed(shown, "2025-03-01T00:00", "2025-03-01T01:30")
    #expect(consumed.value?.text == "9" && consumed.readings == 3)
    #expect(
      consumed.gaps == [
        try Sample.gap("2025-03-01T00:15", "2025-03-01T00:30", .noReading),
        try Sample.gap("2025-03-01T00:45", "2025-03-01T01:00", .noReading),
        try Sample.gap("2025-03-01T01:15", "2025-03-01T01:30", .noReading),
      ])
    let none = try Sample.consumed(shown, "2025-04-01", "2025-04-02")
    #expect(none.value == nil && none.gaps.map(\.reason) == [.noReading])
  }

  @Test func `an interval across the boundary is not split`() throws {
    let shown = try Sample.shown(
      Sample.statements(
        [("2025-03-01T00:00", "6"), ("2025-03-01T01:00", "8"), ("2025-03-01T02:00", "10")],
        length: 3600), as: interval())
    let bounds = try ["2025-03-01T00:30", "2025-03-01T01:30", "2025-03-01T03:00"]
      .map(Sample.instant)
    let parts = try Consumption.by(bounds, of: shown)
    #expect(parts.map { $0.value?.text } == [nil, "10"])
    #expect(parts[0].gaps == [try Sample.gap("2025-03-01T00:30", "2025-03-01T01:30", .crosses)])
    #expect(parts[1].gaps == [try Sample.gap("2025-03-01T01:30", "2025-03-01T02:00", .crosses)])
  }

  @Test func `an interval keeps the multiplier of its start`() throws {
    var later = interval()
    (later.from, later.multiplier) = (CivilDate("2025-03-02"), Decimal18(units: 10, decimals: 0))
    let shown = ShownReadings(
      [
        try Sample.statements(
          [("2025-03-01T22:30", "1"), ("2025-03-01T23:30", "2"), ("2025-03-02T00:30", "3")],
          length: 3600)
      ], in: SettingTimeline(try Sample.settings(interval(), later), in: Sample.beijing))
    let consumed = try Sample.consumed(shown, "2025-03-01T22:30", "2025-03-02T01:30")
    #expect(consumed.value?.text == "33" && consumed.complete)
    let before = try Sample.consumed(shown, "2025-03-01T22:30", "2025-03-02T00:00")
    #expect(before.gaps == [try Sample.gap("2025-03-01T23:30", "2025-03-02T00:00", .crosses)])
  }

  @Test func `overlapping intervals are missing whichever is right`() throws {
    let shown = try Sample.shown(
      Sample.statements(quarters("1", "2", "3", "4", "5"), length: 900),
      Sample.statements([("2025-03-01T00:00", "10")], segment: 1, length: 3600), as: interval())
    #expect(shown.count == 1 && shown.conflicts.count == 5)
    #expect(shown.conflicts.allSatisfy { $0.cause == .overlap })
    let consumed = try Sample.consumed(shown, "2025-03-01T00:00", "2025-03-01T01:15")
    #expect(consumed.value?.text == "5" && consumed.conflicts == 5)
    #expect(consumed.gaps == [try Sample.gap("2025-03-01T00:00", "2025-03-01T01:00", .conflict)])
  }

  @Test func `the length of the setting stands in where the file has none`() throws {
    var setting = interval()
    setting.length = 900
    let shown = try Sample.shown(Sample.statements(quarters("1", "2", "3", "4")), as: setting)
    #expect(
      try Sample.consumed(shown, "2025-03-01T00:00", "2025-03-01T01:00").value?.text == "10")
    let without = try Sample.shown(Sample.statements(quarters("1", "2")), as: interval())
    #expect(without.count == 0 && without.conflicts.map(\.cause) == [.shape, .shape])
  }

  @Test func `invoices and output are summed where they are dated`() throws {
    let shown = try Sample.shown(
      Sample.statements([("2025-03-01", "100.5"), ("2025-03-20", "50"), ("2025-04-01", "7")]),
      as: PointSetting(kind: .invoice, unit: "kWh"))
    let months = try Consumption.by(
      ["2025-02-01", "2025-03-01", "2025-04-01"].map(Sample.instant), of: shown)
    #expect(months.map { $0.value?.text } == [nil, "150.5"])
    #expect(months.map(\.complete) == [false, true])
  }
}
