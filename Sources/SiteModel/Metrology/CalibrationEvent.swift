/// One calibration and what was confirmed of it: a record of the type `calibration-event`.
package struct CalibrationEvent: Sendable {
  /// What it means for the instrument from its day on.
  package enum Outcome: String, Sendable {
    case passed, limited, failed
    /// Good, but nobody has reviewed it; or nobody has said whether it is good.
    case pending
  }

  package let record: OtherRecord
  /// The id of the instrument.
  package let instrument: String
  package let day: CivilDate
  package let outcome: Outcome
  /// The last day it holds good: the certificate's, else by the interval; nil where it failed, or
  /// the instrument is calibrated once for all.
  package let until: CivilDate?

  /// - Parameter months: the instrument's interval; nil: none.
  /// - Returns: nil for a record without instrument or day, and for one that was made void.
  package init?(_ record: OtherRecord, months: Int?) {
    guard !record.isVoided, let instrument = record.fields["instrument"]?.string,
      let day = record.fields.day("on")
    else { return nil }
    (self.record, self.instrument, self.day) = (record, instrument, day)
    outcome = Self.outcome(record)
    let byInterval = months.map { CivilDate(days: day.adding(months: $0).days - 1) }
    until = outcome == .failed ? nil : record.fields.day("validUntil") ?? byInterval
  }

  private static func outcome(_ record: OtherRecord) -> Outcome {
    let said = { (field: String) in record.fields[field]?.string }
    if said("verdict") == "failed" || said("confirmation") == "not" { return .failed }
    guard record.counts, let confirmation = said("confirmation") else { return .pending }
    return confirmation == "limited" || said("verdict") == "limited" ? .limited : .passed
  }

  package var isGood: Bool { outcome == .passed || outcome == .limited }

  /// The error as found, signed, and what it is a part of; nil where nothing says it.
  package var error: FoundError? { FoundError(calibration: record.fields) }

  /// Whether the error as found exceeds what is permissible; nil where either is not known.
  ///
  /// - Parameter mpe: of the instrument, in percent.
  package func isOut(mpe: Rational?) -> Bool? {
    let rows = record.fields.rows("results").compactMap(CalibrationPoint.init)
    if rows.contains(where: { $0.isOut ?? false }) { return true }
    if let error, let mpe { return error.percent.magnitude > mpe.magnitude }
    return rows.isEmpty || rows.contains { $0.isOut == nil } ? nil : false
  }
}

/// One row of a certificate.
struct CalibrationPoint {
  /// In percent of the standard's value; nil where that is 0 or nothing was read.
  let percent: Rational?
  /// Whether the reading as found is out of its permissible error.
  let isOut: Bool?

  init?(_ row: [String: JSON]) {
    guard let nominal = row.number("nominal") else { return nil }
    let error = row.number("asFound").map { $0 - nominal }
    percent = nominal == .zero ? nil : error.map { $0 / nominal * Rational(100) }
    isOut = error.flatMap { error in row.number("mpe").map { error.magnitude > $0.magnitude } }
  }
}

extension OtherRecord {
  /// Whether it was made void by signed acts.
  package var isVoided: Bool { states == ["void"] }
}

extension Rational {
  package var magnitude: Rational { self < .zero ? -self : self }
}
