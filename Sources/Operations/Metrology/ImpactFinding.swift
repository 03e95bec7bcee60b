package import SiteModel

/// What was found wrong with an instrument, and since when that may have been so.
package struct ImpactFinding: Sendable {
  package let instrument: OtherRecord
  /// The calibration that found it; nil where a person says it.
  package let calibration: CalibrationEvent?
  package let error: FoundError
  /// The last good calibration before; nil: none is known.
  package let lastGood: CalibrationEvent?
  /// The days in doubt, both included: from the last good one to the finding.
  package let days: ClosedRange<CivilDate>

  /// What a person says besides, or instead.
  package struct Wish: Sendable {
    /// The instrument, or the calibration that found it out of tolerance.
    package var name: String
    package var error: FoundError?
    package var from: CivilDate?
    package var until: CivilDate?

    package init(_ name: String) { self.name = name }
  }

  /// - Throws: ``CalibrationFault``, ``RecordLookupFault``.
  init(_ wish: Wish, _ ledger: InstrumentLedger, on site: Site) throws {
    let found = try Self.found(wish, ledger, site)
    let events = ledger.events[found.instrument] ?? []
    guard let instrument = ledger.instruments[found.instrument] else {
      throw RecordLookupFault.unknown(wish.name)
    }
    self.instrument = instrument
    calibration = found.event
    let mpe = instrument.permissibleError
    let last = wish.until ?? found.event?.day ?? site.today
    let before = events.prefix { $0.record.key != found.event?.record.key && $0.day <= last }
    lastGood = before.last { $0.isGood && !($0.isOut(mpe: mpe) ?? false) || $0.isAdjusted }
    guard let error = wish.error ?? found.event?.error else {
      throw CalibrationFault.noError(record: found.event?.record.name.string ?? wish.name)
    }
    self.error = error
    let begin = ledger.services(of: instrument.key.id).map(\.from).min()
    let first = try wish.from ?? lastGood?.day ?? Self.day(begin, instrument, site.dayOffset)
    days = min(first, last)...last
  }

  /// The named calibration, or the last one that found the named instrument out of tolerance.
  private static func found(
    _ wish: Wish, _ ledger: InstrumentLedger, _ site: Site
  ) throws -> (instrument: String, event: CalibrationEvent?) {
    let key = try RecordLookup(site).key(wish.name)
    if key.type == "calibration-event" {
      let event = ledger.events.values.joined().first { $0.record.key == key }
      guard let event else { throw RecordLookupFault.unknown(wish.name) }
      return (event.instrument, event)
    }
    guard key.type == "instrument" else { throw RecordLookupFault.unknown(wish.name) }
    let mpe = ledger.instruments[key.id]?.permissibleError
    let event = ledger.events[key.id]?.last {
      $0.outcome == .failed || $0.isOut(mpe: mpe) ?? false
    }
    guard event != nil || wish.error != nil && wish.until != nil else {
      throw CalibrationFault.noFinding(instrument: wish.name)
    }
    // Who says himself by how much it was off, and when, means no certificate.
    return (key.id, wish.error != nil && wish.until != nil ? nil : event)
  }

  /// Before any good calibration everything since it was put up is in doubt.
  private static func day(
    _ begin: Int64?, _ instrument: OtherRecord, _ offset: Offset
  ) throws -> CivilDate {
    guard let begin, begin != .min else {
      throw CalibrationFault.noBeginning(instrument: instrument.name.string ?? "")
    }
    return CivilTime(seconds: begin + Int64(offset.seconds)).date
  }
}

extension CalibrationEvent {
  /// Whether it was put right and passed: what it shows after that is good again.
  fileprivate var isAdjusted: Bool { isGood && record.fields["adjusted"] == .bool(true) }
}
