/// What is computed for clause 6.2: how far an objective is.
extension RecordQuestion {
  /// Measurements of this objective that have been reviewed, by the end of their period.
  private func measurements() throws -> [(period: MeasuredPeriod, fields: [String: JSON])] {
    try records(of: "objective-measurement", naming: "objective").filter(\.counts).compactMap {
      other in
      other.fields["period"]?.string.flatMap(MeasuredPeriod.init).map { ($0, other.fields) }
    }
    .sorted { $0.period < $1.period }
  }

  private var path: ObjectivePath? { ObjectivePath(record) }

  /// The value of the last period.
  func objectiveLatest() throws -> JSON? { try measurements().last?.fields["value"] }

  /// The last period that was measured.
  func objectivePeriod() throws -> JSON? { try measurements().last?.fields["period"] }

  /// How often it was measured.
  func objectiveMeasurements() throws -> JSON? { .count(try measurements().count) }

  /// How much of the way from the baseline to the target is behind, in per cent.
  func objectiveAchievement() throws -> JSON? {
    guard let path, let value = try measurements().last?.fields.number("value") else { return nil }
    return path.achievement(value)
  }

  /// How the last value stands against the way it was to go.
  func objectiveLight() throws -> JSON? {
    guard let path, let last = try measurements().last, let value = last.fields.number("value")
    else { return nil }
    return .string(path.light(value, at: last.period.end))
  }

  /// What the weights of the objectives below this one add up to.
  func objectiveChildren() throws -> JSON? {
    let children = try records(of: key.type, naming: "parent").filter(\.counts)
    return children.isEmpty
      ? nil : .string(children.compactMap { $0.fields.number("weight") }.total.text)
  }

  /// What the objectives below this one have achieved, by their weights, in per cent: of one that is broken
  /// down itself what rolls up to it, of others what was measured. Nothing while one of them has no figure.
  func objectiveRolledUp() throws -> JSON? {
    let tree = try ObjectiveTree(others)
    return tree.rolledUp(key.id, path: []).map { .string($0.text(decimals: 1)) }
  }

  /// Guard: what it is measured by is a formula over metrics (6.2.1).
  var formula: Guard.Answer {
    let text = record["formula"]?.string ?? ""
    return Metric.isFormula(text) ? .met(.string(text)) : .refused(text)
  }

  /// Guard: the last value of frozen data meets the target.
  func objectiveMet() throws -> Guard.Answer {
    let frozen = try measurements().filter { $0.fields["dataState"] == "frozen" }.last
    guard let path, let value = frozen?.fields.number("value") else {
      return .refused("objective-measurement")
    }
    return path.isMet(value)
      ? .met(["value": .string(value.text), "target": .string(path.target.text)])
      : .refused("\(value.text), \(path.target.text)")
  }

  /// Guard: the last value does not meet the target, or nobody has measured.
  func objectiveMissed() throws -> Guard.Answer {
    guard let path else { return .refused("target") }
    guard let value = try measurements().last?.fields.number("value") else {
      return .met(["measurements": 0])
    }
    return path.isMet(value)
      ? .refused("\(value.text), \(path.target.text)")
      : .met(["value": .string(value.text), "target": .string(path.target.text)])
  }
}

/// Of one measurement, against the objective that it names.
extension RecordQuestion {
  private func measured() throws -> (path: ObjectivePath, value: Rational, end: CivilDate)? {
    guard let objective = try record(named: "objective", of: "objective"),
      let path = ObjectivePath(objective.fields), let value = record.number("value"),
      let period = record["period"]?.string.flatMap(MeasuredPeriod.init)
    else { return nil }
    return (path, value, period.end)
  }

  /// How this value stands against the way the objective was to go.
  func measurementLight() throws -> JSON? {
    try measured().map { .string($0.path.light($0.value, at: $0.end)) }
  }

  /// How much of the way is behind with this value, in per cent.
  func measurementAchievement() throws -> JSON? {
    try measured().flatMap { $0.path.achievement($0.value) }
  }

  /// Whether there is an analysis where the light is not green, and a measure where it is red.
  func measurementExplained() throws -> JSON? {
    guard let found = try measured() else { return nil }
    let (isAnalysed, isMeasured) = (record["analysis"] != nil, !record.rows("measures").isEmpty)
    switch found.path.light(found.value, at: found.end) {
    case "green": return true
    case "amber": return .bool(isAnalysed)
    default: return .bool(isAnalysed && isMeasured)
    }
  }
}
