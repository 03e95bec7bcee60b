import GRDB
import SiteModel
import Storage

extension SiteIndex {
  /// Computes day totals again: the days that new readings touch, and all days of points whose
  /// settings or calendar are others than before.
  func refreshDays(_ touched: Touched, from store: some FactStore, _ db: Database) throws {
    guard let calendar = try calendar(db) else {
      // What arrives while nobody knows the zone is not drawn: the days kept are of no calendar.
      for point in Set(touched.spans.map(\.point)) {
        try db.execute(sql: "delete from day_basis where point = ?", arguments: [point])
      }
      return
    }
    var clock = DayClock(calendar: calendar, db: db, segments: SegmentShelf(store, touched.texts))
    // A change of the calendar touches every point, a change of a point only itself.
    let points =
      touched.records.contains { $0.type == "site" }
      ? try String.fetchAll(db, sql: "select record from records where type = 'point'")
      : touched.records.filter { $0.type == "point" }.map(\.id)
    var spans = touched.spans
    for point in points where try clock.isStale(point) {
      try db.execute(sql: "delete from days where point = ?", arguments: [point])
      spans = try spans.filter { $0.point != point } + Self.spans(of: point, db)
    }
    spans.sort { ($0.segment, $0.point) < ($1.segment, $1.point) }
    let days = try spans.compactMap { try clock.days(touchedBy: $0) }
    for stretch in TouchedDays.eachOnce(days) { try clock.refresh(stretch) }
  }

  func calendar(_ db: Database) throws -> ProductionCalendar? {
    guard let key = RecordKey(type: "site", id: site) else { return nil }
    return ProductionCalendar(site: RecordState(joining: try Self.entries(of: key, db)).values)
  }

  static func spans(of point: String, _ db: Database) throws -> [TouchedSpan] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select r.segment segment, min(r.start) low, max(r.last + s.length) high from runs r
        join segments s on s.segment = r.segment where r.point = ? group by r.segment
        """, arguments: [point])
    return rows.map {
      TouchedSpan(point: point, segment: $0["segment"], from: $0["low"], until: $0["high"])
    }
  }
}

/// Production days of one point that must be drawn again.
struct TouchedDays {
  let point: String
  /// Days since 1970-01-01.
  var days: ClosedRange<Int64>

  /// Leaves out of each stretch the days that a later one draws anyway.
  ///
  /// In a file by time the last day of a segment goes on in the next: it is drawn once, there.
  static func eachOnce(_ stretches: [TouchedDays]) -> [TouchedDays] {
    var later: [String: ClosedRange<Int64>] = [:]
    var kept: [TouchedDays] = []
    for var stretch in stretches.reversed() {
      let (days, next) = (stretch.days, later[stretch.point])
      later[stretch.point] = days
      if let next, next.overlaps(days), next.upperBound >= days.upperBound {
        if next.lowerBound <= days.lowerBound { continue }
        stretch.days = days.lowerBound...next.lowerBound - 1
      }
      kept.append(stretch)
    }
    return kept.reversed()
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
