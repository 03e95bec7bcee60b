package import SiteModel

/// Stretches that a file leaves out between readings of a point, by the step in which most come.
///
/// What is missing at the beginning and the end no file tells; `karez gaps` asks by period.
package struct FileGaps: Sendable {
  /// Steps left out, one after another.
  package struct Run: Sendable, Hashable {
    /// The point's number.
    package let point: String
    /// Where the first reading that is not there would stand.
    package let from: Instant
    /// The next one that is there.
    package let until: Instant
    /// How many are not there.
    package let missing: Int
  }

  /// By the order of the file's rounds, then by point and time.
  package private(set) var runs: [Run] = []
  private var known: [String: (step: Int64, last: Int64)] = [:]

  init() {}

  /// Looks at the rows of a point, by time.
  ///
  /// - Parameter length: seconds of each interval; nil: the step is found among the rows.
  mutating func look(
    at rows: ArraySlice<Int32>, of point: String, _ columns: borrowing ReadingColumns,
    length: Int?
  ) {
    guard let first = rows.first else { return }
    let step = known[point]?.step ?? length.map(Int64.init) ?? Self.step(of: rows, columns)
    guard let step, step > 0 else { return }
    var last = known[point]?.last ?? columns.time[Int(first)]
    for row in rows {
      let time = columns.time[Int(row)]
      if time - last >= 2 * step { add(from: last + step, until: time, step, point) }
      last = max(last, time)
    }
    known[point] = (step, last)
  }

  private mutating func add(from: Int64, until: Int64, _ step: Int64, _ point: String) {
    runs.append(
      Run(
        point: point, from: Instant(seconds: from), until: Instant(seconds: until),
        missing: Int((until - from) / step)))
  }

  /// The difference that at least three in five neighbours have; nil for times without a step.
  private static func step(
    of rows: ArraySlice<Int32>, _ columns: borrowing ReadingColumns
  ) -> Int64? {
    var counts: [Int64: Int] = [:]
    var last: Int64?
    for row in rows {
      let time = columns.time[Int(row)]
      if let last, time > last { counts[time - last, default: 0] += 1 }
      last = time
    }
    let all = counts.values.reduce(0, +)
    return counts.first { $0.value * 5 >= all * 3 && all >= 4 }?.key
  }
}
