package import SiteModel

/// Reverse traceability: what was calibrated with a standard that is no longer trusted (8.1.3).
package struct AskStandard {
  /// One calibration that used it.
  package struct Row: Sendable {
    package let event: CalibrationEvent
    package let instrument: OtherRecord?
    /// The numbers of the points it has served since.
    package let points: [String]
    /// The first good calibration since by other means; until then all that it measured is in doubt.
    package let cleared: CalibrationEvent?
  }

  /// - Parameter since: the first day it is not trusted; nil: all it was ever used for.
  /// - Throws: ``RecordLookupFault`` for a name that no standard bears.
  package static func run(
    _ name: String, failedSince since: CivilDate?, on site: Site
  ) throws -> (standard: RecordKey, rows: [Row]) {
    let key = try RecordLookup(site).key(name, of: "reference-standard")
    let ledger = try site.instrumentLedger()
    let used = ledger.events.values.joined().filter { event in
      event.uses(key) && since.map { event.day >= $0 } ?? true
    }
    let rows = used.sorted {
      ($0.day, $0.record.name.string ?? "") < ($1.day, $1.record.name.string ?? "")
    }
    return (key, rows.map { row($0, key, ledger, site.dayOffset) })
  }

  private static func row(
    _ event: CalibrationEvent, _ standard: RecordKey, _ ledger: InstrumentLedger, _ offset: Offset
  ) -> Row {
    let cleared = ledger.events[event.instrument]?.first {
      $0.isGood && !$0.uses(standard) && $0.day > event.day
    }
    let begin = event.day.days * 86_400 - Int64(offset.seconds)
    let services = ledger.services(of: event.instrument).filter { $0.until > begin }
    return Row(
      event: event, instrument: ledger.instruments[event.instrument],
      points: services.compactMap { ledger.points[$0.point]?.name.string }, cleared: cleared)
  }
}

extension CalibrationEvent {
  fileprivate func uses(_ standard: RecordKey) -> Bool {
    record.fields["standards"]?.array?.contains(.string(standard.id)) ?? false
  }
}
