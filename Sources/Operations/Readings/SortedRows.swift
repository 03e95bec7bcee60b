import SiteModel

/// The rows of columns by point and, within a point, by time.
struct SortedRows {
  private var order: [Int32]
  private var starts: [Int]
  /// Whether no two rows of one point have one time.
  private(set) var isDistinct = true

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
    let (ascending, distinct) = Self.look(order.span.extracting(range), time)
    isDistinct = isDistinct && distinct
    guard !ascending else { return }
    // Rows of one instant keep the order of the file: the order is by time, then by row.
    let sorted = order[range].sorted { a, b in
      let (x, y) = (time[Int(a)], time[Int(b)])
      return x == y ? a < b : x < y
    }
    order.replaceSubrange(range, with: sorted)
    isDistinct = isDistinct && Self.look(order.span.extracting(range), time).distinct
  }

  /// Whether times never fall, and whether no two in a row are equal.
  private static func look(
    _ rows: Span<Int32>, _ time: Span<Int64>
  ) -> (ascending: Bool, distinct: Bool) {
    var (ascending, distinct, last) = (true, true, Int64.min)
    for place in rows.indices {
      let now = time[Int(rows[place])]
      ascending = ascending && now >= last
      distinct = distinct && now != last
      last = now
    }
    return (ascending, distinct)
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
    if !other.flags.isEmpty { takeFlags(of: row, other.flags) }
    point.append(index)
    time.append(other.time[row])
    units.append(other.units[row])
    decimals.append(other.decimals[row])
  }

  /// Before the reading itself is added. Rows of each flag ascend, there and here.
  private mutating func takeFlags(of row: Int, _ marked: [String: [Int]]) {
    for (flag, rows) in marked {
      var (low, high) = (0, rows.count)
      while low < high {
        let middle = (low + high) / 2
        if rows[middle] < row { low = middle + 1 } else { high = middle }
      }
      if low < rows.count && rows[low] == row { flags[flag, default: []].append(count) }
    }
  }
}
