import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct SegmentFormatTests {
  private static let page = try? String(
    contentsOf: projectFolder.appending(path: "schema/segment.md"), encoding: .utf8)

  /// A fenced block of `schema/segment.md`.
  private func block(_ name: String) throws -> String {
    let page = try #require(Self.page)
    let start = try #require(page.range(of: "\n```\(name)\n"))
    let end = try #require(page.range(of: "```\n", range: start.upperBound..<page.endIndex))
    return String(page[start.upperBound..<end.lowerBound])
  }

  @Test func `the worked example says what the page says`() throws {
    let text = Array(try block("segment").utf8)
    let rows = try block("readings").split(separator: "\n").map(String.init)
    #expect(try segmentRows(text) == rows)
    #expect(try SegmentReader.header(text)["batch"] == "b-0001")
    #expect(try SegmentReader.header(text)["source"] == "1号变电所.csv")
    #expect(try SegmentReader.read(text).count == rows.count)
  }

  @Test func `what the worked example says is kept when it is written again`() throws {
    let columns = try SegmentReader.read(Array(try block("segment").utf8))
    #expect(try SegmentReader.read(columns.written()).plain == columns.plain)
  }

  @Test func `a run keeps its place, its offset and its ends`() throws {
    let text = Array(try block("segment").utf8)
    let runs = try SegmentReader.runs(text)
    let run = runs[5]
    #expect(run.line == 13 && run.point == "A05" && run.unit == "m3")
    #expect(run.offset == Offset("-03:30") && run.step == 0 && run.count == 4)
    #expect(run.last - run.start == 170)
    #expect(String(decoding: text[run.range], as: UTF8.self).hasPrefix("A05 m3 1 2025"))
    for run in runs {
      var columns = ReadingColumns()
      try SegmentReader.read(text, run: run, into: &columns, point: 0)
      #expect(columns.count == run.count && columns.time.last == run.last)
    }
  }

  @Test(arguments: [
    ("12.50", "12.50"), ("12.5", "12.5"), ("0.000", "0.000"), ("-3", "-3"), ("007", "7"),
    ("+7", "7"), (".5", "0.5"), ("1e6", "1000000"), ("1.5e3", "1500"), ("1.50e-3", "0.00150"),
    ("999999999999999999", "999999999999999999"), ("-0.00", "0.00"),
    ("-999999999999999999", "-999999999999999999"),
    ("0.000000000000000001", "0.000000000000000001"),
    ("-0.999999999999999999", "-0.999999999999999999"),
    ("231639.12699999998", "231639.12699999998"),
  ])
  func `a value comes back as it was written`(_ text: String, _ kept: String) throws {
    for texts in [
      [text], ["1.25", text, "1.50", "1.75", text, text], [text, "4", "3.6", "-2.25"],
    ] {
      let columns = try ReadingColumns(texts: texts)
      let back = try SegmentReader.read(columns.written())
      #expect(back.plain == columns.plain)
      let places = texts.indices.filter { texts[$0] == text }
      #expect(places.allSatisfy { back.value($0).description == kept })
    }
  }

  @Test(arguments: ["1234567890123456789", "1e30", "NaN", "1 000", "", "-"])
  func `what is no number of 18 digits never gets here`(_ text: String) {
    #expect(Decimal18(text) == nil)
  }

  @Test func `a swing between both ends of what fits is exact`() throws {
    let far = "999999999999999999"
    for texts in [[far, "-" + far, far, "-" + far], ["-" + far, far, far, "0", "-" + far]] {
      let columns = try ReadingColumns(texts: texts)
      #expect(try SegmentReader.read(columns.written()).plain == columns.plain)
    }
  }
}

@Suite struct SegmentChoiceTests {
  @Test func `decimals of a spreadsheet are dropped, not written as they are`() throws {
    let text = try ReadingColumns(texts: ["3.17", "4", "3.24", "3.6", "12", "0.05"]).written()
    #expect(segmentLines(text)[0].hasPrefix("A kWh 0-2 "))
    #expect(!segmentLines(text)[0].contains("("))
  }

  @Test func `a meter behind transformers moves in its multiples`() throws {
    let texts = [18_400, 18_600, 18_600, 19_000, 19_400, 19_600].map { "\($0)" }
    #expect(segmentLines(try ReadingColumns(texts: texts).written())[0].contains(" change 200 "))
  }

  @Test func `a counter whose load drifts is written by its trend`() throws {
    let texts = (0..<200).map { "\(5000 + 700 * $0 + $0 * $0 * 9 + $0 % 3)" }
    let columns = try ReadingColumns(texts: texts)
    #expect(segmentLines(columns.written())[0].contains(" trend "))
    #expect(try SegmentReader.read(columns.written()).plain == columns.plain)
  }

  @Test func `a gap of a day is dots and a longer one is a new line`() throws {
    var columns = try ReadingColumns(texts: ["1", "2", "3", "4", "5", "6", "7", "8"])
    for row in 4..<8 { columns.time[row] += 900 * 96 }
    let dots = columns.written()
    #expect(segmentLines(dots).count == 1)
    #expect(dots.count { $0 == UInt8(ascii: ".") } == 96)
    for row in 4..<8 { columns.time[row] += 900 }
    #expect(segmentLines(columns.written()).count == 2)
    #expect(try SegmentReader.read(columns.written()).plain == columns.plain)
  }

  @Test func `the first reading of a local month is the head of a line`() throws {
    var columns = ReadingColumns()
    columns.points = ["A"]
    for hour in 0..<2000 {
      columns.append(
        point: 0, at: Instant(seconds: 1_748_620_800 + Int64(hour) * 3600),
        Decimal18(units: Int64(hour * hour), decimals: 1))
    }
    let starts = segmentLines(columns.written()).map { $0.split(separator: " ")[3] }
    #expect(
      starts == [
        "2025-05-31T00:00:00+08:00", "2025-06-01T00:00:00+08:00", "2025-07-01T00:00:00+08:00",
        "2025-08-01T00:00:00+08:00",
      ])
  }

  @Test func `a second reading of an instant stands in a line of its own`() throws {
    var columns = try ReadingColumns(texts: ["1", "2", "2", "9", "4", "5"])
    columns.time[2] = columns.time[1]
    columns.time[3] = columns.time[1]
    columns.flags = ["manual": [0, 3]]
    let text = columns.written()
    #expect(segmentLines(text).count >= 3)
    #expect(try SegmentReader.read(text).plain == columns.plain)
  }

  @Test func `readings without a step get times of their own`() throws {
    var columns = try ReadingColumns(texts: ["1", "2", "3", "4", "5", "6"])
    columns.time = columns.time.enumerated().map { $1 + Int64($0 * $0 * 7) }
    let line = try #require(segmentLines(columns.written()).first)
    #expect(line.contains(" 0 1 ") && line.contains(" @ 1 "))
    #expect(try SegmentReader.read(columns.written()).plain == columns.plain)
  }

  @Test func `points are written in the order of their ids and rows in the order of time`() throws {
    var columns = ReadingColumns()
    columns.points = ["M2", "M10", "M1"]
    for row in [5, 0, 3, 1, 4, 2] {
      for point in 0..<3 {
        columns.append(
          point: UInt16(point), at: Instant(seconds: Int64(row) * 60),
          Decimal18(units: Int64(row), decimals: 0))
      }
    }
    columns.flags = ["late": [4, 17]]
    let text = columns.written()
    #expect(segmentLines(text).map { $0.prefix { $0 != " " } } == ["M1", "M10", "M2"])
    #expect(try SegmentReader.read(text).plain == columns.plain)
  }

  @Test func `a header takes any file name and keeps its order`() throws {
    var header: SegmentHeader = ["entity": "xj-017", "source": "a\nb 表.csv", "person": ""]
    header["kind"] = "register"
    let text = try ReadingColumns(texts: ["1"]).written(header: header)
    let back = try SegmentReader.header(text)
    #expect(back == header)
    #expect(back.entries.map(\.key) == ["entity", "source", "kind"])
    #expect(back["source"] == "a\u{FFFD}b 表.csv")
  }

  @Test func `no readings are a header and nothing else`() throws {
    let text = ReadingColumns().written(header: ["kind": "lab"])
    #expect(String(decoding: text, as: UTF8.self) == "karez-segment 1\nkind lab\n\n")
    #expect(try SegmentReader.read(text).count == 0)
  }

  @Test func `readings whose text would be too long to read back become several segments`() throws {
    var (columns, random) = (ReadingColumns(), SeededRandom(seed: 11))
    columns.points = ["A"]
    for row in 0..<150_000 {
      // Every 90 steps a reading, every tenth of them next to another: 80 bytes of dots each.
      let time =
        Int64(row / 10) * 900 * 900 + (row % 10 < 9 ? Int64(row % 10) * 900 * 90 : 810_000 - 900)
      columns.append(
        point: 0, at: Instant(seconds: time),
        Decimal18(units: Int64.random(in: 0..<Decimal18.limit, using: &random), decimals: 3))
    }
    let texts = SegmentText.segments(of: columns, unit: ["kWh"], offset: .utc, header: [:])
    #expect(texts.allSatisfy { $0.count <= SegmentLimit.bytes })
    #expect(
      try texts.map { try SegmentReader.runs($0).reduce(0) { $0 + $1.count } }.reduce(0, +)
        == 150_000)
  }
}
