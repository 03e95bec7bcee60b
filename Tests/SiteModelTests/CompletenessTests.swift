import SiteModel
import Testing

/// How often a point should be read, and into which cells that cuts time (`M-COMP`).
@Suite struct CompletenessTests {
  private static func calendar(_ dayStart: Int = 0, _ monthStart: Int = 1) throws
    -> ProductionCalendar
  {
    try #require(
      ProductionCalendar(offset: .beijing, dayStart: dayStart, monthStart: monthStart))
  }

  @Test(arguments: [
    ("m15", "2025", 35_040), ("h1", "2024", 8784), ("day", "2025-02", 28), ("month", "2025", 12),
    // Mondays of March 2025: 3, 10, 17, 24, 31.
    ("week", "2025-03", 5), ("month", "2025-Q1", 3), ("h1", "2025-03-14", 24),
  ])
  func `as many cells are expected as begin in a period`(
    _ name: String, _ period: String, _ count: Int
  ) throws {
    let frequency = try #require(ReadingFrequency(rawValue: name))
    for calendar in try [Self.calendar(), Self.calendar(28_800, 1)] {
      let span = try Period(period).bounds(in: calendar)
      #expect(frequency.cells(in: span, calendar)?.count == count)
    }
  }

  @Test func `a settlement month is a cell, wherever it begins`() throws {
    let calendar = try Self.calendar(28_800, 26)
    let span = try Period("2025").bounds(in: calendar)
    #expect(ReadingFrequency.month.cells(in: span, calendar)?.count == 12)
    #expect(ReadingFrequency.day.cells(in: span, calendar)?.count == 365)
  }

  @Test func `every moment lies in one cell, and neighbours follow each other`() throws {
    var random = SeededRandom(seed: 811)
    let calendar = try Self.calendar(28_800, 26)
    for frequency in [ReadingFrequency.quarterHour, .hour, .day, .week, .month] {
      for _ in 0..<300 {
        let at = Instant(seconds: .random(in: -4_000_000_000...4_000_000_000, using: &random))
        let cell = try #require(frequency.cell(of: at, in: calendar))
        let next = try #require(
          frequency.cell(of: Instant(seconds: at.seconds + 899), in: calendar))
        #expect(next == cell || next == cell + 1)
        let own = try #require(
          frequency.cells(in: at..<Instant(seconds: at.seconds + 40 * 86_400), calendar))
        #expect(own.lowerBound == cell || own.lowerBound == cell + 1)
      }
    }
  }

  @Test func `no calendar knows shifts and batches`() throws {
    let calendar = try Self.calendar()
    for frequency in [ReadingFrequency.shift, .batch] {
      #expect(frequency.cell(of: Instant(seconds: 0), in: calendar) == nil)
    }
  }

  @Test func `a balance says nothing where a term is not wholly known`() throws {
    let (kWh, t) = (try Unit("kWh"), try Unit("t"))
    func term(_ value: Int?, _ unit: Unit, whole: Bool = true) -> Balance.Term {
      Balance.Term("E", "part", value.map { Quantity(Rational($0), unit) }, isWhole: whole)
    }
    func verdict(_ left: Balance.Term, _ right: [Balance.Term]) -> Balance.Verdict {
      Balance(
        .submeters, of: "E", [left], against: right, tolerance: Rational(2) / Rational(100)
      ).verdict
    }
    #expect(verdict(term(100, kWh), [term(60, kWh), term(38, kWh)]) == .within)
    #expect(verdict(term(100, kWh), [term(97, kWh)]) == .beyond)
    #expect(verdict(term(100, kWh), [term(103, kWh)]) == .beyond)
    #expect(verdict(term(100, kWh), [term(98, kWh, whole: false)]) == .unknown)
    #expect(verdict(term(nil, kWh), [term(98, kWh)]) == .unknown)
    #expect(verdict(term(100, kWh), [term(98, t)]) == .units)
    #expect(verdict(term(0, kWh), [term(0, kWh)]) == .within)
    #expect(verdict(term(0, kWh), [term(1, kWh)]) == .beyond)
    #expect(verdict(term(1, try Unit("MWh")), [term(1000, kWh)]) == .within)
  }
}
