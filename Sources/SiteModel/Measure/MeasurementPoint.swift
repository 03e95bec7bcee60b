/// A measurement point (计量点) as its record shows it.
package struct MeasurementPoint: Sendable, Hashable {
  /// The record's id, which segments name.
  package let id: String
  /// The number people use, such as E-101.
  package let number: String
  /// The name in people's words.
  package let name: String
  /// Kind, unit, multiplier, digits and decimals, by date.
  package let settings: PointSettings

  /// Reads a `point` record.
  ///
  /// - Parameters:
  ///   - id: the record's id.
  ///   - values: the fields it shows undisputed; a disputed field is as good as missing.
  /// - Throws: ``PointFault`` that says which field is missing or in dispute.
  package init(id: String, _ values: [String: JSON]) throws(PointFault) {
    guard let number = values["number"]?.string, let name = values["name"]?.string else {
      throw .incomplete(point: id, field: "number")
    }
    guard let items = values["settings"]?.array else {
      throw .incomplete(point: number, field: "settings")
    }
    var settings: [PointSetting] = []
    for item in items { settings.append(try Self.setting(item, of: number)) }
    (self.id, self.number, self.name) = (id, number, name)
    do { self.settings = try PointSettings(settings) } catch { throw .settings(number, error) }
  }

  private static func setting(_ json: JSON, of number: String) throws(PointFault) -> PointSetting {
    guard let kind = json["kind"]?.string.flatMap({ ReadingKind(rawValue: $0) }),
      let unit = json["unit"]?.string
    else { throw .incomplete(point: number, field: "settings") }
    var setting = PointSetting(
      from: json["from"]?.string.flatMap { CivilDate($0) }, kind: kind, unit: unit)
    if let multiplier = json["multiplier"]?.string.flatMap({ Decimal18($0) }) {
      setting.multiplier = multiplier
    }
    setting.digits = json["digits"]?.number.flatMap { Int($0) }
    setting.decimals = json["decimals"]?.number.flatMap { Int($0) }
    setting.length = json["length"]?.number.flatMap { Int32($0) }
    return setting
  }
}

/// Why a point cannot be used.
package enum PointFault: Fault, Equatable {
  /// The record lacks a field, or its field is in dispute.
  case incomplete(point: String, field: String)
  /// Its settings contradict each other.
  case settings(String, PointSettingsFault)
  /// No point bears this number; `near` are numbers that look like it.
  case unknown(numbers: [String], near: [String])
  /// Two points bear one number.
  case ambiguous(number: String, ids: [String])
  /// The point was made void: nothing new rests on it.
  case void(number: String, reason: String)

  package var kind: FaultKind {
    if case .void = self { .refused } else { .invalid }
  }
  package var phrase: Phrase {
    switch self {
    case .incomplete(let point, let field):
      Phrase("point.incomplete", ["point": point, "field": field])
    case .settings(_, let fault): fault.phrase
    case .unknown(let numbers, let near):
      Phrase(
        "point.unknown",
        [
          "points": numbers.joined(separator: ", "),
          "near": near.isEmpty ? "—" : near.joined(separator: ", "),
        ])
    case .ambiguous(let number, let ids):
      Phrase("point.ambiguous", ["point": number, "ids": ids.joined(separator: ", ")])
    case .void(let number, let reason):
      Phrase("point.void", ["point": number, "reason": reason])
    }
  }
}
