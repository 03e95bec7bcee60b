package import SiteModel

/// A line computed from what a person gave, and everything it must be read with.
package struct Calculation: Sendable {
  package let rules: RuleSet
  package let evaluation: Evaluation
  /// In the rule set's order.
  package let inputs: [Input]
  /// nil where nothing is said of any input.
  package let uncertainty: Uncertainty?
  /// What nobody here has confirmed: all of it, or what concerns the period.
  package let remarks: [BilingualText]
  /// The production days it is for; nil: nothing is said of when.
  package let days: ClosedRange<CivilDate>?

  /// One value that went in.
  package struct Input: Sendable {
    package let name: String
    /// As it was given, or as the factor was published.
    package let given: Quantity
    /// In the rule set's unit.
    package let value: Quantity
    package let factor: Factor?
    /// What is said of how well it is known.
    package let statement: Uncertainty.Statement?
  }

  /// One equation, as it was computed.
  package struct Step: Sendable {
    package let name: String
    package let expression: String
    /// ``expression`` with its numbers put in.
    package let numbers: String
    /// Unrounded.
    package let quantity: Quantity
  }

  /// The equations in their order.
  package var steps: [Step] {
    let all = evaluation.inputs + evaluation.steps
    let values = Dictionary(all.map { ($0.name, $0.quantity) }) { first, _ in first }
    return zip(rules.equations, evaluation.steps).map { equation, step in
      Step(
        name: step.name, expression: equation.expression.text,
        numbers: equation.expression.text(with: values), quantity: step.quantity)
    }
  }

  /// The factors that do not speak of all its days.
  package var factorsOfOtherDays: [Factor] {
    guard let days else { return [] }
    return inputs.compactMap(\.factor)
      .filter { !$0.covers(days.lowerBound) || !$0.covers(days.upperBound) }
  }

  /// The factors that are from memory.
  package var unconfirmedFactors: [Factor] {
    inputs.compactMap(\.factor).filter { $0.mark == .unconfirmed }
  }
}
