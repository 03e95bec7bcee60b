import SiteModel

/// The rows of columns by point and, within a point, by time.
struct SortedRows {
  private var order: [Int32]
  private var starts: [Int]
  /// Whether every point's readings already came in order of time.
  private(set) var isPlain = true

  /// A counting sort by point, stable, so that a file in order of time needs no sort by time.
  init(_ columns: ReadingColumns) {
    let point = columns.point.span
    let time = columns.time.span
    var next = [Int](repeating: 0, count: columns.points.count + 1)
    for row in point.indices { next[Int(point[row]) + 1] += 1 }
    for index in next.indices.dropFirst() { next[index] += next[index - 1] }
    starts = next
    order = [Int32](repeating: 0, count: point.count)
    for row in point.indices {
      let index = Int(point[row])
      order[next[index]] = Int32(row)
      next[index] += 1
    }
    for index in columns.points.indices { sort(index, time) }
  }

  private mutating func sort(_ index: Int, _ time: Span<Int64>) {
    let range = starts[index]..<starts[index + 1]
    var last = Int64.min
    var ascending = true
    for place in range {
      let now = time[Int(order[place])]
      ascending = ascending && now >= last
      last = now
    }
    guard !ascending else { return }
    isPlain = false
    // Rows of one instant keep the order of the file.
    let times = order[range].map { time[Int($0)] }
    let sorted = range.indices.map { Int($0) }.sorted { a, b in
      let (x, y) = (times[a - range.lowerBound], times[b - range.lowerBound])
      return x == y ? a < b : x < y
    }
    order.replaceSubrange(range, with: sorted.map { order[$0] })
  }

  /// The rows of one point, by time.
  func rows(of index: Int) -> ArraySlice<Int32> { order[starts[index]..<starts[index + 1]] }
}

extension ReadingColumns {
  /// Makes room for so many readings.
  mutating func reserve(_ count: Int) {
    point.reserveCapacity(count)
    time.reserveCapacity(count)
    units.reserveCapacity(count)
    decimals.reserveCapacity(count)
  }

  /// Adds one reading of other columns, as a reading of the point numbered `point` here.
  mutating func append(_ other: borrowing ReadingColumns, row: Int, point index: UInt16) {
    point.append(index)
    time.append(other.time[row])
    units.append(other.units[row])
    decimals.append(other.decimals[row])
  }
}
