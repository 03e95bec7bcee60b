import SiteModel

/// Gathers decoded runs in flat columns that are longer than filled, so the hot loop only indexes.
struct RunColumns {
  private var time: [Int64] = []
  private var units: [Int64] = []
  private var decimals: [UInt8] = []
  private var columns: ReadingColumns
  private var count = 0

  /// Starts with what `columns` says of points and flags; its rows are not looked at.
  ///
  /// - Parameter room: how many readings may come; memory is touched only as they do.
  init(_ columns: ReadingColumns, room: Int) {
    self.columns = columns
    time.reserveCapacity(room)
    units.reserveCapacity(room)
    decimals.reserveCapacity(room)
    self.columns.point.reserveCapacity(room)
  }

  /// The readings of all runs so far.
  ///
  /// Takes the columns out, so that no second owner makes them be copied.
  mutating func finish() -> ReadingColumns {
    time.removeLast(time.count - count)
    units.removeLast(units.count - count)
    swap(&columns.time, &time)
    swap(&columns.units, &units)
    swap(&columns.decimals, &decimals)
    defer { self = RunColumns(ReadingColumns(), room: 0) }
    return columns
  }

  /// Decodes a line and asks `names` for its point's number.
  mutating func append(
    _ text: Span<UInt8>, _ cursor: SegmentCursor, names: inout PointNames
  ) throws(SegmentFault) {
    var cursor = cursor
    let line = try SegmentLine(text, &cursor)
    guard let point = names.number(SegmentReader.string(text, line.point)) else {
      throw cursor.fault(.point)
    }
    try append(text, &cursor, line, point)
  }

  /// Decodes a line for a point whose number is known.
  mutating func append(
    _ text: Span<UInt8>, _ cursor: SegmentCursor, point: UInt16
  ) throws(SegmentFault) {
    var cursor = cursor
    let line = try SegmentLine(text, &cursor)
    try append(text, &cursor, line, point)
  }

  private mutating func append(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, _ line: SegmentLine, _ point: UInt16
  ) throws(SegmentFault) {
    let row = count
    let literals = try decode(text, &cursor, line)
    try fillDecimals(line, literals, from: row, cursor)
    columns.point += [UInt16](repeating: point, count: count - row)
    for flag in try RunTail.flags(text, &cursor, count: count - row, row: row) {
      columns.flags[flag.name, default: []].append(contentsOf: flag.rows)
    }
  }

  /// Fills times and units; values are in the line's last decimal, and literals still missing.
  private mutating func decode(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, _ line: SegmentLine
  ) throws(SegmentFault) -> [(row: Int, value: Decimal18)] {
    let room = min(cursor.end - cursor.at + 1, SegmentLimit.readings - count)
    guard room > 0 else { throw .tooManyReadings(line: cursor.line) }
    grow(to: count + room)
    let rows = count..<(count + room)
    guard let rule = line.numbers else {
      time[count] = line.start
      count += 1
      return [(rows.lowerBound, line.first)]
    }
    var decoder = RunDecoder(line, rule, rows: rows)
    // Two spans of one value at once are refused; a fault throws the emptied columns away.
    var (times, values) = (time, units)
    (time, units) = ([], [])
    var timeSpan = times.mutableSpan
    var valueSpan = values.mutableSpan
    try decoder.numbers(text, &cursor, &timeSpan, &valueSpan)
    if line.step == 0 && decoder.row > count + 1 {
      try RunTail.times(text, &cursor, &timeSpan, rows: count..<decoder.row)
    }
    (time, units) = (times, values)
    count = decoder.row
    return decoder.literals
  }

  private mutating func grow(to size: Int) {
    guard size > time.count else { return }
    time += [Int64](repeating: 0, count: size - time.count)
    units += [Int64](repeating: 0, count: size - units.count)
  }

  private mutating func fillDecimals(
    _ line: SegmentLine, _ literals: [(row: Int, value: Decimal18)], from row: Int,
    _ cursor: SegmentCursor
  ) throws(SegmentFault) {
    // Times rise within a line, so the last one speaks for all.
    guard SegmentLimit.instants.contains(time[count - 1]) else { throw cursor.fault(.time) }
    let most = UInt8(line.decimals.most)
    decimals += [UInt8](repeating: most, count: count - row)
    if !line.decimals.isFixed {
      for at in row..<count { (units[at], decimals[at]) = line.decimals.dropped(units[at]) }
    }
    for literal in literals {
      units[literal.row] = literal.value.units
      decimals[literal.row] = literal.value.decimals
    }
  }
}

extension ReadingColumns {
  /// Adds rows whose point numbers are already this value's.
  mutating func append(contentsOf rows: ReadingColumns) {
    let start = count
    point.append(contentsOf: rows.point)
    time.append(contentsOf: rows.time)
    units.append(contentsOf: rows.units)
    decimals.append(contentsOf: rows.decimals)
    for (name, flagged) in rows.flags {
      flags[name, default: []].append(contentsOf: flagged.map { start + $0 })
    }
  }
}
