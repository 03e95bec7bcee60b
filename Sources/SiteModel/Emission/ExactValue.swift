import BigInt

/// Computes a formula in fractions of base units. Units were checked before.
struct ExactValue {
  typealias Node = Expression.Node

  let inputs: [String: Quantity]

  func number(_ node: Node) throws(ExpressionFault) -> Rational {
    switch node.form {
    case .number(let value): return value
    case .name(let name):
      guard let input = inputs[name] else { throw .unknownName(offset: node.at, name: name) }
      return try fitting(input.value * input.unit.scale, node.at)
    case .inUnit(let inner, let unit):
      return try fitting(try number(inner) * unit.scale, node.at)
    case .sum(let terms): return try sum(terms, node.at)
    case .product(let terms): return try product(terms, node.at)
    case .power(let base, let exponent): return try power(base, exponent, node.at)
    case .call(let function, let values): return try call(function, values)
    case .compare, .all, .any, .not: throw .wrongKind(offset: node.at)
    }
  }

  func truth(_ node: Node) throws(ExpressionFault) -> Bool {
    switch node.form {
    case .compare(let comparison, let left, let right):
      return comparison.holds(try number(left), try number(right))
    case .all(let nodes):
      for each in nodes { guard try truth(each) else { return false } }
      return true
    case .any(let nodes):
      for each in nodes { if try truth(each) { return true } }
      return false
    case .not(let inner): return try !truth(inner)
    case .call(.choice, let values): return try truth(values[try truth(values[0]) ? 1 : 2])
    default: throw .wrongKind(offset: node.at)
    }
  }

  private func sum(_ terms: [Expression.Term], _ at: Int) throws(ExpressionFault) -> Rational {
    var result = Rational.zero
    for term in terms {
      let value = try number(term.node)
      result = try fitting(term.marked ? result - value : result + value, at)
    }
    return result
  }

  private func product(_ terms: [Expression.Term], _ at: Int) throws(ExpressionFault) -> Rational {
    var result = Rational.one
    for term in terms {
      let value = try number(term.node)
      if term.marked && value == .zero { throw .divisionByZero(offset: term.node.at) }
      result = try fitting(term.marked ? result / value : result * value, at)
    }
    return result
  }

  private func power(_ base: Node, _ exponent: Int, _ at: Int) throws(ExpressionFault) -> Rational {
    let value = try number(base)
    if exponent < 0 && value == .zero { throw .divisionByZero(offset: at) }
    var result = Rational.one
    for _ in 0..<abs(exponent) { result = try fitting(result * value, at) }
    return exponent < 0 ? .one / result : result
  }

  private func call(
    _ function: Expression.Function, _ values: [Node]
  ) throws(ExpressionFault) -> Rational {
    if function == .choice { return try number(values[try truth(values[0]) ? 1 : 2]) }
    var result = try number(values[0])
    for each in values.dropFirst() {
      let value = try number(each)
      result = function == .min ? min(result, value) : max(result, value)
    }
    return function == .abs && result < .zero ? -result : result
  }

  // A formula of ten characters can ask for a number of a million digits.
  private func fitting(_ value: Rational, _ at: Int) throws(ExpressionFault) -> Rational {
    guard value.numerator.bitWidth <= 4096, value.denominator.bitWidth <= 4096 else {
      throw .tooLarge(offset: at)
    }
    return value
  }
}
