import Foundation
import Indexing
package import SiteModel
import Storage

/// Writes down a calibration and what was confirmed of it; what fails is taken out of use (8.1.3).
package struct ConfirmCalibration {
  /// What came of it for the instrument.
  package enum Result: String, Sendable, CaseIterable { case passed, limited, failed }

  /// What the person said.
  package struct Wishes: Sendable {
    package let instrument: String
    package let on: CivilDate
    package let result: Result
    /// Other fields of the record, as they were typed; references by number.
    package var fields: [String: JSON] = [:]
    /// The certificate.
    package var file: String?

    package init(instrument: String, on day: CivilDate, result: Result) {
      (self.instrument, on, self.result) = (instrument, day, result)
    }
  }

  /// What was written.
  package struct Done: Sendable {
    package let key: RecordKey
    package let number: String
    /// The last day it is good; nil where it failed, or holds for good.
    package let until: CivilDate?
    /// The record that changes the instrument's status; nil where it stays.
    package let change: RecordKey?
    /// The status it is brought to.
    package let status: String
    /// Whether it was out of tolerance as found: then what it measured before is to be assessed.
    package let isOut: Bool
  }

  /// The event and the change of status are one commit; the certificate follows as its attachment.
  ///
  /// - Throws: ``CalibrationFault/noFile(_:)`` before anything is written; ``RecordLookupFault``,
  ///   ``ShelfFault`` for fields that do not fit.
  package static func run(_ wishes: Wishes, on site: Site) throws -> Done {
    if let file = wishes.file, !FileManager.default.isReadableFile(atPath: file) {
      throw CalibrationFault.noFile(file)
    }
    let done = try site.write { try write(wishes, in: $0) }
    if let file = wishes.file {
      _ = try AttachFile.run(done.key.description, AttachFile.Wishes(file: file), on: site)
    }
    return done
  }

  private static func write(_ wishes: Wishes, in session: WriteSession) throws -> Done {
    let site = session.site
    let instrument = try RecordLookup(site).key(wishes.instrument, of: "instrument").id
    let key = RecordKey.known("calibration-event", NewName.random())
    let values = try FieldValues(key.type, on: site).new(fields(wishes, instrument, site))
    let number = values["number"]?.string ?? key.id
    let ledger = try site.instrumentLedger()
    let turn = StatusTurn(from: ledger.status(of: instrument), wishes.result)
    var entries = [try site.schemas.entry(setting: values, of: key, by: session.writer)]
    let change = try turn.isChange ? turn.values(instrument, wishes.on, number, site) : nil
    let changeKey = RecordKey.known("instrument-status-change", NewName.random())
    if let change {
      var values = try FieldValues(changeKey.type, on: site).new(change)
      // It is of this very commit, so nobody finds it yet.
      values["cause"] = .string(key.description)
      entries.append(try site.schemas.entry(setting: values, of: changeKey, by: session.writer))
    }
    try session.commit("检定校准 \(number) \(wishes.instrument)") { files in
      for entry in entries { try files.add(entry) }
    }
    return done(key, values, ledger.instruments[instrument], (change.map { _ in changeKey }, turn))
  }

  private static func done(
    _ key: RecordKey, _ values: [String: JSON], _ instrument: OtherRecord?,
    _ status: (change: RecordKey?, turn: StatusTurn)
  ) -> Done {
    let record = OtherRecord(key: key, fields: values, states: [], permits: [])
    let event = CalibrationEvent(record, months: instrument?.calibrationMonths)
    return Done(
      key: key, number: values["number"]?.string ?? key.id, until: event?.until,
      change: status.change, status: status.turn.status,
      isOut: event?.isOut(mpe: instrument?.permissibleError) ?? (event?.outcome == .failed))
  }

  private static func fields(
    _ wishes: Wishes, _ instrument: String, _ site: Site
  ) -> [String: JSON] {
    let confirmation = [Result.passed: "use", .limited: "limited", .failed: "not"]
    var fields: [String: JSON] = [
      "instrument": .string(instrument), "on": .string(wishes.on.description),
      "verdict": .string(wishes.result.rawValue),
      "confirmation": .string(confirmation[wishes.result] ?? "not"),
    ]
    fields["confirmedBy"] = site.actor.map { .string($0.person.id) }
    return fields.merging(wishes.fields) { $1 }
  }
}

/// Which status an instrument comes to by a calibration (SM-INST).
private struct StatusTurn {
  let from: String
  let status: String

  init(from: String, _ result: ConfirmCalibration.Result) {
    let wanted = [ConfirmCalibration.Result.failed: "stopped", .limited: "limited"]
    let isOpen = ["in-use", "limited", "in-calibration"].contains(from)
    (self.from, status) = (from, isOpen ? wanted[result] ?? "in-use" : from)
  }

  var isChange: Bool { from != status }

  func values(
    _ instrument: String, _ day: CivilDate, _ number: String, _ site: Site
  ) throws -> [String: JSON] {
    let offset = site.dayOffset
    let end = Instant(seconds: (day.days + 1) * 86_400 - Int64(offset.seconds) - 1)
    let now = site.surroundings.clock.now().instant
    var values: [String: JSON] = [
      "instrument": .string(instrument), "fromState": .string(from), "toState": .string(status),
      "at": .string((day == site.today ? min(now, end) : end).text(at: offset)),
      "reason": .string("检定校准 \(number)"),
    ]
    values["approvedBy"] = site.actor.map { .string($0.person.id) }
    return values
  }
}

extension OtherRecord {
  /// An instrument's largest permissible error, in percent.
  package var permissibleError: Rational? {
    fields["mpe"]?.string.flatMap { Rational($0) }
  }
}
