/// What stands behind a line's numbers: the times of an irregular run, and flags.
enum RunTail {
  /// Takes ` @ unit base numbers` into times 1 … of a run whose times do not follow a step.
  ///
  /// - Parameters:
  ///   - times: receives the seconds; the first one of the run is already right.
  ///   - rows: where the run stands in it.
  static func times(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, _ times: inout MutableSpan<Int64>,
    rows: Range<Int>
  ) throws(SegmentFault) {
    guard cursor.sees(SegmentByte.times, in: text) else { throw cursor.fault(.time) }
    cursor.at += 2
    try cursor.space(text)
    guard let unit = cursor.digits(text), unit > 0 else { throw cursor.fault(.time) }
    try cursor.space(text)
    guard let base = cursor.whole(text) else { throw cursor.fault(.time) }
    try cursor.space(text)
    for row in rows.dropFirst() {
      guard let number = cursor.signed(text) else { throw cursor.fault(.time) }
      let (product, overflow) = Int128(unit).multipliedReportingOverflow(by: base + number)
      guard !overflow, product > 0, product <= SegmentLimit.instants.upperBound * 2 else {
        throw cursor.fault(.time)
      }
      // The sum stays within reach: the last time was checked, the step is below 2^40.
      let next = times[row - 1] + Int64(product)
      guard next <= SegmentLimit.instants.upperBound else { throw cursor.fault(.time) }
      times[row] = next
    }
    guard cursor.isAtEnd || text[cursor.at] == SegmentByte.space else { throw cursor.fault(.time) }
  }

  /// Takes ` ! name ranges` up to the end of the line.
  ///
  /// - Parameters:
  ///   - count: how many readings the line has.
  ///   - row: where its first reading stands among the caller's rows.
  /// - Returns: the flagged rows of each name, rising.
  static func flags(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, count: Int, row: Int
  ) throws(SegmentFault) -> [(name: String, rows: [Int])] {
    var flags: [(name: String, rows: [Int])] = []
    while !cursor.isAtEnd {
      guard cursor.sees(SegmentByte.flag, in: text), flags.count < SegmentLimit.flags
      else { throw cursor.fault(.flag) }
      cursor.at += 2
      try cursor.space(text)
      let name = SegmentReader.string(text, try SegmentLine.id(text, &cursor, or: .flag))
      guard !flags.contains(where: { $0.name == name }) else { throw cursor.fault(.flag) }
      try cursor.space(text)
      flags.append((name, try ranges(text, &cursor, count, row)))
    }
    return flags
  }

  private static func ranges(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, _ count: Int, _ row: Int
  ) throws(SegmentFault) -> [Int] {
    var rows: [Int] = []
    var past: UInt64 = 0
    repeat {
      if past > 0 { cursor.at += 1 }
      guard let from = cursor.digits(text), from > past else { throw cursor.fault(.flag) }
      past = from
      if !cursor.isAtEnd, text[cursor.at] == SegmentByte.minus {
        cursor.at += 1
        guard let through = cursor.digits(text), through > from else { throw cursor.fault(.flag) }
        past = through
      }
      // Asked before anything is allocated: a range may claim 10^18 readings.
      guard past <= UInt64(count) else { throw cursor.fault(.flagRange) }
      rows.append(contentsOf: (row + Int(from) - 1)..<(row + Int(past)))
    } while !cursor.isAtEnd && text[cursor.at] == UInt8(ascii: ",")
    return rows
  }
}
