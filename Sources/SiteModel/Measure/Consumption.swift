/// How much a point consumed: the one place where readings become quantities.
///
/// Nothing is interpolated and nothing is guessed. What the readings do not say is a gap with its
/// reason, and the value is the exact sum of the rest:
/// - **register**: rises between consecutive standings; the span is complete if standings lie
///   exactly at both ends;
/// - **interval** and **power**: every moment of the span is covered by one interval that lies
///   inside it;
/// - **invoice** and **output**: the sum of what is dated inside the span;
/// - **lab** and **stock** have no consumption.
package enum Consumption {
  /// The consumption of one span.
  ///
  /// - Throws: ``ConsumptionFault`` if the kind has none, or the sum leaves 128 bits.
  package static func over(
    _ span: Range<Instant>, of shown: ShownReadings
  ) throws(ConsumptionFault) -> Consumed {
    guard let consumed = try by([span.lowerBound, span.upperBound], of: shown).first else {
      throw .bounds
    }
    return consumed
  }

  /// The consumption of every span between consecutive `bounds`, in one pass over the readings.
  ///
  /// - Parameter bounds: strictly ascending; n + 1 for n spans.
  /// - Throws: ``ConsumptionFault`` if a kind has none, a sum leaves 128 bits, or the bounds do not
  ///   ascend.
  package static func by(
    _ bounds: [Instant], of shown: ShownReadings
  ) throws(ConsumptionFault) -> [Consumed] {
    guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else { throw .bounds }
    let pieces = try PieceCutter(shown).pieces(bounds.map(\.seconds))
    return try joined(pieces[...], bounds, shown.timeline)
  }

  /// Joins consecutive pieces between `bounds`; the last piece begins at the last bound.
  static func joined(
    _ pieces: ArraySlice<ConsumptionPiece>, _ bounds: [Instant], _ timeline: SettingTimeline
  ) throws(ConsumptionFault) -> [Consumed] {
    var consumed: [Consumed] = []
    consumed.reserveCapacity(bounds.count)
    var place = pieces.startIndex
    for (from, until) in zip(bounds, bounds.dropFirst()) {
      var tally = ConsumptionTally(from: from.seconds, in: timeline)
      while pieces[place].from < until.seconds {
        try tally.add(pieces[place])
        place += 1
      }
      consumed.append(try tally.finished(before: pieces[place]))
    }
    return consumed
  }
}

extension Period {
  /// Where the months of the period begin, and where the last one ends; empty if it has none.
  package func monthBounds(in calendar: ProductionCalendar) -> [Instant] {
    Self.borders(months.map { $0.bounds(in: calendar) })
  }

  /// Where the days of the period begin, and where the last one ends.
  package func dayBounds(in calendar: ProductionCalendar) -> [Instant] {
    let days = dayNumbers(in: calendar)
    return (days.lowerBound...days.upperBound).map { calendar.start(ofDay: $0) }
  }

  private static func borders(_ spans: [Range<Instant>]) -> [Instant] {
    spans.map(\.lowerBound) + spans.suffix(1).map(\.upperBound)
  }
}
