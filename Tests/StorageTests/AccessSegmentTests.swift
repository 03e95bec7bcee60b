import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct AccessSegmentTests {
  private static let life = "abcdefghijkl"

  private func row(_ number: Int64, _ person: String = "zhang", life: String = life)
    -> LoggedAccess
  {
    LoggedAccess(
      name: JournalName(life: life, number: number), claimed: "2025-03-14T09:00:00+08:00",
      what: "view", person: person, object: "procedure/qp 7")
  }

  private func text(_ rows: [LoggedAccess]) -> [UInt8] {
    AccessSegment(rows).text(["entity": "xj-017", "chain": "n1k7q"])
  }

  private func fault(_ text: String) -> SegmentFault? {
    #expect(throws: SegmentFault.self) { try AccessSegment(reading: Array(text.utf8)) }
  }

  @Test func `rows read back as they were, and the header names them`() throws {
    let rows = [row(1, "张伟"), row(2, ""), row(4), row(9, life: "bbbbbbbbbbbb")]
    let segment = try AccessSegment(reading: text(rows.reversed()))
    #expect(segment.rows == rows)
    let header = try SegmentReader.header(text(rows))
    #expect(header["kind"] == "access")
    #expect(header["rows"] == "abcdefghijkl.1-2 abcdefghijkl.4-4 bbbbbbbbbbbb.9-9")
  }

  @Test func `the page's example reads, and awk prints its rows`() throws {
    let page = try String(
      contentsOf: projectFolder.appending(path: "schema/segment.md"), encoding: .utf8)
    let block = try #require(page.components(separatedBy: "```access\n").dropFirst().first)
    let example = block.components(separatedBy: "```")[0]
    let segment = try AccessSegment(reading: Array(example.utf8))
    #expect(segment.rows.count == 4)
    let again = segment.text(["entity": "xj-017 果洛硅业", "chain": "n1k7q"])
    #expect(String(decoding: again, as: UTF8.self) == example)
    let folder = try TemporaryFolder()
    try example.write(toFile: folder.path("a.seg"), atomically: true, encoding: .utf8)
    let program = #"body { print $4, $3 } $0 == "" { body = 1 }"#
    let said = try run("awk", ["-F", "\t", program, folder.path("a.seg")])
    #expect(said.output.split(separator: "\n").first == "zhan failed-sign-in")
    #expect(said.output.split(separator: "\n").count == 4)
  }

  @Test func `a line cannot be forged by what somebody typed`() throws {
    let hostile = row(1, "zhang\nabcdefghijkl.2\t2025-03-14T09:00:00+08:00\tview\tli\tx\u{85}")
    let segment = try AccessSegment(reading: text([hostile]))
    #expect(segment.rows.count == 1 && segment.rows[0].person.hasPrefix("zhang\u{FFFD}"))
  }

  @Test func `what a later program adds is no fault, and what is wrong is`() {
    let good = String(decoding: text([row(1), row(2)]), as: UTF8.self)
    let later = good.replacing("\tview\t", with: "\tsign-out\t")
      .replacing("qp 7\n", with: "qp 7\tnew\n")
    #expect(throws: Never.self) { try AccessSegment(reading: Array(later.utf8)) }
    #expect(fault(good.replacing(".1-2", with: ".1-3")) == .noAccess(line: 7))
    #expect(fault(good.replacing("rows ", with: "rowz ")) == .noAccess(line: 7))
    #expect(fault(good.replacing("jkl.2\t", with: "jkl.1\t")) == .noAccess(line: 7))
    #expect(fault(good.replacing("jkl.2\t", with: "jkl.02\t")) == .noAccess(line: 8))
    #expect(fault(good.replacing("T09", with: " 09")) == .noAccess(line: 7))
    #expect(fault(good.replacing("kind access", with: "kind lab")) == .noAccess(line: 7))
    #expect(fault(String(good.dropLast())) == .damaged(line: 7, .unfinished))
  }

  @Test func `a segment takes as many rows as it should hold`() throws {
    let long = String(repeating: "长", count: 200)
    let rows = (1...9000).map { row($0, long) }
    let first = AccessSegment(rows)
    #expect((2..<9000).contains(first.rows.count))
    #expect(first.text([:]).count < SegmentLimit.bytes)
    #expect(
      AccessSegment(rows.dropFirst(first.rows.count)).rows.first?.name.number
        == Int64(first.rows.count) + 1)
  }
}
