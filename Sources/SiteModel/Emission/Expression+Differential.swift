extension Expression {
  /// The exact value with its slopes, in base units, by the rules of differentiation.
  ///
  /// Of `if` the branch that holds is followed, of `min` and `max` the value that is chosen.
  ///
  /// - Parameter values: of every name, in base units.
  /// - Throws: ``ExpressionFault``, also where the formula bends: two values of `min` are equal and
  ///   move differently, or `abs` of 0.
  package func differential(
    _ values: [String: Differential]
  ) throws(ExpressionFault) -> Differential {
    try Differentiation(values: values).number(root)
  }
}

/// Follows a formula by the chain rule. What it asks for was computed before without a fault.
private struct Differentiation {
  let values: [String: Differential]

  func number(_ node: Expression.Node) throws(ExpressionFault) -> Differential {
    switch node.form {
    case .number(let value): return Differential(value)
    case .name(let name): return try named(name, node.at)
    case .inUnit(let inner, let unit): return try number(inner) * Differential(unit.scale)
    case .sum(let terms): return try sum(terms)
    case .product(let terms): return try product(terms)
    case .power(let base, let exponent): return try power(base, exponent, node.at)
    case .call(let function, let nodes): return try call(function, nodes, node.at)
    case .text, .truth, .compare, .all, .any, .not: throw .wrongKind(offset: node.at)
    }
  }

  private func named(_ name: String, _ at: Int) throws(ExpressionFault) -> Differential {
    guard let value = values[name] else { throw .unknownName(offset: at, name: name) }
    return value
  }

  private func sum(_ terms: [Expression.Term]) throws(ExpressionFault) -> Differential {
    var result = Differential(.zero)
    for term in terms {
      let value = try number(term.node)
      result = result + (term.marked ? -value : value)
    }
    return result
  }

  private func product(_ terms: [Expression.Term]) throws(ExpressionFault) -> Differential {
    var result = Differential(.one)
    for term in terms {
      let value = try number(term.node)
      if term.marked && value.value == .zero { throw .divisionByZero(offset: term.node.at) }
      result = term.marked ? result / value : result * value
    }
    return result
  }

  private func power(
    _ base: Expression.Node, _ exponent: Int, _ at: Int
  ) throws(ExpressionFault) -> Differential {
    let value = try number(base)
    if exponent < 0 && value.value == .zero { throw .divisionByZero(offset: at) }
    return value.power(exponent)
  }

  private func call(
    _ function: Expression.Function, _ nodes: [Expression.Node], _ at: Int
  ) throws(ExpressionFault) -> Differential {
    switch function {
    case .choice: return try number(nodes[try holds(nodes[0]) ? 1 : 2])
    case .abs: return try abs(try number(nodes[0]), at)
    case .min: return try chosen(nodes, at) { $0 < $1 }
    case .max: return try chosen(nodes, at) { $0 > $1 }
    // They speak of rows, which no rule set has.
    case .has, .count, .sum: throw .badCall(offset: at, function: function.rawValue)
    }
  }

  private func holds(_ condition: Expression.Node) throws(ExpressionFault) -> Bool {
    let plain = ExactValue(values: values.mapValues { .number($0.value) })
    guard let truth = try plain.truth(condition) else { throw .wrongKind(offset: condition.at) }
    return truth
  }

  private func abs(_ value: Differential, _ at: Int) throws(ExpressionFault) -> Differential {
    guard value.value != .zero || value.slopes.isEmpty else { throw .bent(offset: at) }
    return value.value < .zero ? -value : value
  }

  private func chosen(
    _ nodes: [Expression.Node], _ at: Int, _ isBefore: (Rational, Rational) -> Bool
  ) throws(ExpressionFault) -> Differential {
    var best = try number(nodes[0])
    var rivals: [Differential] = []
    for node in nodes.dropFirst() {
      let next = try number(node)
      if next.value == best.value { rivals.append(next) }
      if isBefore(next.value, best.value) { (best, rivals) = (next, []) }
    }
    guard rivals.allSatisfy({ $0.slopes == best.slopes }) else { throw .bent(offset: at) }
    return best
  }
}
