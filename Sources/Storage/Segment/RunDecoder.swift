import SiteModel

/// Works the numbers of one line out, in flat arrays and without a step that could trap.
///
/// Decimals are not part of the inner loop: they are the line's, except for the few readings of
/// ``literals``.
struct RunDecoder {
  /// Readings that stand in the line as they were written, by their row.
  private(set) var literals: [(row: Int, value: Decimal18)]
  /// The row behind the last reading worked out.
  private(set) var row: Int

  private let line: SegmentLine
  private let end: Int
  private let rule: NumberRule
  private var last: Int64
  private var change: Int64 = 0
  private var now: Int64

  /// Begins with the line's first reading, which is in no number.
  ///
  /// - Parameter rows: where readings may go in the arrays; at least one.
  init(_ line: SegmentLine, _ rule: NumberRule, rows: Range<Int>) {
    (row, end) = (rows.lowerBound + 1, rows.upperBound)
    self.line = line
    self.rule = rule
    now = line.start
    last = line.decimals.scaled(line.first.units, Int(line.first.decimals)) ?? 0
    literals = [(rows.lowerBound, line.first)]
  }

  /// Takes numbers until times, flags or the end; leaves the cursor there.
  ///
  /// - Parameters:
  ///   - times: receives the seconds of each reading.
  ///   - units: receives each value in the line's last decimal.
  @inline(never)
  mutating func numbers(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor,
    _ times: inout MutableSpan<Int64>, _ units: inout MutableSpan<Int64>
  ) throws(SegmentFault) {
    let (quantum, base, isSmall) = rule.small
    let (lastMask, changeMask) = (rule.kind.lastMask, rule.kind.changeMask)
    let (step, capacity) = (line.step, self.end)
    var (at, row, now, last, change) = (cursor.at, row, now, last, change)
    (times[row - 1], units[row - 1]) = (now, 0)
    while at < cursor.end {
      let byte = text[at]
      if byte == SegmentByte.gap && step > 0 || byte == SegmentByte.space {
        if byte == SegmentByte.space, try isLastSpace(text, cursor, at) { break }
        now &+= byte == SegmentByte.gap ? step : 0
        at += 1
        continue
      }
      var value: Int64 = 0
      cursor.at = at
      if byte == SegmentByte.open {
        if let fit = try literal(text, &cursor, row: row) { (change, last) = (fit &- last, fit) }
        at = cursor.at
      } else {
        let number = Self.short(text, &at, cursor.end)
        if number != .min && isSmall {
          value = (last & lastMask) &+ (change & changeMask) &+ quantum &* (base &+ number)
        } else {
          value = try wide(text, &cursor, Int128(last & lastMask) + Int128(change & changeMask))
          at = cursor.at
        }
        guard value.magnitude < SegmentLimit.value else { throw cursor.fault(.range) }
        (change, last) = (value &- last, value)
      }
      guard row < capacity else { throw .tooManyReadings(line: cursor.line) }
      now &+= step
      (times[row], units[row]) = (now, value)
      row += 1
    }
    (cursor.at, self.row) = (at, row)
  }

  /// Takes `=` or a sign and at most 12 digits; answers `.min` for anything else.
  @inline(__always)
  private static func short(_ text: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int64 {
    let sign = text[at]
    at += 1
    if sign == SegmentByte.zero { return 0 }
    guard sign == SegmentByte.plus || sign == SegmentByte.minus else { return .min }
    var number: Int64 = 0
    let from = at
    while at < end, text[at] &- 48 < 10 {
      number = number &* 10 &+ Int64(text[at] &- 48)
      at += 1
    }
    guard (1...NumberRule.shortDigits).contains(at - from), text[from] != 48 else { return .min }
    return sign == SegmentByte.minus ? 0 &- number : number
  }

  /// A number that might overflow, worked out in 128 bits with every step checked.
  @inline(never)
  private func wide(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, _ before: Int128
  ) throws(SegmentFault) -> Int64 {
    guard let number = cursor.signed(text) else { throw cursor.fault(.number) }
    let (product, overflow) = rule.quantum.multipliedReportingOverflow(by: rule.base + number)
    guard !overflow, product.magnitude < 1 << 100, let value = Int64(exactly: before + product)
    else { throw cursor.fault(.range) }
    return value
  }

  /// Takes `(value)` and notes it; answers the value in the last decimal if it fits.
  @inline(never)
  private mutating func literal(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, row: Int
  ) throws(SegmentFault) -> Int64? {
    cursor.at += 1
    let value = try cursor.value(text)
    guard !cursor.isAtEnd, text[cursor.at] == SegmentByte.close else { throw cursor.fault(.value) }
    cursor.at += 1
    literals.append((row, value))
    return line.decimals.scaled(value.units, Int(value.decimals))
  }

  /// Whether times or flags begin behind the space here.
  @inline(never)
  private func isLastSpace(
    _ text: Span<UInt8>, _ cursor: SegmentCursor, _ at: Int
  ) throws(SegmentFault) -> Bool {
    guard at + 1 < cursor.end, text[at + 1] != SegmentByte.space else {
      throw cursor.fault(.fields)
    }
    return text[at + 1] == SegmentByte.times || text[at + 1] == SegmentByte.flag
  }
}
