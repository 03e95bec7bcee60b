/// Counts a line's readings and steps without working its values out.
enum RunScan {
  /// What a line spans.
  static func run(
    _ text: Span<UInt8>, _ cursor: SegmentCursor
  ) throws(SegmentFault) -> SegmentRun {
    var scan = cursor
    let line = try SegmentLine(text, &scan)
    let (count, steps) = line.numbers == nil ? (1, 0) : try numbers(text, &scan)
    guard count <= SegmentLimit.readings else { throw .tooManyReadings(line: cursor.line) }
    var last = line.start + Int64(steps) * line.step
    if line.step == 0 && count > 1 { last = try ownLast(text, &scan, line, count) }
    guard SegmentLimit.instants.contains(last) else { throw cursor.fault(.time) }
    return SegmentRun(
      line: cursor.line, range: cursor.at..<cursor.end,
      point: SegmentReader.string(text, line.point), unit: SegmentReader.string(text, line.unit),
      start: line.start, offset: line.offset, step: line.step, count: count, last: last)
  }

  /// Takes numbers up to times, flags or the end: the readings with the first, and the steps from
  /// the first to the last.
  @inline(never)
  private static func numbers(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor
  ) throws(SegmentFault) -> (count: Int, steps: Int) {
    var (at, count, steps, gaps) = (cursor.at, 1, 0, 0)
    scan: while at < cursor.end {
      switch text[at] {
      case SegmentByte.plus, SegmentByte.minus, SegmentByte.zero:
        (count, steps, gaps) = (count + 1, steps + gaps + 1, 0)
      case 48...57: break
      case SegmentByte.gap: gaps += 1
      case SegmentByte.space:
        let next = at + 1 < cursor.end ? text[at + 1] : SegmentByte.space
        if next == SegmentByte.times || next == SegmentByte.flag { break scan }
      case SegmentByte.open:
        while at < cursor.end && text[at] != SegmentByte.close { at += 1 }
        (count, steps, gaps) = (count + 1, steps + gaps + 1, 0)
      default: throw cursor.fault(.number)
      }
      at += 1
    }
    cursor.at = min(at, cursor.end)
    return (count, steps)
  }

  private static func ownLast(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, _ line: SegmentLine, _ count: Int
  ) throws(SegmentFault) -> Int64 {
    var times = [Int64](repeating: line.start, count: count)
    var span = times.mutableSpan
    try RunTail.times(text, &cursor, &span, rows: 0..<count)
    return times[count - 1]
  }
}
