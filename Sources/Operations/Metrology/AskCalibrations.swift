package import SiteModel

/// Calibrations that were done, and instruments that are due (8.1.3).
package struct AskCalibrations {
  /// An instrument, and how long it may still be relied on.
  package struct Due: Sendable {
    package let instrument: OtherRecord
    package let state: CalibrationState
    /// nil where nothing is valid, or it holds for good.
    package let until: CivilDate?
    /// Days until the last valid one; below 0: days since; nil without a day.
    package let left: Int?
    /// The numbers of the points it serves.
    package let points: [String]
  }

  /// The calibrations of one instrument, or all, oldest first.
  package static func list(
    _ instrument: String?, on site: Site
  ) throws -> [(event: CalibrationEvent, instrument: OtherRecord?)] {
    let id = try instrument.map { try RecordLookup(site).key($0, of: "instrument").id }
    let ledger = try site.instrumentLedger()
    return ledger.events.filter { id == nil || $0.key == id }.values.joined()
      .map { ($0, ledger.instruments[$0.instrument]) }
      .sorted {
        ($0.0.day, $0.0.record.name.string ?? "") < ($1.0.day, $1.0.record.name.string ?? "")
      }
  }

  /// Every instrument in use that is calibrated at intervals, or is not to be relied on; worst
  /// first.
  ///
  /// - Parameter days: only what runs out within so many days; nil: all.
  package static func due(within days: Int?, on day: CivilDate, at site: Site) throws -> [Due] {
    let ledger = try site.instrumentLedger()
    let rows = ledger.instruments.values.compactMap { row($0, ledger, day) }
    return rows.filter { row in
      guard let days else { return true }
      return row.left.map { $0 <= days } ?? !row.state.isGood
    }
    .sorted { $0.order < $1.order }
  }

  private static func row(
    _ instrument: OtherRecord, _ ledger: InstrumentLedger, _ day: CivilDate
  ) -> Due? {
    let id = instrument.key.id
    guard !["scrapped", "lost", "sealed"].contains(ledger.status(of: id)),
      !instrument.permits.contains(.closed), let timeline = ledger.timelines[id]
    else { return nil }
    let standing = ledger.services(of: id).filter { $0.stands(on: day) }
    let state = timeline.state(on: day)
    guard instrument.calibrationMonths != nil || !standing.isEmpty else { return nil }
    let until = timeline.validUntil(on: day)
    return Due(
      instrument: instrument, state: state, until: until,
      left: until.map { Int($0.days - day.days) },
      points: standing.compactMap { ledger.points[$0.point]?.name.string })
  }
}

extension AskCalibrations.Due {
  fileprivate var order: (Int, Int, String) {
    (state.isGood ? 1 : 0, left ?? (state.isGood ? .max : .min), instrument.name.string ?? "")
  }
}
