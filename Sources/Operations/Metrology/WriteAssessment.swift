package import SiteModel

/// Drafts the assessment of an instrument out of tolerance: what is touched is filled in, what is
/// done about it a person decides (8.1.3, DUE-26).
package struct WriteAssessment {
  /// From which part of an inventory on an effect is significant, in percent: our default, not the
  /// standard's.
  package static let threshold = Rational(1) / Rational(2)

  /// - Throws: ``RecordLookupFault``, ``ShelfFault``.
  package static func run(
    _ answer: AskImpact.Answer, threshold: Rational, on site: Site
  ) throws -> RecordKey {
    try WriteRecord.new("oot-assessment", values(answer, threshold, site), on: site)
  }

  private static func values(
    _ answer: AskImpact.Answer, _ threshold: Rational, _ site: Site
  ) -> [String: JSON] {
    let finding = answer.finding
    var values: [String: JSON] = [
      "instrument": .string(finding.instrument.key.id),
      "trigger": .string(finding.calibration == nil ? "compare" : "calibration"),
      "errorFound": .string(finding.error.percent.text),
      "errorBasis": .string(finding.error.basis.rawValue),
      "foundOn": .string(finding.days.upperBound.description),
      "suspectFrom": .string(finding.days.lowerBound.description),
      "suspectTo": .string(finding.days.upperBound.description),
      "method": .string(answer.isConservative ? "conservative" : "correct"),
      "points": .array(answer.parts.map { $0.row(answer.offset) }),
      "readings": .number(String(answer.readings)),
      "inventories": .array(answer.inventories.filter { $0.fault == nil }.map(\.row)),
      "packs": .array(answer.packs.map { .string($0.description) }),
      "periods": .array(answer.frozen.map { .string(RecordKey.dataPeriod($0).description) }),
    ]
    values["calibration"] = finding.calibration.map { .string($0.record.key.id) }
    values["lastGoodOn"] = finding.lastGood.map { .string($0.day.description) }
    values["mpe"] = finding.instrument.fields["mpe"]
    values["assessedBy"] = site.actor.map { .string($0.person.id) }
    values["deltaEmission"] = (answer.largest?.delta).map { .string($0.text) }
    values["significant"] = significant(answer.largest, threshold).map(JSON.bool)
    return values
  }

  /// |ΔtCO2| ÷ total against the threshold; nil where no inventory is touched.
  package static func significant(_ touched: AskImpact.Touched?, _ threshold: Rational) -> Bool? {
    guard let delta = touched?.delta, let before = touched?.before else { return nil }
    return delta.magnitude * Rational(100) >= before.magnitude * threshold
      && delta != .zero
  }
}

extension AskImpact.Part {
  fileprivate func row(_ offset: Offset) -> JSON {
    var row: [String: JSON] = [
      "point": .string(point.id), "from": .string(span.lowerBound.text(at: offset)),
      "until": .string(span.upperBound.text(at: offset)),
      "readings": .number(String(readings.count)), "unit": .string(unit),
    ]
    row["quantity"] = quantity.map { .string($0.text) }
    row["correction"] = correction.map { .string($0.text) }
    return .object(row)
  }
}

extension AskImpact.Touched {
  fileprivate var row: JSON {
    var row: [String: JSON] = [
      "inventory": .string(id), "period": .string(period), "approved": .bool(isInForce),
    ]
    row["before"] = before.map { .string($0.text) }
    row["after"] = after.map { .string($0.text) }
    row["delta"] = delta.map { .string($0.text) }
    return .object(row)
  }
}
