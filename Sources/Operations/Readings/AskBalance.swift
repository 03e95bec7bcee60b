import Indexing
package import SiteModel
import Storage

/// Where two ways of knowing one quantity differ: the answer to `balance`.
///
/// The register of points says what belongs together: `parent` names the main meter, or the stock
/// that something comes into or leaves; `standby` the point to compare with, such as an invoice.
package struct AskBalance {
  /// What is asked.
  package struct Question: Sendable {
    package var period: Period
    /// For all balances, as a part: 0.02; nil: ``usual(for:_:)``.
    package var tolerance: Rational?

    package init(_ period: Period) { self.period = period }
  }

  /// By kind and point.
  ///
  /// - Throws: ``CalendarFault``, ``PointFault``.
  package static func run(_ question: Question, on site: Site) throws -> [Balance] {
    let ledger = try BalanceLedger(question, on: site)
    return try Balance.Kind.allCases.flatMap { kind in
      try ledger.points.compactMap { try ledger.balance(kind, of: $0) }
    }
  }

  /// What is usual, where nobody says otherwise: our own definition, and no standard's.
  package static func usual(for kind: Balance.Kind, _ medium: String?) -> Rational {
    let percent =
      switch (kind, medium) {
      case (.submeters, "steam"), (.submeters, "heat"): 5
      default: 2
      }
    return Rational(percent) / Rational(100)
  }
}

/// The points of a site and what is known of each in a period.
private struct BalanceLedger {
  struct Entry {
    let point: MeasurementPoint
    let values: [String: JSON]

    var kind: ReadingKind { point.settings.latest.kind }

    func text(_ field: String) -> String? { values[field]?.string }
  }

  let points: [Entry]
  private let site: Site
  private let question: AskBalance.Question
  private let calendar: ProductionCalendar

  init(_ question: AskBalance.Question, on site: Site) throws {
    (self.question, self.site, calendar) = (question, site, try site.calendar())
    points = try Points(of: site).asked([]).map {
      Entry(point: $0, values: try site.index.state(of: $0.key).values)
    }
  }

  func balance(_ kind: Balance.Kind, of main: Entry) throws -> Balance? {
    let parts = points.filter { $0.text("parent") == main.point.id }
    switch kind {
    case .submeters:
      guard main.kind != .stock, !parts.isEmpty else { return nil }
      return made(
        kind, main, [try term(main, "main")], against: try parts.map { try term($0, "part") })
    case .comparison:
      guard let other = points.first(where: { $0.point.id == main.text("standby") })
      else { return nil }
      return made(kind, main, [try term(main, "main")], against: [try term(other, "part")])
    case .stock:
      guard main.kind == .stock else { return nil }
      return try stock(main, parts)
    }
  }

  private func stock(_ main: Entry, _ parts: [Entry]) throws -> Balance {
    let span = question.period.bounds(in: calendar)
    let came = parts.filter { ["in", "produce"].contains($0.text("direction")) }
    let went = parts.filter { ["out", "consume"].contains($0.text("direction")) }
    return made(
      .stock, main,
      [try standing(main, "opening", at: span.lowerBound)] + (try came.map { try term($0, "in") }),
      against: try went.map { try term($0, "out") }
        + [try standing(main, "closing", at: span.upperBound)])
  }

  private func made(
    _ kind: Balance.Kind, _ main: Entry, _ left: [Balance.Term], against right: [Balance.Term]
  ) -> Balance {
    let tolerance = question.tolerance ?? AskBalance.usual(for: kind, main.text("medium"))
    return Balance(kind, of: main.point.number, left, against: right, tolerance: tolerance)
  }

  private func term(_ entry: Entry, _ role: String) throws -> Balance.Term {
    let readings = PointReadings(of: entry.point, on: site, calendar)
    let span = question.period.bounds(in: calendar)
    guard let consumed = try readings.consumedIfAny(over: span) else {
      return Balance.Term(entry.point.number, role, nil, isWhole: false)
    }
    let unit = try? Unit(consumed.unit)
    let amount = consumed.value.flatMap { value in unit.map { Quantity(value, $0) } }
    return Balance.Term(
      entry.point.number, role, amount, isWhole: consumed.complete, fills: consumed.fills)
  }

  /// What a stock-taking says of a moment: the last one of the day before it.
  private func standing(_ entry: Entry, _ role: String, at moment: Instant) throws -> Balance.Term {
    let day = Instant(seconds: moment.seconds - 86_400)..<Instant(seconds: moment.seconds + 1)
    let shown = try PointReadings(of: entry.point, on: site, calendar).shown(day)
    let row = shown.row(from: day.upperBound.seconds) - 1
    guard row >= 0, shown.times[row] > day.lowerBound.seconds,
      let setting = shown.timeline.setting(at: Instant(seconds: shown.times[row])),
      let unit = try? Unit(setting.unit)
    else { return Balance.Term(entry.point.number, role, nil, isWhole: false) }
    let value = Rational(shown.value(row)) * Rational(setting.multiplier)
    return Balance.Term(entry.point.number, role, Quantity(value, unit), isWhole: true)
  }
}
