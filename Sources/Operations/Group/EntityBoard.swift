import Foundation
import Indexing
package import SiteModel
import Storage

/// What follows from one entity's facts, and a day: all that headquarters' board shows of them.
struct EntityBoard: Sendable {
  /// What all its facts together show.
  let state: ContentHash
  let facts: ContentHash
  let chains: [ChainHead]
  /// What waits for a person's decision.
  let conflicts: Int
  /// Alerts on record that nobody has closed.
  let alerts: Int
  /// By revoked chain, the commits that count for nothing.
  let cuts: [String: Int]
  /// The last production day with a reading.
  let lastDay: CivilDate?
  /// The last month that is over; nil while nobody has said the zone.
  let month: MonthBoard?
  /// While no fact comes, this is so.
  let holds: Range<Int64>

  init(of site: Site) throws {
    let status = try AskStatus.run(on: site)
    (state, facts, chains) = (status.state, status.facts, status.chains)
    (conflicts, cuts) = (status.conflicts, try site.index.cutCommits())
    alerts = try Self.openAlerts(site)
    let calendar = try Self.calendar(site)
    let newest = try site.index.newestReading()
    lastDay = calendar.flatMap { calendar in newest.map { calendar.day(of: $0) } }
    let now = site.surroundings.clock.now().instant
    let current = calendar.map { calendar in
      Period(day: calendar.day(of: now)).monthsTouched(in: calendar)[0]
    }
    month = try current.map { try MonthBoard(of: $0.previous, on: site) }
    let bounds = calendar.flatMap { current?.bounds(in: $0) }
    holds = bounds.map { $0.lowerBound.seconds..<$0.upperBound.seconds } ?? 0..<Int64.max
  }

  private static func openAlerts(_ site: Site) throws -> Int {
    var request = ListRequest(type: AskAlerts.type)
    request.limit = Int.max
    let lifecycle = site.schemas.lifecycles[AskAlerts.type]
    return try site.index.list(request).records.count { alert in
      !alert.isVoid
        && !(alert.stage.isEmpty ? [lifecycle?.initial ?? ""] : alert.stage)
          .allSatisfy { lifecycle?[state: $0]?.permits.contains(.closed) ?? false }
    }
  }

  // Nobody has said the zone yet, or two have said two: then no day has an end.
  private static func calendar(_ site: Site) throws -> ProductionCalendar? {
    guard try site.hasZone() else { return nil }
    do { return try site.calendar() } catch is ConflictFault { return nil }
  }
}

/// How a month that is over stands at an entity, by its day totals.
package struct MonthBoard: Sendable, Hashable {
  package let month: Period
  /// The state of its record; `open` before anybody has reported it.
  package let state: String
  /// Points whose readings explain time.
  package let points: Int
  /// Of these, those of which nothing is missing or everything missing was filled.
  package let whole: Int
  /// Known time of all points ÷ all time, exact; nil without a point.
  package let share: Rational?

  init(of month: Period, on site: Site) throws {
    let calendar = try site.calendar()
    var (points, whole, known, all) = (0, 0, 0, 0)
    for point in try Points(of: site).asked([]) {
      let readings = PointReadings(of: point, on: site, calendar)
      guard let consumed = try Self.consumed(month, readings) else { continue }
      let span = Int(consumed.span.upperBound.seconds - consumed.span.lowerBound.seconds)
      let gaps = consumed.gaps.reduce(0) { $0 + Int($1.until.seconds - $1.from.seconds) }
      (points, all, known) = (points + 1, all + span, known + span - gaps)
      if consumed.complete { whole += 1 }
    }
    let states = try site.index.course(of: .dataPeriod(month))?.states ?? []
    (self.month, self.points, self.whole) = (month, points, whole)
    state = states.isEmpty ? "open" : states.joined(separator: "|")
    share = all > 0 ? Rational(known) / Rational(all) : nil
  }

  /// nil for what has no consumption: laboratory values, stocks.
  private static func consumed(_ month: Period, _ readings: PointReadings) throws -> Consumed? {
    do { return try readings.consumed([month]).first } catch ConsumptionFault.notConsumed {
      return nil
    }
  }
}
