import Indexing
package import SiteModel

/// The readings of points as they are shown: the answer to `readings`.
package struct AskReadings {
  /// One reading.
  package struct Row: Sendable {
    /// The number of its point.
    package let point: String
    /// The instant, or the start of its interval.
    package let at: Instant
    /// Seconds of the interval; 0 for an instant.
    package let length: Int32
    package let value: Decimal18
    package let unit: String
    package let flags: [String]
    /// The instrument that read it, and how far that could be trusted then.
    package let calibration: PointCalibration.Answer

    /// What ``cells(at:)`` are called.
    package static let headings = ["point", "time", "value", "unit", "flags", "calibration"]

    /// The reading as a row of a table, its time at an offset.
    package func cells(at offset: Offset) -> [String] {
      [
        point, at.text(at: offset), value.description, unit, flags.joined(separator: " "),
        calibration.state.rawValue,
      ]
    }
  }

  /// Readings from the first moment up to and including the last, by point and time.
  ///
  /// - Throws: ``PointFault``, ``CalendarFault``.
  package static func run(
    on site: Site, points: [String], from: Instant, until: Instant
  ) throws -> (rows: [Row], calendar: ProductionCalendar) {
    let calendar = try site.calendar()
    let known = Points(of: site)
    let ledger = try site.instrumentLedger()
    let rows = try points.flatMap { number in
      let source = PointReadings(of: try known.point(number), on: site, calendar)
      let states = PointCalibration(ledger, point: source.point.id, offset: calendar.offset)
      return list(
        of: try source.shown(from..<until), source.point, from...max(from, until), states)
    }
    return (rows, calendar)
  }

  static func list(
    of readings: ShownReadings, _ point: MeasurementPoint, _ span: ClosedRange<Instant>,
    _ states: PointCalibration
  ) -> [Row] {
    var flags: [Int: [String]] = [:]
    for (name, marked) in readings.flags.sorted(by: { $0.key < $1.key }) {
      for row in marked { flags[row, default: []].append(name) }
    }
    return (0..<readings.count).compactMap { row in
      let at = Instant(seconds: readings.times[row])
      guard span.contains(at) else { return nil }
      let unit = readings.timeline.setting(at: at)?.unit ?? point.settings.latest.unit
      return Row(
        point: point.number, at: at, length: readings.lengths[row], value: readings.value(row),
        unit: unit, flags: flags[row] ?? [],
        calibration: states.answer(at: readings.times[row], length: readings.lengths[row]))
    }
  }
}
