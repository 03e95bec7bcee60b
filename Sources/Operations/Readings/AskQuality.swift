import Indexing
package import SiteModel
import Storage

/// What looks wrong about readings: the answer to `quality`.
package struct AskQuality {
  /// One point's findings.
  package struct Answer: Sendable {
    package let point: MeasurementPoint
    package let calendar: ProductionCalendar
    package let findings: [Quality.Finding]
  }

  /// - Parameter numbers: of points; none: all points but those that were made void.
  /// - Throws: ``PointFault``, ``CalendarFault``.
  package static func run(
    _ numbers: [String], over period: Period, on site: Site
  ) throws -> [Answer] {
    let calendar = try site.calendar()
    let span = period.bounds(in: calendar)
    return try Points(of: site).asked(numbers).map { point in
      let shown = try PointReadings(of: point, on: site, calendar).shown(span)
      let rules = Quality.Rules(try site.index.state(of: point.key).values)
      return Answer(
        point: point, calendar: calendar,
        findings: Quality.findings(in: shown, over: span, by: rules))
    }
  }
}

extension Quality.Rules {
  /// As the point's record says.
  fileprivate init(_ values: [String: JSON]) {
    self.init()
    func number(_ field: String) -> Decimal18? { values[field]?.string.flatMap { Decimal18($0) } }
    (low, high) = (number("lowLimit"), number("highLimit"))
    rate = number("maxRate").map { Rational($0) }
    if let hours = values["stuckHours"]?.number.flatMap({ Int64($0) }) { stuck = hours * 3600 }
  }
}
