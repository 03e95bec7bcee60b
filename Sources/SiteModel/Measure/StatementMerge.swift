extension ShownReadings {
  /// Joins statements that touch each other: equal ones unite, others are conflicts.
  mutating func merge(_ parts: [ReadingStatements]) {
    let pool = StatementPool(parts, timeline)
    let order = AscendingRuns.order(pool.times, pool.lengths)
    let cells = pool.cells(order)
    var shownAt = [Int32](repeating: -1, count: order.count)
    for cell in cells {
      let rows = order[Int(cell.first)..<Int(cell.end)]
      if let cause = cell.cause {
        conflicts.append(pool.conflict(rows, cause))
      } else {
        for row in rows { shownAt[Int(row)] = Int32(times.count) }
        take(pool, Int(pool.mostPrecise(rows)))
      }
    }
    flags = pool.flags.mapValues { rows in
      Set(rows.map { shownAt[$0] }.filter { $0 >= 0 }).sorted().map { Int($0) }
    }.filter { !$0.value.isEmpty }
  }

  private mutating func take(_ pool: StatementPool, _ row: Int) {
    times.append(pool.times[row])
    lengths.append(pool.lengths[row])
    units.append(pool.units[row])
    decimals.append(pool.decimals[row])
  }
}

/// The statements of all segments in one set of columns.
private struct StatementPool {
  let parts: [ReadingStatements]
  private(set) var times: [Int64] = []
  private(set) var lengths: [Int32] = []
  private(set) var units: [Int64] = []
  private(set) var decimals: [UInt8] = []
  /// Which part each row is of.
  private var part: [Int32] = []
  /// Rows that do not fit the point's setting, and why.
  private var misfits: [Int32: ReadingConflict.Cause] = [:]
  private(set) var flags: [String: [Int]] = [:]

  /// Statements of one cell: places `first` ..< `end` of the order.
  struct Cell {
    let first: Int32
    let end: Int32
    var cause: ReadingConflict.Cause?
  }

  init(_ parts: [ReadingStatements], _ timeline: SettingTimeline) {
    self.parts = parts
    let uniform = timeline.uniformFrame
    for (index, statements) in parts.enumerated() {
      for (name, rows) in statements.flags {
        flags[name, default: []].append(contentsOf: rows.map { times.count + $0 })
      }
      for time in statements.times {
        fit(statements, time, uniform ?? timeline.frame(at: time), timeline)
        times.append(time)
      }
      units.append(contentsOf: statements.units)
      decimals.append(contentsOf: statements.decimals)
      part.append(contentsOf: repeatElement(Int32(index), count: statements.times.count))
    }
  }

  private mutating func fit(
    _ statements: ReadingStatements, _ time: Int64, _ frame: ReadingFrame,
    _ timeline: SettingTimeline
  ) {
    let row = Int32(lengths.count)
    let closes = statements.length == 0 ? timeline.closingUnit(at: time) : nil
    if closes == nil, frame.length(statements) == nil { misfits[row] = .shape }
    if statements.unit != closes ?? frame.unit { misfits[row] = .unit }
    if statements.isWithdrawn { misfits[row] = .withdrawn }
    lengths.append(closes == nil ? frame.length(statements) ?? 0 : 0)
  }

  /// Cuts the order into cells and says which of them are conflicts.
  func cells(_ order: [Int32]) -> [Cell] {
    var (cells, first): ([Cell], Int) = ([], 0)
    while first < order.count {
      var end = first + 1
      while end < order.count, isSameCell(Int(order[end]), Int(order[first])) { end += 1 }
      cells.append(
        Cell(first: Int32(first), end: Int32(end), cause: cause(order[first..<end])))
      first = end
    }
    markOverlaps(&cells, order)
    return cells
  }

  private func cause(_ rows: ArraySlice<Int32>) -> ReadingConflict.Cause? {
    let misfit =
      misfits.isEmpty ? nil : rows.compactMap { misfits[$0] }.max { $0.rawValue < $1.rawValue }
    guard misfit == nil, rows.count > 1 else { return misfit }
    let head = Int(rows[rows.startIndex])
    return rows.allSatisfy { isSameNumber(Int($0), head) } ? nil : .values
  }

  /// An interval that shares time with another is in conflict, whichever of them is right.
  private func markOverlaps(_ cells: inout [Cell], _ order: [Int32]) {
    var (last, reach) = (-1, Int64.min)
    for index in cells.indices {
      let row = Int(order[Int(cells[index].first)])
      guard lengths[row] > 0 else { continue }
      if times[row] < reach {
        cells[index].cause = cells[index].cause ?? .overlap
        cells[last].cause = cells[last].cause ?? .overlap
      }
      let end = times[row] + Int64(lengths[row])
      if end >= reach { (last, reach) = (index, end) }
    }
  }

  private func isSameCell(_ a: Int, _ b: Int) -> Bool {
    times[a] == times[b] && lengths[a] == lengths[b]
  }

  private func isSameNumber(_ a: Int, _ b: Int) -> Bool {
    if decimals[a] == decimals[b] { return units[a] == units[b] }
    return value(a).isSameNumber(as: value(b))
  }

  private func value(_ row: Int) -> Decimal18 {
    Decimal18(units: units[row], decimals: decimals[row])
  }

  /// Of equal statements the one written with most decimals.
  func mostPrecise(_ rows: ArraySlice<Int32>) -> Int32 {
    rows.max { decimals[Int($0)] < decimals[Int($1)] } ?? 0
  }

  func conflict(_ rows: ArraySlice<Int32>, _ cause: ReadingConflict.Cause) -> ReadingConflict {
    let head = Int(rows[rows.startIndex])
    var statements: [ReadingConflict.Statement] = []
    for row in rows {
      let source = parts[Int(part[Int(row)])]
      let statement = ReadingConflict.Statement(
        segment: source.segment, value: value(Int(row)), unit: source.unit)
      if !statements.contains(statement) { statements.append(statement) }
    }
    statements.sort { ($0.segment, "\($0.value)", $0.unit) < ($1.segment, "\($1.value)", $1.unit) }
    return ReadingConflict(
      at: Instant(seconds: times[head]), length: lengths[head], cause: cause,
      statements: statements)
  }
}
