import SiteModel

/// A segment's readings in the order of its lines: by point id, then time.
struct SortedReadings {
  /// The rows of one point.
  struct Slice {
    /// Its place in the columns' points.
    let point: Int
    let rows: Range<Int>
  }

  /// Points in the order of their ids; points without readings are left out.
  private(set) var slices: [Slice] = []
  /// Seconds since 1970 in UTC. Rising within a point, except that the second readings of an
  /// instant start again behind all first ones, and so on.
  private(set) var time: [Int64]
  /// Values; after ``scale(_:)`` in the line's last decimal, but see ``loose``.
  private(set) var units: [Int64]
  /// Decimals as written; after ``scale(_:)`` with marks.
  private(set) var decimals: [UInt8]
  /// The flagged places of each flag, rising.
  private(set) var flags: [(name: String, places: [Int])] = []

  /// The columns' row at each place; empty unless there are flags.
  private var row: [Int32] = []

  /// Marks a reading that is written as it was, though its value is scaled.
  static let literal: UInt8 = 0x40
  /// Marks a reading that is written as it was and cannot be scaled.
  static let loose: UInt8 = 0x80

  init(_ columns: ReadingColumns) {
    time = Array(repeating: 0, count: columns.count)
    units = Array(repeating: 0, count: columns.count)
    decimals = Array(repeating: 0, count: columns.count)
    var next = lay(columns)
    if !columns.flags.isEmpty { row = Array(repeating: 0, count: columns.count) }
    scatter(columns, &next)
    for slice in slices where !rises(slice.rows) { sort(slice.rows) }
    if !columns.flags.isEmpty { flags = places(of: columns.flags) }
  }

  private func places(of flags: [String: [Int]]) -> [(name: String, places: [Int])] {
    var place = [Int](repeating: 0, count: row.count)
    for (at, row) in row.enumerated() { place[Int(row)] = at }
    return flags.sorted { $0.key < $1.key }.map { name, rows in
      (name, rows.map { place[$0] }.sorted())
    }
  }

  /// Counts the points' readings and gives each point its stretch.
  private mutating func lay(_ columns: ReadingColumns) -> [Int] {
    var next = [Int](repeating: 0, count: columns.points.count)
    for point in columns.point { next[Int(point)] += 1 }
    var start = 0
    for point in next.indices.sorted(by: { columns.points[$0] < columns.points[$1] }) {
      let count = next[point]
      next[point] = start
      if count > 0 { slices.append(Slice(point: point, rows: start..<(start + count))) }
      start += count
    }
    return next
  }

  @inline(never)
  private mutating func scatter(
    _ columns: ReadingColumns, _ next: inout [Int]
  ) {
    let points = columns.point.span
    let times = columns.time.span
    let values = columns.units.span
    let places = columns.decimals.span
    // Spans of several fields of one value at once are refused, so the arrays are locals for now.
    var (time, units, decimals, placed) = (time, units, decimals, row)
    (self.time, self.units, self.decimals, row) = ([], [], [], [])
    do {
      var starts = next.mutableSpan
      var toTime = time.mutableSpan
      var toUnits = units.mutableSpan
      var toDecimals = decimals.mutableSpan
      for row in points.indices {
        let to = starts[Int(points[row])]
        starts[Int(points[row])] = to + 1
        toTime[to] = times[row]
        toUnits[to] = values[row]
        toDecimals[to] = places[row]
        if !placed.isEmpty { placed[to] = Int32(row) }
      }
    }
    (self.time, self.units, self.decimals, row) = (time, units, decimals, placed)
  }

  private func rises(_ rows: Range<Int>) -> Bool {
    let times = time.span
    for row in rows.dropFirst() where times[row] <= times[row - 1] { return false }
    return true
  }

  /// Sorts a point's rows by how many readings of their instant came before, then by time.
  private mutating func sort(_ rows: Range<Int>) {
    var order = rows.sorted { (time[$0], $0) < (time[$1], $1) }
    var layer = [Int](repeating: 0, count: order.count)
    for at in order.indices.dropFirst() where time[order[at]] == time[order[at - 1]] {
      layer[at] = layer[at - 1] + 1
    }
    order = order.indices.sorted { (layer[$0], $0) < (layer[$1], $1) }.map { order[$0] }
    Self.permute(&time, rows, order)
    Self.permute(&units, rows, order)
    Self.permute(&decimals, rows, order)
    if !row.isEmpty { Self.permute(&row, rows, order) }
  }

  private static func permute<T>(_ column: inout [T], _ rows: Range<Int>, _ order: [Int]) {
    let moved = order.map { column[$0] }
    for (at, value) in zip(rows, moved) { column[at] = value }
  }
}

extension SortedReadings {
  /// Brings a point's values to one last decimal, and marks those that stay as written.
  ///
  /// - Returns: how many decimals the point's lines have.
  mutating func scale(_ rows: Range<Int>) -> DecimalShape {
    let first = decimals[rows.lowerBound]
    if isUniform(rows, first) { return DecimalShape(least: Int(first), most: Int(first)) }
    let shape = DecimalShape(choosing: self, rows)
    for at in rows {
      let written = Int(decimals[at])
      guard let scaled = shape.scaled(units[at], written) else {
        decimals[at] |= Self.loose
        continue
      }
      if !shape.keeps(units[at], written) { decimals[at] |= Self.literal }
      units[at] = scaled
    }
    return shape
  }

  /// Whether all of the rows have so many decimals.
  @inline(never)
  private func isUniform(_ rows: Range<Int>, _ count: UInt8) -> Bool {
    let all = decimals.span.extracting(rows)
    // Without an early exit the loop runs over many readings at once.
    var other: UInt8 = 0
    for at in all.indices { other |= all[at] ^ count }
    return other == 0
  }
}
