/// Everything that happened to an instrument, in the order of time (7.1.2 全生命周期管理).
package struct InstrumentLife: Sendable {
  /// One thing that happened.
  package struct Event: Sendable, Hashable {
    /// What it was.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case made, bought, accepted
      case inService = "in-service"
      case installed, removed, calibration, status, maintenance, seal, assessment
    }

    /// A day, or a moment with its offset.
    package let at: String
    package let kind: Kind
    /// The record that says it.
    package let record: RecordKey
    /// What people call that, or the point; nil where it is the instrument's own card.
    package let name: String?
    /// What became of it: an outcome, a state, a kind of work.
    package let result: String?
    /// For whoever wants it in words that a person wrote.
    package let note: String?

    /// Plain, for lists.
    var line: String {
      [at, kind.rawValue, result, name].compactMap { $0 }.joined(separator: " ")
    }
  }

  package let events: [Event]

  /// - Parameters:
  ///   - others: records that name the instrument besides: assessments, and events of seals.
  ///   - offset: by which the times of services are written.
  package init(
    of instrument: String, in ledger: InstrumentLedger, besides others: [OtherRecord] = [],
    offset: Offset = .beijing
  ) {
    var events = ledger.instruments[instrument].map(Self.card) ?? []
    events += (ledger.events[instrument] ?? []).map(Event.init)
    events += (ledger.statusChanges[instrument] ?? []).map(Event.init)
    events += (ledger.maintenance[instrument] ?? []).map(Event.init)
    for service in ledger.services(of: instrument) {
      events += Event.both(service, ledger.points[service.point]?.name.string, offset)
    }
    events += others.compactMap(Event.init(besides:))
    self.events = events.sorted { ($0.at, $0.kind.rawValue) < ($1.at, $1.kind.rawValue) }
  }

  /// What the card itself says.
  private static func card(_ instrument: OtherRecord) -> [Event] {
    [
      ("made", Event.Kind.made), ("bought", .bought), ("accepted", .accepted),
      ("inService", .inService),
    ].compactMap { field, kind in
      instrument.fields[field]?.string.map {
        Event(at: $0, kind: kind, record: instrument.key, name: nil, result: nil, note: nil)
      }
    }
  }
}

extension InstrumentLife.Event {
  fileprivate init(_ event: CalibrationEvent) {
    self.init(
      at: event.day.description, kind: .calibration, record: event.record.key,
      name: event.record.name.string, result: event.outcome.rawValue,
      note: event.record.fields["certificate"]?.string)
  }

  fileprivate init(_ change: StatusChange) {
    self.init(
      at: change.at, kind: .status, record: change.key, name: nil, result: change.to,
      note: change.reason)
  }

  fileprivate init(_ work: Maintenance) {
    self.init(
      at: work.end, kind: .maintenance, record: work.key, name: nil, result: work.work,
      note: work.touchesAccuracy ? "accuracy" : nil)
  }

  /// Where it was put up, and where it was taken away.
  fileprivate static func both(
    _ service: InstrumentService, _ point: String?, _ offset: Offset
  ) -> [InstrumentLife.Event] {
    [(service.from, Kind.installed), (service.until, .removed)]
      .filter { $0.0 != .min && $0.0 != .max }
      .map { seconds, kind in
        InstrumentLife.Event(
          at: Instant(seconds: seconds).text(at: offset), kind: kind,
          record: service.records[0], name: point, result: nil, note: nil)
      }
  }

  fileprivate init?(besides record: OtherRecord) {
    let fields = record.fields
    guard !record.isVoided, let at = (fields["at"] ?? fields["foundOn"])?.string else { return nil }
    let isAssessment = record.key.type == "oot-assessment"
    self.init(
      at: at, kind: isAssessment ? .assessment : .seal, record: record.key,
      name: record.name.string, result: (fields["decision"] ?? fields["kind"])?.string,
      note: fields["note"]?.string)
  }
}
