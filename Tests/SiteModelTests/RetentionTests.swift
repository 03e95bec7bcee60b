import SiteModel
import Testing

/// Until when a record is kept follows from its class and one day.
@Suite struct RetentionTests {
  private typealias Retention = RecordRules.Retention

  private static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test(arguments: [
    ("Y5", "2020-03-14", "2025-03-14"), ("Y10", "2020-03-14", "2030-03-14"),
    ("L+5", "2025-12-31", "2030-12-31"), ("X", "2024-01-01", "2029-01-01"),
    ("Y5", "2020-02-29", "2025-03-01"), ("Y10", "2020-02-29", "2030-03-01"),
  ])
  func `years are counted to the same day`(_ name: String, _ start: String, _ end: String) throws {
    let retention = try #require(Retention(rawValue: name))
    #expect(retention.end(from: .on(try Self.day(start))) == .last(try Self.day(end)))
  }

  @Test func `what is kept for ever has no end, whatever else is known`() throws {
    #expect(Retention.permanent.end(from: .on(try Self.day("1999-01-01"))) == .never)
    #expect(Retention.permanent.end(from: .unknown(.employed)) == .never)
    #expect(!RetentionEnd.never.isOver(on: try Self.day("9999-12-31")))
  }

  @Test(arguments: RetentionEnd.Unknown.allCases)
  func `what is not known is never over`(_ why: RetentionEnd.Unknown) throws {
    let end = Retention.fiveYears.end(from: .unknown(why))
    #expect(end == .unknown(why))
    #expect(!end.isOver(on: try Self.day("9999-12-31")))
  }

  @Test func `the last day is a day of keeping`() throws {
    let end = Retention.fiveYears.end(from: .on(try Self.day("2020-03-14")))
    #expect(!end.isOver(on: try Self.day("2025-03-14")))
    #expect(end.isOver(on: try Self.day("2025-03-15")))
  }

  @Test func `there is no date after the year 9999`() throws {
    let late = Retention.tenYears.end(from: .on(try Self.day("9995-01-01")))
    #expect(late == .unknown(.calendar))
    #expect(!late.isOver(on: try Self.day("9999-12-31")))
  }

  /// Every day of four centuries: never shorter than the years it promises, at most one day longer,
  /// never out of order.
  @Test(arguments: Retention.allCases.filter { $0.years != nil })
  func `no day of keeping is lost`(_ retention: RecordRules.Retention) throws {
    let years = try #require(retention.years)
    var before = CivilDate(days: 0)
    for number in Int64(-30_000)..<116_097 {
      let start = CivilDate(days: number)
      guard case .last(let end) = retention.end(from: .on(start)) else {
        Issue.record("\(start)")
        return
      }
      #expect(end.year == start.year + years)
      let isLeapDay = start.month == 2 && start.day == 29 && end.day != 29
      #expect((end.month, end.day) == (isLeapDay ? (3, 1) : (start.month, start.day)))
      #expect(number == -30_000 || end >= before)
      before = end
    }
  }
}
