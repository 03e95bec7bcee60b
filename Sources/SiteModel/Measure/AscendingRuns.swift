/// Orders rows by time and length by merging the ascending runs that are there already.
enum AscendingRuns {
  /// The rows in ascending order; equal ones in the order they came.
  ///
  /// One pass over rows that ascend, one more for each doubling of the number of runs.
  static func order(_ times: [Int64], _ lengths: [Int32]) -> [Int32] {
    var order = (0..<Int32(times.count)).map { $0 }
    var borders = borders(times, lengths)
    var other = order
    while borders.count > 2 {
      var merged: [Int] = [0]
      for run in stride(from: 0, to: borders.count - 1, by: 2) {
        let end = borders[min(run + 2, borders.count - 1)]
        merge(order, (borders[run], borders[run + 1], end), into: &other) { a, b in
          (times[Int(a)], lengths[Int(a)]) < (times[Int(b)], lengths[Int(b)])
        }
        merged.append(end)
      }
      swap(&order, &other)
      borders = merged
    }
    return order
  }

  /// Where the runs begin, and the end of the last.
  private static func borders(_ times: [Int64], _ lengths: [Int32]) -> [Int] {
    var borders = [0]
    for row in times.indices.dropFirst()
    where (times[row], lengths[row]) < (times[row - 1], lengths[row - 1]) {
      borders.append(row)
    }
    if !times.isEmpty { borders.append(times.count) }
    return borders
  }

  private static func merge(
    _ from: [Int32], _ run: (first: Int, middle: Int, end: Int), into to: inout [Int32],
    _ precedes: (Int32, Int32) -> Bool
  ) {
    var (left, right) = (run.first, run.middle)
    for place in run.first..<run.end {
      let takesRight =
        left == run.middle || right < run.end && precedes(from[right], from[left])
      to[place] = from[takesRight ? right : left]
      if takesRight { right += 1 } else { left += 1 }
    }
  }
}
