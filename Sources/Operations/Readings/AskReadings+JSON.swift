package import SiteModel

extension AskReadings.Row {
  /// One reading, with the state of its instrument at its own time.
  package func json(at offset: Offset, namingPoint: Bool) -> JSON {
    var members: [String: JSON] = [
      "time": .string(at.text(at: offset)), "value": .string(value.description),
      "unit": .string(unit), "calibration": .string(calibration.state.rawValue),
    ]
    if namingPoint {
      members["point"] = .string(point)
      members["instrument"] = calibration.instrument.map(JSON.string)
    }
    if length > 0 { members["length"] = .number(String(length)) }
    if !flags.isEmpty { members["flags"] = .array(flags.map(JSON.string)) }
    return .object(members)
  }
}
