package import Indexing
package import SiteModel
import Storage

/// What was consumed at a point: the answer to `consumption`.
package struct AskConsumption {
  /// What is asked.
  package struct Question: Sendable {
    /// Numbers or ids of points.
    package var points: [String]
    /// The time asked about.
    package var period: Period
    /// Parts: `month`, `day`, or nil for the whole only.
    package var by: Part?
    /// Another zone for this answer only.
    package var zone: Offset?
    /// Natural days and months.
    package var natural = false

    package init(points: [String], period: Period) { (self.points, self.period) = (points, period) }
  }

  /// How a period is cut.
  package enum Part: String, Sendable, CaseIterable { case month, day }

  /// One point's answer.
  package struct Answer: Sendable {
    package let point: MeasurementPoint
    package let period: Period
    package let calendar: ProductionCalendar
    package let whole: Consumed
    /// The parts in order, with their names; empty unless asked.
    package let parts: [(period: Period, consumed: Consumed)]
  }

  /// - Throws: ``PointFault``, ``ConsumptionFault``, ``CalendarFault``.
  package static func run(on site: Site, _ question: Question) throws -> [Answer] {
    let own = try site.calendar()
    let calendar = try site.calendar(zone: question.zone, natural: question.natural)
    let points = Points(of: site)
    return try question.points.map { number in
      let source = PointReadings(of: try points.point(number), on: site, own)
      let parts = parts(of: question, calendar)
      let consumed = try source.consumed(cuts: [[question.period], parts], in: calendar)
      return Answer(
        point: source.point, period: question.period, calendar: calendar, whole: consumed[0][0],
        parts: Array(zip(parts, consumed[1])))
    }
  }

  private static func parts(of question: Question, _ calendar: ProductionCalendar) -> [Period] {
    switch question.by {
    case .month: question.period.months
    case .day: question.period.days(in: calendar)
    case nil: []
    }
  }
}

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
    if frame ?? calendar == calendar, let totals = try dayTotals(over: cuts[0]) {
      return try borders.map { try totals.by($0) }
    }
    let readings = try shown(first..<last)
    return try borders.map { try Consumption.by($0, of: readings) }
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
