package import SiteModel

/// Which readings are published one by one.
package enum PublishedReadings: Sendable, Hashable {
  /// Only those of months of which they are published already: they are kept true.
  case asBefore
  case all
  case of(Period)

  /// As it is kept; nil: nothing new was asked for.
  var text: String? {
    switch self {
    case .asBefore: nil
    case .all: "all"
    case .of(let period): period.description
    }
  }

  /// Whether a month's readings are asked for.
  func wants(_ month: Period, in calendar: ProductionCalendar) -> Bool {
    switch self {
    case .asBefore: false
    case .all: true
    case .of(let period): period.monthsTouched(in: calendar).contains(month)
    }
  }
}

/// The readings of a month, as `karez readings` shows them.
struct PublishReadings {
  let site: Site
  let calendar: ProductionCalendar
  let ledger: InstrumentLedger

  init(of site: Site, _ calendar: ProductionCalendar) throws {
    (self.site, self.calendar) = (site, calendar)
    ledger = try site.instrumentLedger()
  }

  func add(_ month: Period, of points: [MeasurementPoint], to sheets: inout PublishedSheets) throws
  {
    let bounds = month.bounds(in: calendar)
    // What stands at the very end belongs to the next month.
    let span = bounds.lowerBound...Instant(seconds: bounds.upperBound.seconds - 1)
    for point in points {
      let shown = try PointReadings(of: point, on: site, calendar).shown(bounds)
      let states = PointCalibration(ledger, point: point.id, offset: calendar.offset)
      for row in AskReadings.list(of: shown, point, span, states) {
        let day = calendar.day(of: row.at).description
        sheets.add(cells(row, of: point, month, day), to: .readings, part: day)
      }
    }
  }

  private func cells(
    _ row: AskReadings.Row, of point: MeasurementPoint, _ month: Period, _ day: String
  ) -> [String?] {
    [
      month.firstDay, day, point.id, row.at.text(at: calendar.offset), String(row.length),
      row.value.description, row.unit, CopyText.array(row.flags), row.calibration.instrument,
      row.calibration.state.rawValue,
    ]
  }
}
