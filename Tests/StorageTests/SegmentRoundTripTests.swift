import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct SegmentRoundTripTests {
  @Test(arguments: [1, 2, 3, 4])
  func `readings of any shape come back as they were`(_ seed: UInt64) throws {
    var samples = SegmentSamples(random: SeededRandom(seed: seed))
    var total = 0
    while total < 25_000 {
      let columns = sample(&samples)
      let offset = try offset(&samples)
      let text = columns.written(offset: offset)
      try #require(
        try SegmentReader.read(text).plain == columns.plain, "seed \(seed), reading \(total)")
      let runs = try SegmentReader.runs(text)
      #expect(runs.allSatisfy { $0.offset == offset })
      #expect(runs.reduce(0) { $0 + $1.count } == columns.count, "seed \(seed)")
      total += columns.count
    }
  }

  @Test func `runs read one by one are the whole`() throws {
    var samples = SegmentSamples(random: SeededRandom(seed: 5))
    for _ in 0..<20 {
      let columns = sample(&samples)
      let text = columns.written()
      var back = ReadingColumns()
      back.points = columns.points
      for run in try SegmentReader.runs(text) {
        let point = try #require(columns.points.firstIndex(of: run.point))
        try SegmentReader.read(text, run: run, into: &back, point: UInt16(point))
        #expect(back.time.last == run.last)
      }
      #expect(back.plain == columns.plain)
    }
  }

  @Test func `one text is written for one set of readings`() throws {
    var samples = SegmentSamples(random: SeededRandom(seed: 6))
    for _ in 0..<20 {
      let columns = sample(&samples)
      let text = columns.written()
      #expect(try SegmentReader.read(text).written() == text)
    }
  }

  private func sample(_ samples: inout SegmentSamples) -> ReadingColumns {
    var columns = ReadingColumns()
    let points = Int.random(in: 1...5, using: &samples.random)
    columns.points = (0..<points).map { "P-\($0).x" }.shuffled(using: &samples.random)
    for point in 0..<points {
      let count = Int.random(in: 1...400, using: &samples.random)
      samples.append(to: &columns, point: UInt16(point), count: count)
    }
    if Bool.random(using: &samples.random) { samples.flag(&columns) }
    return columns
  }

  private func offset(_ samples: inout SegmentSamples) throws -> Offset {
    let seconds: [Int32] = [28_800, 21_600, 0, -18_000, 20_700]
    return try #require(Offset(seconds: seconds.randomElement(using: &samples.random) ?? 0))
  }
}
