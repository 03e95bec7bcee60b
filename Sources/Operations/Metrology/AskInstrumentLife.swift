package import SiteModel

/// The life line of an instrument (7.1.2): what happened to it, where it served, how far it could be
/// trusted when.
package struct AskInstrumentLife {
  /// One instrument's answer.
  package struct Answer: Sendable {
    package let instrument: OtherRecord
    /// As the last change of status says.
    package let status: String
    package let state: CalibrationState
    package let validUntil: CivilDate?
    package let life: InstrumentLife
    /// By time.
    package let services: [InstrumentService]
    package let timeline: CalibrationTimeline
    /// The numbers of points, by id.
    package let points: [String: String]
    /// The clock that times are written by.
    package let offset: Offset
  }

  /// - Throws: ``RecordLookupFault`` for a name that no instrument bears.
  package static func run(_ name: String, on site: Site) throws -> Answer {
    let key = try RecordLookup(site).key(name, of: "instrument")
    let ledger = try site.instrumentLedger()
    return try answer(key.id, ledger, site)
  }

  /// Every instrument, by number.
  package static func all(on site: Site) throws -> [Answer] {
    let ledger = try site.instrumentLedger()
    return try ledger.instruments.values
      .sorted { ($0.name.string ?? "") < ($1.name.string ?? "") }
      .map { try answer($0.key.id, ledger, site) }
  }

  private static func answer(
    _ id: String, _ ledger: InstrumentLedger, _ site: Site
  ) throws -> Answer {
    guard let instrument = ledger.instruments[id], let timeline = ledger.timelines[id] else {
      throw RecordLookupFault.unknown(id)
    }
    let services = ledger.services(of: id)
    let offset = site.dayOffset
    return Answer(
      instrument: instrument, status: ledger.status(of: id), state: timeline.state(on: site.today),
      validUntil: timeline.validUntil(on: site.today),
      life: InstrumentLife(
        of: id, in: ledger, besides: try besides(id, services, site), offset: offset),
      services: services, timeline: timeline,
      points: ledger.points.compactMapValues(\.name.string), offset: offset)
  }

  /// Assessments that name it, and seals broken or set at its points while it served them.
  private static func besides(
    _ id: String, _ services: [InstrumentService], _ site: Site
  ) throws -> [OtherRecord] {
    let records = NodeRecords(site)
    let assessments = try records.records(of: "oot-assessment")
      .filter { $0.fields["instrument"]?.string == id }
    let seals = try records.records(of: "meter-event").filter { event in
      guard event.fields["kind"] == "seal", let point = event.fields["point"]?.string,
        let at = event.fields["at"]?.string.flatMap({ Instant.parse($0)?.instant.seconds })
      else { return false }
      return services.contains { $0.point == point && $0.from <= at && at < $0.until }
    }
    return assessments + seals
  }
}
