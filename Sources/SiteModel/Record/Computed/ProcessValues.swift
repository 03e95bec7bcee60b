/// What is computed for clause 8.1.1: how a procedure, a plan and the points agree.
extension RecordQuestion {
  /// A parameter of a plan, as far as points and frequencies go.
  private struct Parameter {
    let name: String
    let points: Set<String>
    let frequency: String?

    init(_ row: [String: JSON], of plan: String? = nil) {
      let code = row["code"]?.string ?? ""
      name = plan.map { "\($0)/\(code)" } ?? code
      points = Set(row.texts("points"))
      frequency = row.plannedFrequency
    }
  }

  /// The points some ids name, with their frequencies.
  private func points(_ ids: [String]) throws -> [(id: String, name: String, frequency: String?)] {
    let wanted = Set(ids)
    return try others.records(of: "point").filter { wanted.contains($0.key.id) }.map {
      ($0.key.id, $0.name.string ?? $0.key.id, $0.fields["frequency"]?.string)
    }
  }

  private static func difference(_ one: String, _ name: String, _ other: String?) -> JSON? {
    one == other ? nil : .string("\(name) \(other ?? "-") ≠ \(one)")
  }

  /// 计划与实际不符清单: the points and the parameters of plans in force that have another frequency than
  /// this procedure.
  func procedureDifferences() throws -> JSON? {
    guard let own = record["frequency"]?.string else { return nil }
    let ids = record.texts("points")
    let plans = try others.records(of: "data-quality-plan").filter(\.isCurrent).flatMap { plan in
      plan.fields.rows("parameters").map {
        Parameter($0, of: plan.name.string)
      }
    }
    let planned = plans.filter { !$0.points.isDisjoint(with: ids) }
      .compactMap { Self.difference(own, $0.name, $0.frequency) }
    let read = try points(ids).compactMap { Self.difference(own, $0.name, $0.frequency) }
    return .array(read + planned)
  }

  /// The points that have another frequency than the parameter of this plan that names them.
  func planDifferences() throws -> JSON? {
    .array(
      try record.rows("parameters").flatMap { row in
        let parameter = Parameter(row)
        return try points(row.texts("points")).compactMap { point in
          Self.difference(
            parameter.frequency ?? "-", "\(parameter.name) \(point.name)", point.frequency)
        }
      })
  }

  /// The points that feed an active source and stand in no parameter of this plan.
  func planUncovered() throws -> JSON? {
    let covered = Set(record.rows("parameters").flatMap { $0.texts("points") })
    let bound = try others.records(of: "source").filter { $0.fields["status"] == "active" }
      .flatMap { SourceBindings($0.fields["bindings"]).all }
      .filter { $0.kind == "point" }.map(\.ref)
    let missing = Set(bound).subtracting(covered)
    return .array(try points(Array(missing)).map(\.name).sorted().map(JSON.string))
  }
}

extension [String: JSON] {
  /// How often a parameter of a plan is read; what is measured without a pause as often as it is recorded.
  var plannedFrequency: String? {
    self[self["frequency"] == "continuous" ? "recordFrequency" : "frequency"]?.string
  }
}
