import GRDB
import SiteModel
import Storage

extension SiteIndex {
  /// Computes day totals again: the days that new readings touch, and all days of points whose
  /// settings or calendar are others than before.
  func refreshDays(_ touched: Touched, from store: some FactStore, _ db: Database) throws {
    guard let calendar = try calendar(db) else { return }
    let longest = try Int64.fetchOne(db, sql: "select max(length) from segments") ?? 0
    let clock = DayClock(calendar: calendar, longest: longest, db: db)
    var texts = SegmentTexts(store)
    // A change of the calendar touches every point, a change of a point only itself.
    let points =
      touched.records.contains { $0.type == "site" }
      ? try String.fetchAll(db, sql: "select record from records where type = 'point'")
      : touched.records.filter { $0.type == "point" }.map(\.id)
    var whole: Set<String> = []
    for point in points where try clock.isStale(point) {
      whole.insert(point)
      try db.execute(sql: "delete from days where point = ?", arguments: [point])
      if let span = try Self.span(of: point, db) { try clock.refresh(span, from: &texts) }
    }
    for span in touched.spans where !whole.contains(span.point) {
      try clock.refresh(span, from: &texts)
    }
  }

  func calendar(_ db: Database) throws -> ProductionCalendar? {
    guard let key = RecordKey(type: "site", id: site) else { return nil }
    return ProductionCalendar(site: RecordState(joining: try Self.entries(of: key, db)).values)
  }

  private static func span(of point: String, _ db: Database) throws -> TouchedSpan? {
    let row = try Row.fetchOne(
      db,
      sql: """
        select min(r.start) low, max(r.last + s.length) high from runs r
        join segments s on s.segment = r.segment where r.point = ?
        """, arguments: [point])
    guard let low = row?["low"] as Int64?, let high = row?["high"] as Int64? else { return nil }
    return TouchedSpan(point: point, from: low, until: high)
  }
}

/// Turns readings into day totals under one calendar.
private final class DayClock {
  let calendar: ProductionCalendar
  /// Seconds of the longest interval held: how far one may reach into a day from before.
  let longest: Int64
  let db: Database
  private var timelines: [String: SettingTimeline?] = [:]

  init(calendar: ProductionCalendar, longest: Int64, db: Database) {
    (self.calendar, self.longest, self.db) = (calendar, longest, db)
  }

  /// Whether the days kept for a point were drawn under other settings; notes the present ones.
  func isStale(_ point: String) throws -> Bool {
    guard let timeline = try timeline(point) else { return false }
    let basis = SiteIndex.basis(timeline)
    let kept = try String.fetchOne(
      db, sql: "select basis from day_basis where point = ?", arguments: [point])
    guard kept != basis else { return false }
    try db.execute(
      sql: "insert or replace into day_basis values (?, ?)", arguments: [point, basis])
    return true
  }

  /// Computes the days of a span of one point.
  func refresh(_ span: TouchedSpan, from texts: inout SegmentTexts) throws {
    guard let timeline = try timeline(span.point) else { return }
    let days =
      calendar.day(of: Instant(seconds: span.from))...calendar.day(of: Instant(seconds: span.until))
    guard let last = CivilDate(days: days.upperBound.days + 1) as CivilDate? else { return }
    let from = calendar.start(of: days.lowerBound).seconds - longest
    let range = ReadingRange(of: span.point, span: from...calendar.start(of: last).seconds)
    let statements = try SiteIndex.statements(range, from: &texts, db).map(\.statements)
    let shown = ShownReadings(statements, in: timeline)
    let totals: DayTotals
    do {
      totals = try DayTotals(of: shown, dates: days)
    } catch {
      // What has no day totals (laboratory values, sums beyond 128 bits) is answered, or refused,
      // from its readings.
      try db.execute(sql: "delete from day_basis where point = ?", arguments: [span.point])
      return
    }
    let insert = try db.cachedStatement(sql: "insert or replace into days values (?, ?, ?)")
    for total in totals.days {
      try insert.execute(arguments: [span.point, total.day.days, total.description])
    }
  }

  private func timeline(_ point: String) throws -> SettingTimeline? {
    if let known = timelines[point] { return known }
    let timeline = try read(point)
    timelines[point] = .some(timeline)
    return timeline
  }

  private func read(_ point: String) throws -> SettingTimeline? {
    guard let key = RecordKey(type: "point", id: point) else { return nil }
    let state = RecordState(joining: try SiteIndex.entries(of: key, db))
    // Readings of a point whose record is missing or in dispute wait until it is not.
    guard let point = try? MeasurementPoint(id: point, state.values) else { return nil }
    return SettingTimeline(point.settings, in: calendar)
  }
}

extension SiteIndex {
  /// What day totals depend on beside readings.
  static func basis(_ timeline: SettingTimeline) -> String {
    let calendar = timeline.calendar
    let frame = "\(calendar.offset) \(calendar.dayStart) \(calendar.monthStart)"
    return frame + " " + timeline.description
  }
}
