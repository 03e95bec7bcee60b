/// How often a point is to be read (采集频次), and into which cells that cuts time.
package enum ReadingFrequency: String, Sendable, Hashable, CaseIterable {
  case quarterHour = "m15"
  case hour = "h1"
  case shift
  case day
  case week
  case month
  case batch

  /// The cell that holds a moment: numbers of neighbouring cells differ by 1.
  ///
  /// - Returns: nil for shifts and batches: no calendar says when they are.
  package func cell(of moment: Instant, in calendar: ProductionCalendar) -> Int? {
    let seconds = moment.seconds + Int64(calendar.offset.seconds) - Int64(calendar.dayStart)
    switch self {
    case .quarterHour: return Int(floor(seconds, by: 900))
    case .hour: return Int(floor(seconds, by: 3600))
    case .day: return Int(floor(seconds, by: 86_400))
    // 1970-01-01 was a Thursday: weeks begin on Monday.
    case .week: return Int(floor(floor(seconds, by: 86_400) + 3, by: 7))
    case .month: return calendar.monthNumber(of: moment)
    case .shift, .batch: return nil
    }
  }

  /// The cells that begin in a span; nil as for ``cell(of:in:)``.
  package func cells(in span: Range<Instant>, _ calendar: ProductionCalendar) -> Range<Int>? {
    guard let first = firstCell(from: span.lowerBound, calendar),
      let end = firstCell(from: span.upperBound, calendar)
    else { return nil }
    return first..<max(first, end)
  }

  /// The first cell that begins at a moment or later.
  private func firstCell(from moment: Instant, _ calendar: ProductionCalendar) -> Int? {
    guard let before = cell(of: Instant(seconds: moment.seconds - 1), in: calendar)
    else { return nil }
    return before + 1
  }

  private func floor(_ value: Int64, by size: Int64) -> Int64 {
    value >= 0 ? value / size : (value - size + 1) / size
  }
}
