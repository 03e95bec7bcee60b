/// What a rule set made of its inputs: every step, so that a person can follow it with a pencil.
package struct Evaluation: Sendable, Hashable {
  /// The rule set's id.
  package let rule: String
  /// The rule set's version.
  package let version: Int
  /// The inputs in the rule set's units and order.
  package let inputs: [Step]
  /// The equations in the order they were computed, unrounded.
  package let steps: [Step]
  /// The line, unrounded, in tCO2 or tCO2e.
  package let result: Quantity
  /// Decimals of ``rounded``.
  package let decimals: Int

  /// One named value on the way.
  package struct Step: Sendable, Hashable {
    /// The input's or equation's name in the rule set.
    package let name: String
    /// Unrounded.
    package let quantity: Quantity
    /// Decimals for showing it; nil: as many as there are.
    package let decimals: Int?
  }

  /// The line rounded by GB/T 8170, once, from the unrounded value.
  package var rounded: Rational { result.value.rounded(decimals: decimals) }

  /// ``rounded`` as decimal text with all its decimals.
  package var text: String { result.value.text(decimals: decimals) }
}

extension RuleSet {
  /// Computes the line.
  ///
  /// - Parameter inputs: one value for each of ``inputs``, in any unit that converts.
  /// - Throws: ``EmissionFault`` naming the rule set and the input or equation.
  package func evaluate(
    inputs given: [String: Quantity]
  ) throws(EmissionFault) -> Evaluation {
    let known = Set(inputs.map(\.name))
    if let stranger = given.keys.filter({ !known.contains($0) }).min() {
      throw .unknownInput(rule: id, name: stranger)
    }
    let missing = inputs.map(\.name).filter { given[$0] == nil }
    guard missing.isEmpty else { throw .missingInputs(rule: id, names: missing) }
    var values: [String: Quantity] = [:]
    for input in inputs { values[input.name] = try accepted(given[input.name], as: input) }
    for equation in equations { values[equation.name] = try compute(equation, values) }
    return try evaluation(values)
  }

  private func accepted(
    _ given: Quantity?, as input: Input
  ) throws(EmissionFault) -> Quantity {
    guard let given else { throw .missingInputs(rule: id, names: [input.name]) }
    let quantity = try converted(given, for: input)
    let value = quantity.value
    if input.role == .activity && value < .zero && value < input.least {
      throw .negativeActivity(rule: id, input: input.name, value: quantity.description)
    }
    guard value >= input.least, input.most.map({ value <= $0 }) ?? true else {
      throw .outOfRange(
        rule: id, input: input.name, value: quantity.description, range: input.rangeText)
    }
    return quantity
  }

  private func converted(
    _ given: Quantity, for input: Input
  ) throws(EmissionFault) -> Quantity {
    do { return try given.converted(to: input.unit) } catch {
      throw .unitMismatch(
        rule: id, input: input.name, given: given.unit.symbol, expected: input.unit.symbol)
    }
  }

  private func compute(
    _ equation: Equation, _ values: [String: Quantity]
  ) throws(EmissionFault) -> Quantity {
    do { return try equation.expression.value(values, in: equation.unit) } catch {
      throw .formula(rule: id, equation: equation.name, error)
    }
  }

  private func evaluation(_ values: [String: Quantity]) throws(EmissionFault) -> Evaluation {
    // The reader made sure that the result is one of the equations.
    guard let line = values[result] else { throw .missingInputs(rule: id, names: [result]) }
    return Evaluation(
      rule: id, version: version,
      inputs: inputs.compactMap { input in
        values[input.name].map { .init(name: input.name, quantity: $0, decimals: nil) }
      },
      steps: equations.compactMap { equation in
        values[equation.name].map {
          .init(name: equation.name, quantity: $0, decimals: equation.decimals)
        }
      }, result: line, decimals: decimals)
  }
}

extension RuleSet.Input {
  /// `0 … 100 %`, or `≥ 0 t` where there is no largest value.
  package var rangeText: String {
    most.map { "\(least.text) … \($0.text) \(unit)" } ?? "≥ \(least.text) \(unit)"
  }
}
