package import SiteModel

/// Reads segments: the whole, or run by run so that memory stays with one line.
///
/// Whatever the bytes are, the answer is readings or a ``SegmentFault``, never a trap: segments come
/// from other nodes. `schema/segment.md` is the format.
package enum SegmentReader {
  /// Reads the header only.
  package static func header(_ text: [UInt8]) throws(SegmentFault) -> SegmentHeader {
    try SegmentHeader.parse(text).header
  }

  /// Finds the runs and what each spans, without working values out.
  ///
  /// Heads are read strictly and numbers are counted; what is wrong with values or flags shows when
  /// the run is read.
  package static func runs(_ text: [UInt8]) throws(SegmentFault) -> [SegmentRun] {
    var lines = try SegmentLines(text)
    let bytes = text.span
    var (runs, readings): ([SegmentRun], Int) = ([], 0)
    while let cursor = try lines.next(bytes) {
      let run = try RunScan.run(bytes, cursor)
      readings += run.count
      guard readings <= SegmentLimit.readings else { throw .tooManyReadings(line: run.line) }
      runs.append(run)
    }
    return runs
  }

  /// Reads all of a segment, lines in their order; points are numbered as they come up.
  ///
  /// - Returns: the readings; a run's unit and offset are in ``runs(_:)``.
  package static func read(_ text: [UInt8]) throws(SegmentFault) -> ReadingColumns {
    var lines = try SegmentLines(text)
    let bytes = text.span
    var sink = RunColumns(ReadingColumns(), room: min(text.count / 2, SegmentLimit.readings))
    var names = PointNames()
    while let cursor = try lines.next(bytes) {
      try sink.append(bytes, cursor, names: &names)
    }
    var columns = sink.finish()
    columns.points = names.points
    return columns
  }

  /// Reads one run to the end of the columns.
  ///
  /// - Parameters:
  ///   - run: one of ``runs(_:)`` of this very text.
  ///   - columns: where the readings go; unchanged when a fault is thrown.
  ///   - point: the number the readings get, whatever the line calls the point.
  package static func read(
    _ text: [UInt8], run: SegmentRun, into columns: inout ReadingColumns, point: UInt16
  ) throws(SegmentFault) {
    let range = run.range
    guard range.lowerBound > 0, range.upperBound < text.count, text[range.upperBound] == 10,
      text[range.lowerBound - 1] == 10
    else { throw .damaged(line: run.line, .unfinished) }
    var sink = RunColumns(ReadingColumns(), room: run.range.count / 2)
    let cursor = SegmentCursor(at: range.lowerBound, end: range.upperBound, line: run.line)
    try sink.append(text.span, cursor, point: point)
    columns.append(contentsOf: sink.finish())
  }

  /// The bytes as text; the caller has checked them, or what is wrong becomes U+FFFD.
  static func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    String(unsafeUninitializedCapacity: range.count) { target in
      for at in range { target[at - range.lowerBound] = text[at] }
      return range.count
    }
  }
}

/// Goes through the lines behind a segment's header.
struct SegmentLines {
  private var at: Int
  private var line: Int

  init(_ text: [UInt8]) throws(SegmentFault) {
    (_, at, line) = try SegmentHeader.parse(text)
  }

  /// The next line, or nil at the end of the text.
  mutating func next(_ text: Span<UInt8>) throws(SegmentFault) -> SegmentCursor? {
    guard at < text.count else { return nil }
    var end = at
    while end < text.count && text[end] != 10 { end += 1 }
    guard end < text.count else { throw .damaged(line: line, .unfinished) }
    defer { (at, line) = (end + 1, line + 1) }
    return SegmentCursor(at: at, end: end, line: line)
  }
}

/// Numbers points in the order they come up.
struct PointNames {
  private(set) var points: [String] = []
  private var numbers: [String: UInt16] = [:]

  /// The point's number, or nil when 65,536 are known and this one is not.
  mutating func number(_ name: String) -> UInt16? {
    // Lines of one point stand together, so most questions are about the last one.
    if points.last == name { return UInt16(points.count - 1) }
    if let known = numbers[name] { return known }
    guard points.count <= UInt16.max else { return nil }
    points.append(name)
    numbers[name] = UInt16(points.count - 1)
    return UInt16(points.count - 1)
  }
}
