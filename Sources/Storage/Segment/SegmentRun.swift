package import SiteModel

/// One line of a segment, as an index keeps it: where it lies and what it spans.
package struct SegmentRun: Sendable, Equatable {
  /// The line's number, counted from 1 over the whole text.
  package let line: Int
  /// The line's bytes in the segment's text, without its LF.
  package let range: Range<Int>
  /// The id of the measurement point.
  package let point: String
  /// The unit as in the unit table.
  package let unit: String
  /// Seconds since 1970 in UTC of the first reading.
  package let start: Int64
  /// What the line's times were written at.
  package let offset: Offset
  /// Seconds from reading to reading; 0 where each has its own.
  package let step: Int64
  /// Readings, without the gaps between them; never 0.
  package let count: Int
  /// Seconds since 1970 in UTC of the last reading.
  package let last: Int64

  /// A run as it was kept somewhere else than in its segment.
  package init(
    line: Int, range: Range<Int>, point: String, unit: String, start: Int64, offset: Offset,
    step: Int64, count: Int, last: Int64
  ) {
    (self.line, self.range, self.point, self.unit) = (line, range, point, unit)
    (self.start, self.offset, self.step) = (start, offset, step)
    (self.count, self.last) = (count, last)
  }
}
