import SiteModel
import Testing

@Suite struct RecordDaysTests {
  private static func record(_ fields: [String: JSON]) throws -> PicturedRecord {
    PicturedRecord(try #require(RecordKey(type: "data-alert", id: "a-1")), fields: fields)
  }

  private static func days(_ first: String, _ last: String) throws -> ClosedRange<CivilDate> {
    try #require(CivilDate(first))...(try #require(CivilDate(last)))
  }

  @Test func `a record speaks of the days from the first to the last it names`() throws {
    let record = try Self.record([
      "from": "2025-02-27T08:00:00+08:00", "until": "2025-04-02T00:00:00+08:00", "number": "AL-1",
      "note": "2025-13-01",
    ])
    #expect(record.days() == (try Self.days("2025-02-27", "2025-04-02")))
    #expect(record.bears(on: try Self.days("2025-03-01", "2025-03-31")))
    #expect(!record.bears(on: try Self.days("2025-04-03", "2025-04-30")))
  }

  @Test func `a period counts from its first to its last day`() throws {
    let quarter = try Self.record(["period": "2025-Q2"])
    #expect(quarter.days() == (try Self.days("2025-04-01", "2025-06-30")))
    #expect(try Self.record(["year": 2024]).days() == (try Self.days("2024-01-01", "2024-12-31")))
    #expect(try Self.record(["period": "一季度"]).days() == nil)
  }

  @Test func `rows count, and only the fields that are asked for`() throws {
    let record = try Self.record(["on": "2025-03-01", "measures": [["due": "2025-09-30"]]])
    #expect(record.days() == (try Self.days("2025-03-01", "2025-09-30")))
    #expect(record.days(by: ["on"]) == (try Self.days("2025-03-01", "2025-03-01")))
    #expect(record.days(by: ["due"]) == nil)
  }
}
