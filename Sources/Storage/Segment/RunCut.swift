import SiteModel

/// Where a point's readings are cut into lines, and the step of their times.
struct RunCut {
  /// Seconds from reading to reading, or 0 where each gets its own time.
  let step: Int64
  private let rows: Range<Int>
  private let offset: Offset

  /// The longest stretch without readings that is written as dots: a day of quarter hours.
  static let dots: Int64 = 96

  init(_ times: Span<Int64>, _ rows: Range<Int>, _ offset: Offset) {
    (self.rows, self.offset) = (rows, offset)
    let even = Self.even(times, rows)
    let candidate = even ?? Self.frequent(times, rows)
    let isStep = (1...SegmentLimit.step).contains(candidate)
    let isKept = isStep && (even != nil || Self.isOften(candidate, times, rows))
    step = isKept ? candidate : 0
  }

  /// Whether at least four in five differences can be written with this step.
  private static func isOften(
    _ step: Int64, _ times: Span<Int64>, _ rows: Range<Int>
  ) -> Bool {
    var off = 0
    for at in rows.dropFirst() where times[at] &- times[at - 1] != step {
      if !follows(times[at] &- times[at - 1], step) { off += 1 }
    }
    return off * 5 <= rows.count - 1
  }

  /// The difference of all neighbours, if it is one.
  @inline(never)
  private static func even(_ times: Span<Int64>, _ rows: Range<Int>) -> Int64? {
    guard rows.count > 1 else { return 0 }
    let all = times.extracting(rows)
    let first = all[1] &- all[0]
    for at in 1..<all.count where all[at] &- all[at - 1] != first { return nil }
    return first
  }

  /// Whether a difference of times can be written with dots, or grows at all where times are own.
  private static func follows(_ difference: Int64, _ step: Int64) -> Bool {
    guard step > 0 else { return difference > 0 }
    return difference > 0 && difference % step == 0 && difference / step <= dots + 1
  }

  /// The most frequent difference, or 0 if there is none; near enough where none has the majority.
  @inline(never)
  private static func frequent(_ times: Span<Int64>, _ rows: Range<Int>) -> Int64 {
    var (candidate, votes, hits): (Int64, Int, Int) = (0, 0, 0)
    for at in rows.dropFirst() {
      let difference = times[at] &- times[at - 1]
      if difference == candidate {
        votes += 1
      } else if votes == 0 {
        (candidate, votes) = (difference, 1)
      } else {
        votes -= 1
      }
    }
    for at in rows.dropFirst() where times[at] &- times[at - 1] == candidate { hits += 1 }
    return hits * 2 > rows.count ? candidate : sampled(times, rows)
  }

  private static func sampled(_ times: Span<Int64>, _ rows: Range<Int>) -> Int64 {
    var counts: [Int64: Int] = [:]
    for at in stride(from: rows.lowerBound + 1, to: rows.upperBound, by: (rows.count / 4096) | 1) {
      let difference = times[at] &- times[at - 1]
      if difference > 0 { counts[difference, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }

  /// The lines' rows, by the time of their first reading.
  func runs(_ times: Span<Int64>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var (start, isLayered) = (rows.lowerBound, false)
    var month = monthEnd(times[start])
    for at in rows.dropFirst() {
      let difference = times[at] &- times[at - 1]
      if times[at] < month && difference > 0 && difference == step { continue }
      if times[at] < month && Self.follows(difference, step) { continue }
      runs.append(start..<at)
      isLayered = isLayered || difference <= 0
      (start, month) = (at, monthEnd(times[at]))
    }
    runs.append(start..<rows.upperBound)
    guard isLayered else { return runs }
    return runs.sorted {
      (times[$0.lowerBound], $0.lowerBound) < (times[$1.lowerBound], $1.lowerBound)
    }
  }

  /// The first instant of the next local month.
  private func monthEnd(_ time: Int64) -> Int64 {
    let local = Int64(offset.seconds)
    let date = CivilTime(seconds: time + local).date
    let days = CivilDate.length(year: date.year, month: date.month) - date.day + 1
    return (date.days + Int64(days)) * 86_400 - local
  }
}
