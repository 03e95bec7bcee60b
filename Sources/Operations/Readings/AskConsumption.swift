import Indexing
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
