/// What a point's readings say of each production day: all an index needs to keep of them.
///
/// A day is a ``ConsumptionPiece``, so any period of whole days is joined from its days to exactly
/// what ``Consumption`` gives from the readings. The days hold for the point's settings and calendar
/// they were drawn under; when either changes, or a reading of a day, they are drawn again.
package struct DayTotals: Sendable {
  /// The settings and the calendar the days were drawn under.
  package let timeline: SettingTimeline
  /// Ascending, each day once. A day that is not there has nothing to say.
  package private(set) var days: [DayTotal]

  /// Days that were kept.
  package init(_ days: [DayTotal], in timeline: SettingTimeline) {
    self.timeline = timeline
    self.days = days.sorted { $0.day < $1.day }
  }

  /// The days of all readings, or only those of `dates`.
  ///
  /// - Throws: ``ConsumptionFault`` if a kind has no consumption, or a sum leaves 128 bits.
  package init(
    of shown: ShownReadings, dates: ClosedRange<CivilDate>? = nil
  ) throws(ConsumptionFault) {
    timeline = shown.timeline
    days = []
    guard let dates = dates ?? Self.dates(of: shown) else { return }
    let calendar = timeline.calendar
    let bounds = (dates.lowerBound.days...dates.upperBound.days + 1)
      .map { calendar.start(ofDay: $0).seconds }
    let pieces = try PieceCutter(shown).pieces(bounds).dropLast()
    for piece in pieces where piece.readings > 0 || piece != blank(piece.from, piece.until) {
      days.append(DayTotal(day: calendar.day(of: Instant(seconds: piece.from)), piece: piece))
    }
  }

  /// The consumption of a period, joined from its days.
  ///
  /// - Throws: ``ConsumptionFault/overflow`` if the sum leaves 128 bits.
  package func consumed(over period: Period) throws(ConsumptionFault) -> Consumed {
    let bounds = period.bounds(in: timeline.calendar)
    let consumed = try by([bounds.lowerBound, bounds.upperBound])
    guard let first = consumed.first else { throw .bounds }
    return first
  }

  /// The consumption of every span between consecutive `bounds`, which begin production days.
  ///
  /// - Throws: ``ConsumptionFault/partOfDay(at:)`` if a bound lies inside a day of the calendar.
  package func by(_ bounds: [Instant]) throws(ConsumptionFault) -> [Consumed] {
    guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else { throw .bounds }
    let calendar = timeline.calendar
    for bound in bounds where calendar.start(of: calendar.day(of: bound)) != bound {
      throw .partOfDay(at: bound.text(at: calendar.offset))
    }
    return try Consumption.joined(pieces(bounds)[...], bounds, timeline)
  }

  /// The pieces of all days from the first bound to the day that begins at the last.
  private func pieces(_ bounds: [Instant]) -> [ConsumptionPiece] {
    guard let first = bounds.first, let end = bounds.last else { return [] }
    let calendar = timeline.calendar
    var kept = days.partitioningIndex { calendar.start(of: $0.day) >= first }
    return (calendar.dayNumber(of: first)...calendar.dayNumber(of: end)).map { day in
      if kept < days.count, days[kept].day.days == day {
        kept += 1
        return days[kept - 1].piece
      }
      return blank(calendar.start(ofDay: day).seconds, calendar.start(ofDay: day + 1).seconds)
    }
  }

  private func blank(_ from: Int64, _ until: Int64) -> ConsumptionPiece {
    var piece = ConsumptionPiece(from: from, until: until)
    if timeline.stretches[timeline.stretch(at: from)].coversTime {
      piece.gaps.add(from, until, .noReading)
    }
    return piece
  }

  /// From the day of the first reading or conflict to the day the last one reaches.
  private static func dates(of shown: ShownReadings) -> ClosedRange<CivilDate>? {
    let calendar = shown.timeline.calendar
    var (low, high) = (Int64.max, Int64.min)
    for row in [0, shown.count - 1] where shown.times.indices.contains(row) {
      low = min(low, shown.times[row])
      high = max(high, shown.times[row] + Int64(shown.lengths[row]))
    }
    for conflict in shown.conflicts {
      low = min(low, conflict.at.seconds)
      high = max(high, conflict.at.seconds + Int64(conflict.length))
    }
    guard low <= high else { return nil }
    return calendar.day(of: Instant(seconds: low))...calendar.day(of: Instant(seconds: high))
  }
}

/// One production day of a point.
package struct DayTotal: Sendable, Hashable {
  /// Of the calendar the total was drawn under.
  package let day: CivilDate
  /// What the readings of the day say, and how it joins with its neighbours.
  package let piece: ConsumptionPiece

  package init(day: CivilDate, piece: ConsumptionPiece) {
    (self.day, self.piece) = (day, piece)
  }
}

extension [DayTotal] {
  fileprivate func partitioningIndex(_ belongs: (DayTotal) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
