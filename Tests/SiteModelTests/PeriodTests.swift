import SiteModel
import Testing

@Suite struct PeriodTests {
  private func bounds(_ text: String, _ calendar: ProductionCalendar) throws -> String {
    let bounds = try Period(text).bounds(in: calendar)
    return "\(bounds.lowerBound.text(at: calendar.offset)) "
      + bounds.upperBound.text(at: calendar.offset)
  }

  @Test(arguments: [
    ("2025", "2025-01-01T00:00:00+08:00 2026-01-01T00:00:00+08:00"),
    ("2025-H2", "2025-07-01T00:00:00+08:00 2026-01-01T00:00:00+08:00"),
    ("2025-Q1", "2025-01-01T00:00:00+08:00 2025-04-01T00:00:00+08:00"),
    ("2024-02", "2024-02-01T00:00:00+08:00 2024-03-01T00:00:00+08:00"),
    ("2025-03-14", "2025-03-14T00:00:00+08:00 2025-03-15T00:00:00+08:00"),
    ("2025-03-01..2025-03-15", "2025-03-01T00:00:00+08:00 2025-03-16T00:00:00+08:00"),
  ])
  func `a period covers its natural days`(_ text: String, _ expected: String) throws {
    #expect(try bounds(text, .natural(at: .beijing)) == expected)
    #expect(try "\(Period(text))" == text)
  }

  @Test(arguments: [
    ("2025", "2024-12-26T08:00:00+06:00 2025-12-26T08:00:00+06:00"),
    ("2025-03", "2025-02-26T08:00:00+06:00 2025-03-26T08:00:00+06:00"),
    ("2025-01", "2024-12-26T08:00:00+06:00 2025-01-26T08:00:00+06:00"),
    ("2025-Q4", "2025-09-26T08:00:00+06:00 2025-12-26T08:00:00+06:00"),
    ("2025-03-14", "2025-03-14T08:00:00+06:00 2025-03-15T08:00:00+06:00"),
  ])
  func `a production month may begin on the 26th and its day at 08 00`(
    _ text: String, _ expected: String
  ) throws {
    let calendar = try #require(
      ProductionCalendar(offset: .xinjiang, dayStart: 28_800, monthStart: 26))
    #expect(try bounds(text, calendar) == expected)
    #expect(calendar.phrase.key == "calendar.production")
    #expect(calendar.phrase.values["dayStart"] == "08:00")
    #expect(calendar.natural.phrase.key == "calendar.natural")
  }

  @Test func `the months and the days of a year fill it without a hole`() throws {
    let calendar = try #require(
      ProductionCalendar(offset: .beijing, dayStart: 28_800, monthStart: 26))
    let year = try Period("2024")
    let bounds = year.bounds(in: calendar)
    for borders in [year.monthBounds(in: calendar), year.dayBounds(in: calendar)] {
      #expect(borders.first == bounds.lowerBound && borders.last == bounds.upperBound)
    }
    #expect(year.months.map(\.description).suffix(2) == ["2024-11", "2024-12"])
    #expect(year.days(in: calendar).count == 366)
    let day = try #require(year.days(in: calendar).first)
    #expect("\(day)" == "2023-12-26" && day.months.isEmpty)
    let dates = year.dates(in: calendar)
    #expect("\(dates.lowerBound) \(dates.upperBound)" == "2023-12-26 2024-12-25")
  }

  @Test func `every moment lies in the day and the month that hold it`() throws {
    var random = SeededRandomSource.next()
    for _ in 0..<2000 {
      let calendar = try #require(
        ProductionCalendar(
          offset: .xinjiang, dayStart: Int.random(in: 0..<86_400, using: &random),
          monthStart: Int.random(in: 1...28, using: &random)))
      let instant = Instant(
        seconds: Int64.random(in: -1_000_000_000...4_000_000_000, using: &random))
      #expect(calendar.month(of: instant).bounds(in: calendar).contains(instant))
      #expect(Period(day: calendar.day(of: instant)).bounds(in: calendar).contains(instant))
      #expect(calendar.start(of: calendar.day(of: instant)) <= instant)
    }
  }

  @Test(arguments: [
    ("", PeriodFault.unreadable(text: "")), ("25", .unreadable(text: "25")),
    ("2025-3", .unreadable(text: "2025-3")), ("2025-X1", .unreadable(text: "2025-X1")),
    ("last month", .unreadable(text: "last month")),
    ("2025/03/14", .unreadable(text: "2025/03/14")),
    ("2025-13", .noSuchDate(text: "2025-13")), ("2025-00", .noSuchDate(text: "2025-00")),
    ("2025-Q5", .noSuchDate(text: "2025-Q5")), ("2025-H0", .noSuchDate(text: "2025-H0")),
    ("2025-02-30", .noSuchDate(text: "2025-02-30")), ("0025", .year(text: "0025")),
    ("2205-03-01", .year(text: "2205-03-01")),
    ("2025-03-15..2025-03-01", .reversed(first: "2025-03-15", last: "2025-03-01")),
    ("2025-03-15..2025-03-xx", .unreadable(text: "2025-03-xx")),
  ])
  func `nonsense is refused with its reason`(_ text: String, _ fault: PeriodFault) {
    #expect(throws: fault) { try Period(text) }
    #expect(fault.kind == .invalid && fault.phrase.key.hasPrefix("period."))
  }

  @Test func `a calendar refuses what no calendar has`() {
    #expect(ProductionCalendar(offset: .beijing, dayStart: 86_400) == nil)
    #expect(ProductionCalendar(offset: .beijing, dayStart: -1) == nil)
    #expect(ProductionCalendar(offset: .beijing, monthStart: 29) == nil)
    #expect(ProductionCalendar(offset: .beijing, monthStart: 0) == nil)
  }
}
