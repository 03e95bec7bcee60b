import Foundation
import SiteModel
import TestSupport
import Testing

/// Working days by the shipped table of holidays, and without one.
@Suite struct WorkingDaysTests {
  static func file(_ name: String) throws -> JSON {
    try JSON.parse(Data(contentsOf: projectFolder.appending(path: "schema/\(name)")))
  }

  static func shipped() throws -> WorkingDays {
    WorkingDays(try WorkingDays.shipped(file("holidays.json")))
  }

  static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test func `weeks begin on Monday`() throws {
    #expect(try Self.day("1970-01-01").weekday == 4)
    #expect(try Self.day("1969-12-28").weekday == 7)
    #expect(try Self.day("2025-10-01").weekday == 3)
    #expect(try Self.day("2025-10-05").monday == Self.day("2025-09-29"))
    #expect(try Self.day("2025-10-06").monday == Self.day("2025-10-06"))
  }

  @Test(arguments: [
    // Over the National Day of 2025: eight days off, 28 September and 11 October worked.
    ("2025-09-26", 10, "2025-10-16"), ("2025-09-26", 1, "2025-09-28"),
    ("2025-09-30", 1, "2025-10-09"), ("2025-10-10", 1, "2025-10-11"),
    // Over the spring festival of 2026: nine days off, 14 and 28 February worked.
    ("2026-02-13", 1, "2026-02-14"), ("2026-02-13", 3, "2026-02-25"),
    ("2026-02-27", 1, "2026-02-28"),
    // From one table into the next.
    ("2025-12-31", 1, "2026-01-04"), ("2025-12-31", 3, "2026-01-06"),
  ])
  func `working days pass over holidays`(_ start: String, _ count: Int, _ end: String) throws {
    let found = try Self.shipped().day(count, after: Self.day(start))
    #expect(found.day == (try Self.day(end)) && found.unknown.isEmpty)
  }

  @Test func `every year of the table has its notice, and moves weekends only`() throws {
    let table = try Self.shipped()
    for year in 2025...2026 {
      let notice = try #require(table[year])
      #expect(notice.source.hasPrefix("国办发明电〔"))
      #expect(notice.off.isDisjoint(with: notice.working))
      #expect(notice.off.union(notice.working).allSatisfy { $0.year == year })
      #expect(notice.working.allSatisfy { $0.weekday > 5 })
    }
    #expect(try table[2025]?.off.count == 28 && Self.shipped()[2026]?.off.count == 33)
  }

  @Test func `a year without a table is Monday to Friday, and is named`() throws {
    let table = WorkingDays([])
    let found = try table.day(10, after: Self.day("2025-09-26"))
    #expect(found.day == (try Self.day("2025-10-10")) && found.unknown == [2025])
    let over = try Self.shipped().day(5, after: Self.day("2026-12-30"))
    #expect(over.day == (try Self.day("2027-01-06")) && over.unknown == [2027])
  }

  @Test func `a record stands in place of a year`() throws {
    let record = WorkingDays.Year([
      "year": .number("2026"), "source": "测试", "off": ["2026-01-05"], "working": [],
    ])
    let years = try WorkingDays.shipped(Self.file("holidays.json")) + [#require(record)]
    let found = WorkingDays(years).day(1, after: try Self.day("2026-01-02"))
    #expect(found.day == (try Self.day("2026-01-06")))
    let wrong: [String: JSON] = ["year": .number("2026"), "source": "x", "off": ["2026-02-30"]]
    #expect(WorkingDays.Year(wrong) == nil)
  }
}
