import Operations
import SiteModel

/// How calibrations are said and written.
struct ListedCalibration {
  let event: CalibrationEvent
  let instrument: OtherRecord?

  var members: [String: JSON] {
    let fields = event.record.fields
    let isOut = event.isOut(mpe: instrument?.permissibleError)
    return [
      "record": .string(event.record.key.description), "number": event.record.name,
      "instrument": instrument?.name ?? .string(event.instrument),
      "on": .string(event.day.description), "outcome": .string(event.outcome.rawValue),
      "validUntil": event.until.map { .string($0.description) } ?? .null,
      "error": event.error.map { .string($0.percent.text) } ?? .null,
      "errorOf": event.error.map { .string($0.basis.rawValue) } ?? .null,
      "outOfTolerance": isOut.map(JSON.bool) ?? .null,
      "certificate": fields["certificate"] ?? .null, "agency": fields["agency"] ?? .null,
    ]
  }

  func text(_ phrases: PhraseBook) -> String {
    let parts = [
      event.day.description, instrument?.name.string ?? event.instrument,
      phrases.text(Phrase("calibration.outcome-\(event.outcome.rawValue)")),
      event.until?.description ?? "—", event.error.map { "\($0.percent.text) %" } ?? "—",
      event.record.name.string ?? "", event.record.fields["certificate"]?.string ?? "—",
    ]
    return parts.joined(separator: "\t")
  }
}

extension AskStandard.Row {
  private var listed: ListedCalibration {
    ListedCalibration(event: event, instrument: instrument)
  }

  var json: JSON {
    var members = listed.members
    members["points"] = .array(points.map(JSON.string))
    members["cleared"] = cleared.map { .string($0.day.description) } ?? .null
    return .object(members)
  }

  func text(_ phrases: PhraseBook) -> String {
    [listed.text(phrases), points.joined(separator: " "), cleared?.day.description ?? "—"]
      .joined(separator: "\t")
  }
}

extension AskCalibrations.Due {
  var json: JSON {
    [
      "instrument": instrument.name, "name": instrument.fields["name"] ?? .null,
      "calibration": .string(state.rawValue),
      "validUntil": until.map { .string($0.description) } ?? .null,
      "daysLeft": left.map { .number(String($0)) } ?? .null,
      "points": .array(points.map(JSON.string)),
    ]
  }

  func text(_ phrases: PhraseBook) -> String {
    let parts = [
      instrument.name.string ?? "", instrument.fields["name"]?.string ?? "",
      phrases.text(state.phrase), until?.description ?? "—", left.map { String($0) } ?? "—",
      points.joined(separator: " "),
    ]
    return parts.joined(separator: "\t")
  }
}

extension PlanCalibrations.Line {
  var json: JSON {
    [
      "instrument": instrument.name, "name": instrument.fields["name"] ?? .null,
      "state": .string(state.rawValue), "method": .string(method),
      "basis": instrument.fields["calibrationBasis"] ?? .null,
      "months": .number(String(months)),
      "validUntil": validUntil.map { .string($0.description) } ?? .null,
      "dueOn": .string(due.description), "month": .string(String(due.description.prefix(7))),
      "agency": agency.map(JSON.string) ?? .null, "needsStandby": .bool(needsStandby),
    ]
  }

  func text(_ phrases: PhraseBook) -> String {
    let parts = [
      due.description, instrument.name.string ?? "", instrument.fields["name"]?.string ?? "",
      phrases.text(Phrase("calibration.method-\(method)")),
      instrument.fields["calibrationBasis"]?.string ?? "—",
      phrases.text(Phrase("jjf1356.months", ["months": String(months)])),
      phrases.text(state.phrase),
      needsStandby ? phrases.text(Phrase("calibration.needs-standby")) : "",
    ]
    return parts.joined(separator: "\t")
  }
}
