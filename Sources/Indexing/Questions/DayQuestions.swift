import GRDB
package import SiteModel

extension SiteIndex {
  /// The day totals of a point, or nil if the index keeps none that were drawn under `timeline`.
  ///
  /// - Parameter dates: production days of the timeline's calendar; one day more on either side is
  ///   given, because neighbours join.
  package func dayTotals(
    of point: String, in timeline: SettingTimeline, dates: ClosedRange<CivilDate>
  ) throws -> DayTotals? {
    try database.read { db in
      let basis = try String.fetchOne(
        db, sql: "select basis from day_basis where point = ?", arguments: [point])
      guard basis == Self.basis(timeline) else { return nil }
      let lines = try String.fetchAll(
        db, sql: "select json from days where point = ? and day between ? and ? order by day",
        arguments: [point, dates.lowerBound.days - 1, dates.upperBound.days + 1])
      let days = lines.compactMap { DayTotal($0, in: timeline.calendar) }
      // A line that cannot be read is as good as no index.
      return days.count == lines.count ? DayTotals(days, in: timeline) : nil
    }
  }
}

extension SiteIndex {
  /// The moment of the newest reading of any point; nil without one.
  package func newestReading() throws -> Instant? {
    try database.read { db in
      try Int64.fetchOne(db, sql: "select max(last) from runs").map { Instant(seconds: $0) }
    }
  }
}
