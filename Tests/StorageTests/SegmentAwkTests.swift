import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct SegmentAwkTests {
  /// What `schema/seg2csv.awk` makes of a segment.
  private func awk(_ text: [UInt8]) throws -> [String] {
    let folder = try TemporaryFolder()
    try Data(text).write(to: folder.url.appending(path: "a.seg"))
    let script = projectFolder.appending(path: "schema/seg2csv.awk").path
    let (status, output, error) = try run("awk", ["-f", script, folder.path("a.seg")])
    #expect(status == 0 && error.isEmpty, "\(error)")
    return output.split(separator: "\n").map(String.init)
  }

  @Test func `the worked example is the same to awk`() throws {
    let page = try String(
      contentsOf: projectFolder.appending(path: "schema/segment.md"), encoding: .utf8)
    let parts = page.components(separatedBy: "\n```segment\n")
    let text = Array(try #require(parts.last?.components(separatedBy: "```\n").first).utf8)
    #expect(try awk(text) == segmentRows(text))
  }

  // Awk counts in 53 bits: vectors about the far ends of 18 digits are not for it.
  @Test(
    arguments: SegmentVector.all.filter { $0.name.hasPrefix("ok-") && $0.name != "ok-far-ends" })
  func `a good vector is the same to awk`(_ vector: SegmentVector) throws {
    #expect(try awk(vector.text) == segmentRows(vector.text))
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6])
  func `what Karez writes is the same to awk up to 15 digits`(_ seed: UInt64) throws {
    var samples = SegmentSamples(random: SeededRandom(seed: seed))
    var columns = ReadingColumns()
    columns.points = ["A", "B", "C"]
    for point in 0..<3 { samples.append(to: &columns, point: UInt16(point), count: 1000) }
    columns.units = columns.units.map { $0 % 100_000_000 }
    columns.decimals = columns.decimals.map { min($0, 5) }
    samples.flag(&columns)
    let text = columns.written()
    #expect(try awk(text) == segmentRows(text), "seed \(seed)")
  }
}
