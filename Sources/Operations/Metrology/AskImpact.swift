import Indexing
package import SiteModel

/// What an instrument out of tolerance has touched, to the single reading, and what that comes to in
/// CO2 (8.1.3, 9.1.1).
///
/// Each touched inventory is computed twice from the facts it pins: as it was written down, and with
/// what the instrument measured in doubt corrected by the error found. The difference is exact; no
/// record changes by it.
package struct AskImpact {
  /// A point it served within the days in doubt.
  package struct Part: Sendable {
    package let point: MeasurementPoint
    package let span: Range<Instant>
    package let readings: [AskReadings.Row]
    /// What it measured; nil where nothing is known, or the kind has no consumption.
    package let quantity: Rational?
    package let unit: String
    /// Whether all of the span is known.
    package let isComplete: Bool
    /// What is to be added.
    package let correction: Rational?
  }

  /// An inventory that rests on such a point.
  package struct Touched: Sendable {
    package let id: String
    package let period: String
    /// The state of its approval.
    package let state: String
    package let isInForce: Bool
    package let unit: String
    package let before: Rational?
    package let after: Rational?
    /// Why it cannot be computed.
    package let fault: Phrase?

    /// What is to be added to its total.
    package var delta: Rational? {
      guard let before, let after else { return nil }
      return after - before
    }
  }

  /// All of it.
  package struct Answer: Sendable {
    package let finding: ImpactFinding
    /// Whether the side was taken that emits more, whatever the sign of the error.
    package let isConservative: Bool
    package let parts: [Part]
    package let inventories: [Touched]
    /// Frozen months that hold a touched span.
    package let frozen: [Period]
    /// Evidence of touched months, and records that cite one or a touched inventory.
    package let packs: [RecordKey]
    package let offset: Offset

    package var readings: Int { parts.map(\.readings.count).reduce(0, +) }
    /// The largest effect on one inventory; periods overlap, so they are not added up.
    package var largest: Touched? {
      inventories.filter { $0.delta != nil }
        .max { ($0.delta ?? .zero).magnitude < ($1.delta ?? .zero).magnitude }
    }
  }

  /// - Throws: ``CalibrationFault``, ``RecordLookupFault``, ``PointFault``, ``CalendarFault``.
  package static func run(
    _ wish: ImpactFinding.Wish, conservative: Bool, on site: Site
  ) throws -> Answer {
    let ledger = try site.instrumentLedger()
    let finding = try ImpactFinding(wish, ledger, on: site)
    guard let correction = finding.error.correction else {
      throw CalibrationFault.errorTooLarge(percent: finding.error.percent.text)
    }
    let calendar = try site.calendar()
    let parts = try parts(of: finding, ledger, correction, calendar, site)
    let touch = TouchedInventories(parts, finding.days, correction, conservative, site)
    let inventories = try touch.all()
    let frozen = try FrozenMonths(on: site).months.filter { month in
      parts.contains { $0.span.overlaps(month.span) }
    }
    .map(\.period)
    return Answer(
      finding: finding, isConservative: conservative, parts: parts, inventories: inventories,
      frozen: frozen,
      packs: try packs(inventories.map(\.id), months(of: parts, calendar), site),
      offset: calendar.offset)
  }

  private static func months(of parts: [Part], _ calendar: ProductionCalendar) -> [Period] {
    let spans = parts.map { part in
      let last = Instant(seconds: part.span.upperBound.seconds - 1)
      return Period(days: calendar.day(of: part.span.lowerBound)...calendar.day(of: last))
    }
    let months = Set(spans.flatMap { $0.monthsTouched(in: calendar) })
    return months.sorted { $0.description < $1.description }
  }

  private static func parts(
    of finding: ImpactFinding, _ ledger: InstrumentLedger, _ correction: Rational,
    _ calendar: ProductionCalendar, _ site: Site
  ) throws -> [Part] {
    let natural = calendar.natural
    let days = natural.start(of: finding.days.lowerBound)
    let end = natural.start(of: CivilDate(days: finding.days.upperBound.days + 1))
    return try ledger.services(of: finding.instrument.key.id).compactMap { service in
      let from = Instant(seconds: max(service.from, days.seconds))
      let until = Instant(seconds: min(service.until, end.seconds))
      guard from < until else { return nil }
      let point = try Points(of: site).point(service.point)
      let source = PointReadings(of: point, on: site, calendar)
      let states = PointCalibration(ledger, point: point.id, offset: calendar.offset)
      return try part(source, from..<until, states, correction)
    }
  }

  /// A standing at the very end closes the span; an interval that begins there is none of it.
  private static func part(
    _ source: PointReadings, _ span: Range<Instant>, _ states: PointCalibration,
    _ correction: Rational
  ) throws -> Part {
    let rows = AskReadings.list(
      of: try source.shown(span), source.point, span.lowerBound...span.upperBound, states)
    let consumed = try source.measured(over: span)
    return Part(
      point: source.point, span: span,
      readings: rows.filter { $0.at < span.upperBound || $0.length == 0 },
      quantity: consumed?.value, unit: consumed?.unit ?? source.point.settings.latest.unit,
      isComplete: consumed?.complete ?? false, correction: consumed?.value.map { $0 * correction })
  }

  /// Evidence of a touched month, and whatever cites a touched month or inventory. Assessments of this
  /// very kind are no evidence that was handed on.
  private static func packs(
    _ inventories: [String], _ months: [Period], _ site: Site
  ) throws -> [RecordKey] {
    let targets =
      inventories.map { RecordKey.known("inventory", $0) } + months.map(RecordKey.dataPeriod)
    let records = NodeRecords(site)
    let named = Set(months.map(\.description))
    let monthly = try records.records(of: "monthly-evidence").filter { pack in
      pack.fields["month"]?.string.map(named.contains) ?? false
    }
    let users = try targets.flatMap { try records.citing($0) } + monthly.map(\.key)
    return Set(users).filter { $0.type != "oot-assessment" && $0.type != "inventory-approval" }
      .sorted { $0.description < $1.description }
  }
}
