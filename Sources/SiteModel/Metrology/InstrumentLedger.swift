/// All that a site's records say of its instruments, put in order once: who measured where when,
/// and how far it could be trusted (7.1.2, 8.1.3).
package struct InstrumentLedger: Sendable {
  /// By id.
  package let instruments: [String: OtherRecord]
  /// By id.
  package let points: [String: OtherRecord]
  /// By instrument, by day and number.
  package let events: [String: [CalibrationEvent]]
  /// By point and time.
  package let services: [InstrumentService]
  /// By instrument, by time.
  package let statusChanges: [String: [StatusChange]]
  /// By instrument, by time.
  package let maintenance: [String: [Maintenance]]
  /// By instrument.
  package let timelines: [String: CalibrationTimeline]

  /// The types it reads.
  package static let types = [
    "instrument", "point", "installation", "meter-event", "calibration-event",
    "instrument-status-change", "maintenance-record",
  ]

  /// - Parameter records: all records of a type, but those made void.
  package init(_ records: (String) throws -> [OtherRecord]) rethrows {
    let byId = { (records: [OtherRecord]) in
      Dictionary(records.map { ($0.key.id, $0) }) { first, _ in first }
    }
    let instruments = byId(try records("instrument"))
    points = byId(try records("point"))
    let events = try records("calibration-event").compactMap { record in
      let held = record.fields["instrument"]?.string.flatMap { instruments[$0] }
      return CalibrationEvent(record, months: held?.calibrationMonths)
    }
    .sorted { ($0.day, $0.record.name.string ?? "") < ($1.day, $1.record.name.string ?? "") }
    let changes = try records("instrument-status-change").compactMap(StatusChange.init)
    let maintenance = try records("maintenance-record").compactMap(Maintenance.init)
    services = InstrumentService.all(
      installations: try records("installation"), replacements: try records("meter-event"))
    (self.instruments, self.events) = (instruments, Dictionary(grouping: events, by: \.instrument))
    statusChanges = Dictionary(grouping: changes.sorted { $0.at < $1.at }, by: \.instrument)
    self.maintenance = Dictionary(
      grouping: maintenance.sorted { $0.end < $1.end }, by: \.instrument)
    timelines = Self.timelines(of: instruments, self.events, statusChanges, self.maintenance)
  }

  private static func timelines(
    of instruments: [String: OtherRecord], _ events: [String: [CalibrationEvent]],
    _ changes: [String: [StatusChange]], _ maintenance: [String: [Maintenance]]
  ) -> [String: CalibrationTimeline] {
    instruments.mapValues { instrument in
      let id = instrument.key.id
      let changes = changes[id] ?? []
      let repaired = (maintenance[id] ?? []).filter(\.touchesAccuracy).map { ($0.day, $0.key) }
      return CalibrationTimeline(
        events[id] ?? [],
        reopened: repaired + changes.filter(\.unseals).map { ($0.day, $0.key) },
        sealed: changes.filter { $0.to == "sealed" }.map { ($0.day, $0.key) })
    }
  }

  /// The services of an instrument, by time.
  package func services(of instrument: String) -> [InstrumentService] {
    services.filter { $0.instrument == instrument }.sorted { $0.from < $1.from }
  }

  /// The services at a point, by time.
  package func services(at point: String) -> [InstrumentService] {
    services.filter { $0.point == point }
  }

  /// The last calibration that says anything for sure.
  package func lastCalibration(of instrument: String) -> CalibrationEvent? {
    events[instrument]?.last { $0.outcome != .pending }
  }

  /// 器具状态: what the last change says; before any, in use where it is installed.
  package func status(of instrument: String) -> String {
    if let last = statusChanges[instrument]?.last { return last.to }
    return services.contains { $0.instrument == instrument && $0.until == .max }
      ? "in-use" : "pending"
  }
}

extension OtherRecord {
  /// An instrument's interval; nil where it is calibrated once for all, or has none.
  package var calibrationMonths: Int? {
    guard fields["management"]?.string != "once" else { return nil }
    return fields["calibrationMonths"]?.number.flatMap { Int($0) }
  }
}

extension PicturedRecord {
  /// The same record, as questions about one record see others.
  package var other: OtherRecord {
    OtherRecord(key: key, fields: fields, states: state.isEmpty ? [] : [state], permits: permits)
  }
}
