import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct SegmentRealDataTests {
  @Test(.enabled(if: sharedData != nil, "needs ../shared/data"))
  func `five columns of a steel works come back as the file has them`() throws {
    let file = try #require(sharedData).appending(
      path: "meters/steel-works/Steel_industry_data.csv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
    var columns = ReadingColumns()
    columns.points = ["kwh", "lagging", "leading", "co2", "factor"]
    var texts: [String] = []
    for (row, line) in lines.dropFirst().prefix(20_000).enumerated() {
      for (point, text) in line.split(separator: ",").dropFirst().prefix(5).enumerated() {
        // The rows are a quarter of an hour apart; that their labels say so is Intake's to test.
        let value = try #require(Decimal18(text))
        columns.append(
          point: UInt16(point), at: Instant(seconds: 1_514_736_900 + Int64(row) * 900), value)
        if point == 0 { texts.append(String(text)) }
      }
    }
    let text = columns.written()
    let back = try SegmentReader.read(text)
    #expect(back.plain == columns.plain)
    let kwh = try #require(back.points.firstIndex(of: "kwh"))
    let rows = (0..<back.count).filter { Int(back.point[$0]) == kwh }
    #expect(rows.map { back.value($0).description } == texts)
    #expect(
      text.count < 3 * columns.count, "\(text.count) characters for \(columns.count) readings")
  }
}
