package import Indexing
package import SiteModel
import Storage

/// The readings of one point as they are shown, and what follows from them.
package struct PointReadings: Sendable {
  /// The point.
  package let point: MeasurementPoint
  private let site: Site
  private let calendar: ProductionCalendar
  private let knownAt: VersionVector?

  /// - Parameters:
  ///   - calendar: the site's own calendar, by which settings are dated.
  ///   - knownAt: only what was known then; nil: all that is held.
  package init(
    of point: MeasurementPoint, on site: Site, _ calendar: ProductionCalendar,
    knownAt: VersionVector? = nil
  ) {
    (self.point, self.site, self.calendar, self.knownAt) = (point, site, calendar, knownAt)
  }

  /// What segments say in a span, before it is joined.
  package func statements(_ span: Range<Instant>) throws -> [SegmentStatements] {
    // A reading at the end closes the span; an interval of up to a month before may reach into it.
    try statements(span.lowerBound.seconds - 32 * 86_400...span.upperBound.seconds)
  }

  /// Where the readings of a span, and at its very end, are written down.
  func places(_ span: Range<Instant>) throws -> ReadingPlaces {
    var places = ReadingPlaces()
    for range in try ranges(span.lowerBound.seconds - 32 * 86_400...span.upperBound.seconds) {
      let said = try site.index.statements(range, from: site.store)
      try places.add(said, of: range.point, on: site)
      try places.add(site.index.corrections(range, from: site.store), of: range.point, on: site)
    }
    return places
  }

  // Segments name the record that stood for the point where they were written.
  private func statements(_ span: ClosedRange<Int64>) throws -> [SegmentStatements] {
    try ranges(span).flatMap { try site.index.statements($0, from: site.store) }
  }

  private func corrections(_ span: ClosedRange<Int64>) throws -> [PlacedCorrection] {
    try ranges(span).flatMap { try site.index.corrections($0, from: site.store) }
  }

  private func ranges(_ span: ClosedRange<Int64>) throws -> [ReadingRange] {
    try records().map { ReadingRange(of: $0.id, span: span, knownAt: knownAt) }
  }

  /// The records that are this point; what was said later that they are one does not move what was
  /// known before.
  private func records() throws -> [RecordKey] {
    let own = point.key
    let same = try site.index.same(as: own)
    guard let knownAt, same.count > 1 else { return same }
    return try SameRecord.joined(with: own, same) { key in
      try site.index.state(of: key, knownAt: knownAt).values
    }
  }

  /// The readings shown in a span; those at its very end too.
  package func shown(_ span: Range<Instant>) throws -> ShownReadings {
    // What reaches into the span counts only if nothing contradicts it outside.
    let month: Int64 = 32 * 86_400
    let wide = span.lowerBound.seconds - 2 * month...span.upperBound.seconds + month
    return ShownReadings(
      try statements(wide).map(\.statements), correctedBy: try corrections(wide),
      in: SettingTimeline(point.settings, in: calendar))
  }

  /// The consumption of consecutive periods.
  ///
  /// - Parameter frame: the calendar the periods are counted in; nil: the site's own.
  package func consumed(
    _ periods: [Period], in frame: ProductionCalendar? = nil
  ) throws -> [Consumed] {
    try consumed(cuts: [periods], in: frame)[0]
  }

  /// The consumption of one stretch of time, cut in several ways; what is kept of it is read once.
  ///
  /// - Parameter cuts: each consecutive periods, or none, within the stretch of the first cut.
  func consumed(cuts: [[Period]], in frame: ProductionCalendar?) throws -> [[Consumed]] {
    let borders = cuts.map { Self.borders(of: $0, in: frame ?? calendar) }
    guard let first = borders.first?.first, let last = borders.first?.last else {
      return cuts.map { _ in [] }
    }
    let fills = try fills()
    if frame ?? calendar == calendar, let totals = try dayTotals(over: cuts[0]) {
      return try borders.map { try totals.by($0).map { try $0.filled(by: fills) } }
    }
    let readings = try shown(first..<last)
    return try borders.map { borders in
      try Consumption.by(borders, of: readings).map { try $0.filled(by: fills) }
    }
  }

  /// From the first production day of which something is held to the last; nil: nothing is.
  func dates() throws -> ClosedRange<CivilDate>? {
    let held = try records().compactMap { try site.index.extent(of: $0.id) }
    let filled = try fills().map { $0.span.lowerBound.seconds...$0.span.upperBound.seconds - 1 }
    let all = held + filled
    guard let first = all.map(\.lowerBound).min(), let last = all.map(\.upperBound).max() else {
      return nil
    }
    return calendar.day(of: Instant(seconds: first))...calendar.day(of: Instant(seconds: last))
  }

  /// The production days in which it was read; ascending.
  func daysRead(_ dates: ClosedRange<CivilDate>) throws -> [CivilDate] {
    let period = Period(days: dates)
    if let totals = try dayTotals(over: [period]) {
      return totals.days.filter { dates.contains($0.day) && $0.piece.readings > 0 }.map(\.day)
    }
    let (shown, span) = (try shown(period.bounds(in: calendar)), period.bounds(in: calendar))
    let days = shown.times.filter { span.contains(Instant(seconds: $0)) }
      .map { calendar.day(of: Instant(seconds: $0)) }
    return Set(days).sorted()
  }

  /// The consumption of any stretch of time.
  func consumed(over span: Range<Instant>) throws -> Consumed {
    try Consumption.over(span, of: shown(span)).filled(by: fills())
  }

  /// The consumption of any stretch of time; nil for kinds that have none.
  func consumedIfAny(over span: Range<Instant>) throws -> Consumed? {
    do { return try consumed(over: span) } catch let fault as ConsumptionFault {
      guard case .notConsumed = fault else { throw fault }
      return nil
    }
  }

  /// What reviewers agreed to put in the place of readings that are missing.
  func fills() throws -> [GapFill] {
    let ids = Set(try records().map(\.id))
    let timeline = SettingTimeline(point.settings, in: calendar)
    return try site.index.states(of: GapFill.type, knownAt: knownAt).compactMap { key, state in
      guard let fill = GapFill(state.values),
        let setting = timeline.setting(at: fill.span.lowerBound),
        GapFill.kinds.contains(setting.kind),
        state.values["point"]?.string.map(ids.contains) ?? false,
        try site.index.course(of: key, knownAt: knownAt)?.permits(.counts) ?? false
      else { return nil }
      return fill
    }
  }

  private static func borders(of periods: [Period], in frame: ProductionCalendar) -> [Instant] {
    let bounds = periods.map { $0.bounds(in: frame) }
    return bounds.map(\.lowerBound) + bounds.suffix(1).map(\.upperBound)
  }

  /// Day totals give the same answer without reading a segment, where all facts held count.
  private func dayTotals(over periods: [Period]) throws -> DayTotals? {
    guard knownAt == nil, let first = periods.first, let last = periods.last,
      try records().count == 1
    else { return nil }
    let dates = first.dates(in: calendar).lowerBound...last.dates(in: calendar).upperBound
    return try site.index.dayTotals(
      of: point.id, in: SettingTimeline(point.settings, in: calendar), dates: dates)
  }
}
