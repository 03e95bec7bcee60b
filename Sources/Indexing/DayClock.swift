import GRDB
import SiteModel
import Storage

/// Turns readings into day totals under one calendar.
struct DayClock {
  private let calendar: ProductionCalendar
  private let db: Database
  private var segments: SegmentShelf
  private var known: [String: DatedPoint?] = [:]

  /// What a point's days depend on beside its readings.
  private struct DatedPoint {
    let timeline: SettingTimeline
    /// Seconds of its longest interval; 0 for instants only.
    let longest: Int64
  }

  init(calendar: ProductionCalendar, db: Database, segments: SegmentShelf) {
    (self.calendar, self.db, self.segments) = (calendar, db, segments)
  }

  /// Whether the days kept for a point were drawn under other settings; notes the present ones.
  mutating func isStale(_ point: String) throws -> Bool {
    guard let dated = try dated(point) else {
      // What arrives meanwhile is not drawn, so the days kept are those of no setting.
      try forgetBasis(point)
      return false
    }
    let basis = SiteIndex.basis(dated.timeline)
    let kept = try String.fetchOne(
      db, sql: "select basis from day_basis where point = ?", arguments: [point])
    guard kept != basis else { return false }
    try db.execute(
      sql: "insert or replace into day_basis values (?, ?)", arguments: [point, basis])
    return true
  }

  /// The days that readings of a span bear on; nil while the point's record does not say how.
  ///
  /// An interval that overlaps a new one becomes a conflict, on whichever days it lies.
  mutating func days(touchedBy span: TouchedSpan) throws -> TouchedDays? {
    guard let dated = try dated(span.point) else {
      try forgetBasis(span.point)
      return nil
    }
    let first = calendar.day(of: Instant(seconds: span.from - dated.longest))
    let last = calendar.day(of: Instant(seconds: span.until + dated.longest))
    return TouchedDays(point: span.point, days: first.days...last.days)
  }

  /// Computes a stretch of days of one point.
  mutating func refresh(_ touched: TouchedDays) throws {
    guard let dated = try dated(touched.point) else { return }
    let dates = CivilDate(days: touched.days.lowerBound)...CivilDate(days: touched.days.upperBound)
    // An interval may reach in from before, and lie in conflict with one that lies before it.
    let from = calendar.start(of: dates.lowerBound).seconds - 2 * dated.longest
    let until = calendar.start(of: CivilDate(days: dates.upperBound.days + 1)).seconds
    let span = from...until + dated.longest
    let statements = try segments.statements(of: touched.point, in: span, db)
    let corrections = try SiteIndex.corrections(
      ReadingRange(of: touched.point, span: span), db, text: segments.text)
    let totals: DayTotals
    do throws(ConsumptionFault) {
      let shown = ShownReadings(statements, correctedBy: corrections, in: dated.timeline)
      totals = try DayTotals(of: shown, dates: dates)
    } catch {
      // What has no day totals (laboratory values, sums beyond 128 bits) is answered, or refused,
      // from its readings.
      return try forgetBasis(touched.point)
    }
    try keep(totals, of: touched)
  }

  private func keep(_ totals: DayTotals, of touched: TouchedDays) throws {
    try db.cachedStatement(sql: "delete from days where point = ? and day between ? and ?")
      .execute(arguments: [touched.point, touched.days.lowerBound, touched.days.upperBound])
    let insert = try db.cachedStatement(sql: "insert into days values (?, ?, ?)")
    for total in totals.days {
      try insert.execute(arguments: [touched.point, total.day.days, total.description])
    }
  }

  private func forgetBasis(_ point: String) throws {
    try db.execute(sql: "delete from day_basis where point = ?", arguments: [point])
  }

  private mutating func dated(_ point: String) throws -> DatedPoint? {
    if let dated = known[point] { return dated }
    let dated = try read(point)
    known[point] = .some(dated)
    return dated
  }

  private func read(_ id: String) throws -> DatedPoint? {
    guard let key = RecordKey(type: "point", id: id) else { return nil }
    let state = RecordState(joining: try SiteIndex.entries(of: key, db))
    // Readings of a point whose record is missing or in dispute wait until it is not.
    guard let point = try? MeasurementPoint(id: id, state.values) else { return nil }
    let written = try Int64.fetchOne(
      db,
      sql: """
        select max(length) from segments where segment in
        (select distinct segment from runs where point = ?)
        """, arguments: [id])
    let set = point.settings.settings.compactMap(\.length).max().map { Int64($0) }
    return DatedPoint(
      timeline: SettingTimeline(point.settings, in: calendar),
      longest: max(written ?? 0, set ?? 0))
  }
}
