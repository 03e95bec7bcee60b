/// How well a line is known, by JJF 1059.1, from what is said of its inputs.
///
/// Half ranges go through the formulas as standard uncertainties do: both carry one and the same
/// coverage factor from the inputs to the line.
package struct Uncertainty: Sendable, Hashable {
  /// What is said of one input.
  package struct Statement: Sendable, Hashable {
    /// What the value comes from; two inputs of one origin are fully correlated.
    package let origin: String
    /// The half range at 95 %, in per cent of the value, 0 or more.
    package let percent: Rational

    package init(origin: String, percent: Rational) {
      (self.origin, self.percent) = (origin, percent)
    }
  }

  /// The line, unrounded, and how it moves with one half range of each origin; in its unit.
  package let line: Differential
  /// The unit of the line and of ``halfRange``.
  package let unit: Unit
  /// The inputs of which nothing is said, in the rule set's order: they count as exact.
  package let exact: [String]

  /// The half range of the line at 95 %, to 12 significant digits.
  package var halfRange: Rational { halfRange(digits: Self.digits) }

  /// The same to so many significant digits.
  package func halfRange(digits: Int) -> Rational { line.variance.squareRoot(digits: digits) }

  /// ``halfRange`` in per cent of the line, to 12 significant digits; nil where the line is 0.
  package var percent: Rational? { percent(digits: Self.digits) }

  /// The same to so many significant digits.
  package func percent(digits: Int) -> Rational? {
    guard line.value != .zero else { return nil }
    let ratio = Rational(100) / line.value
    return (line.variance * ratio * ratio).squareRoot(digits: digits)
  }

  /// What one origin adds to it alone, in per cent of the line; nil where the line is 0.
  package func part(of origin: String) -> Rational? {
    guard line.value != .zero else { return nil }
    let share = line.slopes[origin, default: .zero] * Rational(100) / line.value
    return share < .zero ? -share : share
  }

  /// Whether it is over 30 %: there the first order no longer says enough (IPCC 2006 vol. 1 ch. 3).
  package var isLarge: Bool { percent.map { $0 > Rational(30) } ?? false }

  private static let digits = 12
}

extension RuleSet {
  /// How well a line of this rule set is known.
  ///
  /// - Parameters:
  ///   - evaluation: the line, as ``evaluate(inputs:)`` computed it.
  ///   - statements: by input; what is not there counts as exact.
  /// - Throws: ``EmissionFault/formula(rule:equation:_:)`` where a formula bends, see
  ///   ``Expression/differential(_:)``.
  package func uncertainty(
    of evaluation: Evaluation, _ statements: [String: Uncertainty.Statement]
  ) throws(EmissionFault) -> Uncertainty {
    var values: [String: Differential] = [:]
    for input in evaluation.inputs {
      values[input.name] = input.quantity.differential(statements[input.name])
    }
    for equation in equations { values[equation.name] = try differential(equation, values) }
    let (line, unit) = (values[result] ?? Differential(.zero), evaluation.result.unit)
    let scaled = line.mapped(line.value / unit.scale, slope: .one / unit.scale)
    return Uncertainty(
      line: scaled, unit: unit, exact: inputs.map(\.name).filter { statements[$0] == nil })
  }

  private func differential(
    _ equation: Equation, _ values: [String: Differential]
  ) throws(EmissionFault) -> Differential {
    do { return try equation.expression.differential(values) } catch {
      throw .formula(rule: id, equation: equation.name, error)
    }
  }
}

extension Quantity {
  /// In base units, moving by its half range.
  fileprivate func differential(_ statement: Uncertainty.Statement?) -> Differential {
    let base = value * unit.scale
    guard let statement else { return Differential(base) }
    return Differential(base, [statement.origin: base * statement.percent / Rational(100)])
  }
}
