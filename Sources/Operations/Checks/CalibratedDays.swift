import Indexing
import SiteModel

extension SiteViews {
  /// `calibrated-days`: of every accounting point with readings in the year before the day, on how many days it
  /// was read, and on how many of them its instrument could not be relied on (8.1.3).
  static let calibratedDays = View(name: "calibrated-days") { view, site, day, known in
    // Before the zone is said nothing was read; while it is disputed nobody can say which day it was.
    guard let calendar = try calendar(site) else { return [] }
    let ledger = try site.instrumentLedger()
    let dates = CivilDate(days: day.days - 365)...day
    return try Points(of: site, knownAt: known).asked([]).compactMap { point in
      let values = try site.index.state(of: point.key).values
      guard values["role"] == "accounting" else { return nil }
      let readings = PointReadings(of: point, on: site, calendar, knownAt: known)
      let days = try readings.daysRead(dates)
      let states = PointCalibration(ledger, point: point.id, offset: calendar.offset)
      let bad = days.filter { day in
        let answer = states.answer(at: calendar.start(of: day).seconds, length: 86_400)
        return !answer.state.isGood && answer.state != .unknown
      }
      guard let first = days.first else { return nil }
      return view.row(
        point.id,
        [
          "number": .string(point.number), "days": .number(String(days.count)),
          "bad": .number(String(bad.count)), "first": .string("\(bad.first ?? first)"),
        ])
    }
  }

  private static func calendar(_ site: Site) throws -> ProductionCalendar? {
    guard try site.hasZone() else { return nil }
    do { return try site.calendar() } catch is ConflictFault { return nil }
  }
}
