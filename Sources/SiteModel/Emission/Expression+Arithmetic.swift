extension Expression {
  /// The formula for `bc`, in base units: with exact fractions, so that anybody can compute it again.
  ///
  /// The functions `min(a, b)`, `max(a, b)` and `abs(a)` become `n`, `x` and `a`, which whoever runs
  /// it defines.
  ///
  /// - Parameter variables: what a name is called there; its value stands in base units.
  /// - Returns: nil for a formula over texts or rows, which no calculator knows.
  package func arithmetic(_ variables: [String: String]) -> String? {
    ArithmeticText(variables: variables).text(root)
  }
}

extension Rational {
  /// `(7/20)`, for a calculator that divides when it must.
  package var fraction: String { "(\(numerator)/\(denominator))" }
}

/// Writes a formula for `bc`.
private struct ArithmeticText {
  let variables: [String: String]

  func text(_ node: Expression.Node) -> String? {
    switch node.form {
    case .number(let value): value.fraction
    case .name(let name): variables[name]
    case .inUnit(let inner, let unit): text(inner).map { "(\($0)*\(unit.scale.fraction))" }
    case .sum(let terms): joined(terms, first: "0", plain: "+", marked: "-")
    case .product(let terms): joined(terms, first: "1", plain: "*", marked: "/")
    case .power(let base, let exponent): text(base).map { "(\($0)^(\(exponent)))" }
    case .call(let function, let nodes): call(function, nodes.map(text))
    case .compare(let comparison, let left, let right):
      both(left, right).map { "(\($0)\(comparison.sign)\($1))" }
    case .all(let nodes): all(nodes, "*")
    case .any(let nodes): all(nodes, "+").map { "(\($0)>0)" }
    case .not(let inner): text(inner).map { "(\($0)==0)" }
    case .text, .truth: nil
    }
  }

  private func joined(
    _ terms: [Expression.Term], first: String, plain: String, marked: String
  ) -> String? {
    // Divisors come last: a quotient is cut off once.
    let ordered = terms.filter { !$0.marked } + terms.filter(\.marked)
    let parts = ordered.map { term in text(term.node).map { (term.marked ? marked : plain) + $0 } }
    guard parts.allSatisfy({ $0 != nil }) else { return nil }
    return "(\(first)\(parts.compactMap { $0 }.joined()))"
  }

  private func all(_ nodes: [Expression.Node], _ sign: String) -> String? {
    let parts = nodes.map(text)
    guard parts.allSatisfy({ $0 != nil }) else { return nil }
    return "(\(parts.compactMap { $0 }.joined(separator: sign)))"
  }

  private func both(_ left: Expression.Node, _ right: Expression.Node) -> (String, String)? {
    guard let a = text(left), let b = text(right) else { return nil }
    return (a, b)
  }

  private func call(_ function: Expression.Function, _ values: [String?]) -> String? {
    let values = values.compactMap { $0 }
    guard function.takes(values.count), let first = values.first else { return nil }
    switch function {
    case .min: return values.dropFirst().reduce(first) { "n(\($0),\($1))" }
    case .max: return values.dropFirst().reduce(first) { "x(\($0),\($1))" }
    case .abs: return "a(\(first))"
    case .choice: return "(\(first)*\(values[1])+(\(first)==0)*\(values[2]))"
    case .has, .count, .sum: return nil
    }
  }
}

extension Expression.Comparison {
  fileprivate var sign: String {
    switch self {
    case .less: "<"
    case .lessOrEqual: "<="
    case .equal: "=="
    case .unequal: "!="
    case .greaterOrEqual: ">="
    case .greater: ">"
    }
  }
}
