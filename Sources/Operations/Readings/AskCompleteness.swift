import Indexing
package import SiteModel
import Storage

/// How much of what should be known of points is known: the answer to `completeness` and `gaps`.
package struct AskCompleteness {
  /// One point's answer.
  package struct Answer: Sendable {
    package let point: MeasurementPoint
    /// How often it is to be read; nil where nobody said.
    package let frequency: ReadingFrequency?
    package let calendar: ProductionCalendar
    package let completeness: Completeness
    /// Quantities that stand for missing readings; the readings are missing all the same.
    package let fills: [GapFill]

    /// The records that fill a gap, or part of it; ascending.
    package func records(filling gap: Consumed.Gap) -> [String] {
      fills.filter { $0.span.lowerBound < gap.until && gap.from < $0.span.upperBound }
        .map(\.record).sorted()
    }
  }

  /// - Parameters:
  ///   - numbers: of points; none: all points but those that were made void.
  ///   - period: what is still to come of it is not asked about.
  ///   - frequency: how often they were to be read; nil: as each point says.
  /// - Throws: ``PointFault``, ``CalendarFault``; ``CompletenessFault/future(period:)``.
  package static func run(
    _ numbers: [String], over period: Period, each frequency: ReadingFrequency? = nil,
    on site: Site
  ) throws -> [Answer] {
    let calendar = try site.calendar()
    let span = try span(of: period, calendar, site)
    return try Points(of: site).asked(numbers).map { point in
      try answer(point, over: span, each: frequency, in: calendar, on: site)
    }
  }

  // A clock that stands at nothing leaves the period as it is.
  private static func span(
    of period: Period, _ calendar: ProductionCalendar, _ site: Site
  ) throws -> Range<Instant> {
    let (whole, now) = (period.bounds(in: calendar), site.surroundings.clock.now().instant)
    guard !site.surroundings.clock.isEarly else { return whole }
    guard whole.lowerBound < now else {
      throw CompletenessFault.future(period: period.description)
    }
    return whole.lowerBound..<min(whole.upperBound, now)
  }

  private static func answer(
    _ point: MeasurementPoint, over span: Range<Instant>, each wanted: ReadingFrequency?,
    in calendar: ProductionCalendar, on site: Site
  ) throws -> Answer {
    let readings = PointReadings(of: point, on: site, calendar)
    let shown = try readings.shown(span)
    let frequency =
      try wanted
      ?? site.index.state(of: point.key).values["frequency"]?.string
      .flatMap(ReadingFrequency.init)
    let completeness = Completeness(
      shown, explaining: try consumed(shown, span), over: span, each: frequency, in: calendar)
    return Answer(
      point: point, frequency: frequency, calendar: calendar, completeness: completeness,
      fills: try readings.fills())
  }

  /// nil for kinds that have no consumption.
  private static func consumed(
    _ shown: ShownReadings, _ span: Range<Instant>
  ) throws -> Consumed? {
    do { return try Consumption.over(span, of: shown) } catch .notConsumed { return nil }
  }
}

/// Why completeness cannot be said.
package enum CompletenessFault: Fault, Equatable {
  /// The period has not begun.
  case future(period: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .future(let period): Phrase("completeness.future", ["period": period])
    }
  }
}
