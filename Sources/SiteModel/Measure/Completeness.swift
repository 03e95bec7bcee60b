/// How much of what should be known of a point is known (数据完整率).
///
/// Two figures, because they answer two questions: whether the point was read as often as it should
/// be, and how much of the time its readings explain. A register that is read once a month explains
/// every day of it, and was not read daily.
package struct Completeness: Sendable, Hashable {
  /// The time asked about; what is still to come is not in it.
  package let span: Range<Instant>
  /// How many cells of its frequency begin in the span; nil where nobody said a frequency, or no
  /// calendar knows it (shift, batch).
  package let expected: Int?
  /// Of these, the cells that hold a reading.
  package let read: Int
  /// What is not known, ascending.
  package let gaps: [Consumed.Gap]
  /// Of the span, seconds that readings explain; nil for what explains no time (laboratory, stock,
  /// invoices, output).
  package let known: Int64?

  /// Read ÷ expected, exact; nil without an expectation.
  package var share: Rational? {
    expected.flatMap { $0 > 0 ? Rational(read) / Rational($0) : nil }
  }

  /// Known time ÷ all time, exact.
  package var knownShare: Rational? {
    let all = span.upperBound.seconds - span.lowerBound.seconds
    return known.flatMap { all > 0 ? Rational(Int($0)) / Rational(Int(all)) : nil }
  }

  /// Whether nothing is missing by either figure.
  package var isWhole: Bool { gaps.isEmpty && read == expected ?? read }

  /// - Parameters:
  ///   - shown: the readings of the span.
  ///   - consumed: what they explain; nil for kinds without consumption.
  ///   - frequency: how often it is to be read.
  package init(
    _ shown: ShownReadings, explaining consumed: Consumed?, over span: Range<Instant>,
    each frequency: ReadingFrequency?, in calendar: ProductionCalendar
  ) {
    let cells = frequency.flatMap { $0.cells(in: span, calendar) }
    let held = cells.map { cells in
      Self.cells(of: shown, in: span, frequency, calendar).filter { cells.contains($0) }
    }
    (self.span, expected, read) = (span, cells?.count, held?.count ?? 0)
    if let consumed, shown.timeline.explainsTime {
      gaps = consumed.gaps
      known = consumed.gaps.reduce(span.upperBound.seconds - span.lowerBound.seconds) {
        $0 - ($1.until.seconds - $1.from.seconds)
      }
    } else {
      (gaps, known) = (Self.empty(cells, held ?? [], over: span, frequency, calendar), nil)
    }
  }

  private static func cells(
    of shown: ShownReadings, in span: Range<Instant>, _ frequency: ReadingFrequency?,
    _ calendar: ProductionCalendar
  ) -> Set<Int> {
    var cells: Set<Int> = []
    var row = shown.row(from: span.lowerBound.seconds)
    while row < shown.count, shown.times[row] < span.upperBound.seconds {
      if let cell = frequency?.cell(of: Instant(seconds: shown.times[row]), in: calendar) {
        cells.insert(cell)
      }
      row += 1
    }
    return cells
  }

  /// The cells without a reading, neighbours as one gap.
  private static func empty(
    _ cells: Range<Int>?, _ held: Set<Int>, over span: Range<Instant>,
    _ frequency: ReadingFrequency?, _ calendar: ProductionCalendar
  ) -> [Consumed.Gap] {
    guard let cells, let frequency else { return [] }
    var gaps: [Consumed.Gap] = []
    var borders = frequency.starts(of: cells, from: span.lowerBound, calendar)
    borders.append(span.upperBound)
    for (cell, (from, until)) in zip(cells, zip(borders, borders.dropFirst()))
    where !held.contains(cell) {
      gaps.add(from.seconds, until.seconds, .noReading)
    }
    return gaps
  }
}

extension ReadingFrequency {
  /// Where cells begin, ascending; the first at `start` or soon after.
  func starts(
    of cells: Range<Int>, from start: Instant, _ calendar: ProductionCalendar
  ) -> [Instant] {
    cells.map { cell in
      switch self {
      case .quarterHour: calendar.moment(Int64(cell) * 900)
      case .hour: calendar.moment(Int64(cell) * 3600)
      case .day: calendar.start(ofDay: Int64(cell))
      case .week: calendar.start(ofDay: Int64(cell) * 7 - 3)
      case .month: calendar.start(ofDay: calendar.firstDay(ofMonth: cell))
      case .shift, .batch: start
      }
    }
  }
}

extension SettingTimeline {
  /// Whether readings explain the time between them, wherever it is known what they mean.
  var explainsTime: Bool {
    stretches.contains { $0.nature == .register || $0.coversTime }
  }
}
