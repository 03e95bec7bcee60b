package import SiteModel

/// Computes one line by a rule set that comes with the program; no plant is asked.
package struct Calculate {
  private let rules: RuleSet
  private let factors: FactorTable

  /// - Parameter rules: the id of the rule set.
  /// - Throws: ``ShippedFault`` or ``EmissionDataFault``.
  package init(rules id: String, _ share: Share) throws {
    let shipped = ShippedRules(share)
    (rules, factors) = (try shipped.ruleSet(id), try shipped.factors())
  }

  /// The line.
  ///
  /// - Parameters:
  ///   - given: a value for each input of the rule set.
  ///   - period: when it happened; nil: every remark of the rule set is carried along.
  /// - Throws: ``CalculationFault`` or ``EmissionFault`` with what is wrong of what was given.
  package func run(_ given: GivenInputs, period: Period?) throws -> Calculation {
    let days = period?.dates(in: .natural(at: .utc))
    try checkEffective(days)
    let values = try Dictionary(given.all.map { ($0.name, try value($0)) }) { $1 }
    let evaluation = try rules.evaluate(inputs: values.mapValues(\.quantity))
    let statements = try statements(given)
    let uncertainty =
      statements.isEmpty ? nil : try rules.uncertainty(of: evaluation, statements)
    return Calculation(
      rules: rules, evaluation: evaluation,
      inputs: inputs(evaluation, values, statements), uncertainty: uncertainty,
      remarks: days.map { rules.remarks(forPeriodEnding: $0.upperBound) }
        ?? rules.notConfirmed.map(\.text), days: days)
  }

  private typealias Value = (quantity: Quantity, factor: Factor?)

  private func value(_ given: GivenInput) throws(CalculationFault) -> Value {
    switch given.amount {
    case .quantity(let quantity): return (quantity, nil)
    case .factor(let id):
      guard let factor = factors[id] else { throw .unreadable(input: given.name, text: id) }
      return (factor.value, factor)
    }
  }

  private func inputs(
    _ evaluation: Evaluation, _ values: [String: Value],
    _ statements: [String: Uncertainty.Statement]
  ) -> [Calculation.Input] {
    evaluation.inputs.compactMap { step in
      values[step.name].map { value in
        Calculation.Input(
          name: step.name, given: value.quantity, value: step.quantity, factor: value.factor,
          statement: statements[step.name])
      }
    }
  }

  /// What is said of one input holds for all that the same factor feeds.
  private func statements(
    _ given: GivenInputs
  ) throws(CalculationFault) -> [String: Uncertainty.Statement] {
    var statements: [String: Uncertainty.Statement] = [:]
    let groups = Dictionary(grouping: given.all, by: \.origin)
    for (origin, group) in groups.sorted(by: { $0.key < $1.key }) {
      let said = Set(group.compactMap(\.percent))
      guard said.count <= 1 else {
        throw .twoUncertainties(factor: origin, inputs: group.map(\.name))
      }
      guard let percent = said.first else { continue }
      for input in group { statements[input.name] = .init(origin: origin, percent: percent) }
    }
    return statements
  }

  private func checkEffective(_ days: ClosedRange<CivilDate>?) throws(CalculationFault) {
    guard let days, !rules.covers(days.lowerBound, days.upperBound) else { return }
    throw .notEffective(
      rules: rules.id, days: rules.daysText, period: "\(days.lowerBound) … \(days.upperBound)")
  }
}

extension GivenInput {
  /// What its value comes from: the factor, or the input itself.
  fileprivate var origin: String {
    if case .factor(let id) = amount { id } else { name }
  }
}

extension RuleSet {
  /// `2015-01-01 … ` while no end is known.
  package var daysText: String { "\(effectiveFrom) … \(effectiveUntil?.description ?? "")" }
}

extension ShippedRules {
  /// A rule set, read.
  ///
  /// - Throws: ``ShippedFault/noRules(id:known:)`` or ``EmissionDataFault``.
  package func ruleSet(_ id: String) throws -> RuleSet {
    try RuleSet(json: String(decoding: rules(id), as: UTF8.self), file: "\(id).json")
  }
}
