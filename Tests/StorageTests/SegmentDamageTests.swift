import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct SegmentDamageTests {
  /// Short lines with everything a line can hold.
  private static let texts: [[UInt8]] = [
    """
    karez-segment 1
    kind lab

    A kWh 2 2025-06-01T00:00:00+08:00 900 641.20 change 1 50 +3=..+97-1(643.9)+2 ! a 4-5 ! b 5

    """,
    """
    karez-segment 1

    B m3 0-2 2025-06-01T00:00:00+08:00 0 3.5 trend 5 0 +2=-1 @ 5 12 =+1-3

    """,
    """
    karez-segment 1

    C t 0 2025-06-01T00:00:00+08:00 60 9 value 9999999999999 8 +99999999999=
    D t 18 9999-06-01T00:00:00+08:00 900000000 0.1

    """,
  ].map { Array($0.utf8) }

  private static let bytes =
    Array("0123456789=+-.()@! ,:AT\nxvaluechangetrend\u{7F}".utf8) + [0, 255, 13]

  @Test(arguments: [1, 2, 3, 4])
  func `a damaged segment is readings or a fault and never the end of the program`(
    _ seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    var (good, bad) = (0, 0)
    for round in 0..<50_000 {
      var text = Self.texts[round % Self.texts.count]
      for _ in 0...Int.random(in: 0...3, using: &random) { damage(&text, &random) }
      guard let columns = try? SegmentReader.read(text) else {
        bad += 1
        continue
      }
      good += 1
      // What was taken for good can be written and says the same again.
      guard good % 20 == 0 else { continue }
      let again = try SegmentReader.read(columns.written())
      try #require(again.plain == columns.plain, "seed \(seed)")
    }
    #expect(good > 1000 && bad > 20_000, "seed \(seed): \(good) good, \(bad) bad")
  }

  private func damage(_ text: inout [UInt8], _ random: inout SeededRandom) {
    guard !text.isEmpty else { return }
    let at = Int.random(in: 0..<text.count, using: &random)
    let byte = Self.bytes.randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<6, using: &random) {
    case 0: text.remove(at: at)
    case 1: text.insert(byte, at: at)
    case 2: text.insert(contentsOf: text[at..<min(text.count, at + 9)], at: at)
    case 3: text.removeSubrange(at..<min(text.count, at + 5))
    case 4 where (48...57).contains(text[at]): text[at] = UInt8.random(in: 48...57, using: &random)
    default: text[at] = byte
    }
  }

  @Test func `runs of a damaged segment are runs or a fault`() {
    var random = SeededRandom(seed: 9)
    for round in 0..<10_000 {
      var text = Self.texts[round % Self.texts.count]
      damage(&text, &random)
      damage(&text, &random)
      guard let runs = try? SegmentReader.runs(text) else { continue }
      for run in runs {
        var columns = ReadingColumns()
        let isRead = (try? SegmentReader.read(text, run: run, into: &columns, point: 0)) != nil
        #expect(columns.count == (isRead ? run.count : 0))
        #expect(!isRead || columns.time.last == run.last)
      }
    }
  }

  @Test func `a run of another text is refused`() throws {
    let runs = try SegmentReader.runs(Self.texts[0])
    var columns = ReadingColumns()
    #expect(throws: SegmentFault.self) {
      try SegmentReader.read(Self.texts[1], run: runs[0], into: &columns, point: 0)
    }
    #expect(throws: SegmentFault.self) {
      try SegmentReader.read([], run: runs[0], into: &columns, point: 0)
    }
    #expect(columns.count == 0)
  }

  @Test func `a segment beyond the limits is refused before it fills the memory`() throws {
    let long = [UInt8](repeating: 10, count: SegmentLimit.bytes + 1)
    #expect(throws: SegmentFault.tooLong(bytes: long.count)) { try SegmentReader.read(long) }
    let head = "karez-segment 1\n\nA t 0 2025-06-01T00:00:00+08:00 1 9 change 1 0 "
    let many = Array(head.utf8) + [UInt8](repeating: 61, count: SegmentLimit.readings) + [10]
    #expect(throws: SegmentFault.tooManyReadings(line: 3)) { try SegmentReader.read(many) }
    #expect(throws: SegmentFault.tooManyReadings(line: 3)) { try SegmentReader.runs(many) }
  }
}
