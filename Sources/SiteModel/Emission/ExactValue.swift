import BigInt

/// Computes a formula in fractions of base units. Kinds were checked before.
///
/// What has no value makes what is computed from it have none; `and` and `or` need only know what
/// decides them. Nothing is ever taken for 0 or for no.
struct ExactValue {
  typealias Node = Expression.Node
  typealias Value = Expression.Value

  let values: [String: Value]

  func value(_ node: Node) throws(ExpressionFault) -> Value? {
    switch node.form {
    case .number(let value): return .number(value)
    case .text(let text): return .text(text)
    case .truth(let truth): return .truth(truth)
    case .name(let name): return try named(name, node.at)
    case .inUnit(let inner, let unit):
      return try number(inner).map { value throws(ExpressionFault) in
        .number(try fitting(value * unit.scale, node.at))
      }
    case .sum(let terms): return try sum(terms, node.at)
    case .product(let terms): return try product(terms, node.at)
    case .power(let base, let exponent): return try power(base, exponent, node.at)
    case .call(let function, let values): return try call(function, values)
    case .compare(let comparison, let left, let right):
      return try compare(comparison, left, right).map { .truth($0) }
    case .all(let nodes): return try decided(nodes, by: false).map { .truth($0) }
    case .any(let nodes): return try decided(nodes, by: true).map { .truth($0) }
    case .not(let inner): return try truth(inner).map { .truth(!$0) }
    }
  }

  func number(_ node: Node) throws(ExpressionFault) -> Rational? {
    guard let value = try value(node) else { return nil }
    guard case .number(let number) = value else { throw .wrongKind(offset: node.at) }
    return number
  }

  func truth(_ node: Node) throws(ExpressionFault) -> Bool? {
    guard let value = try value(node) else { return nil }
    guard case .truth(let truth) = value else { throw .wrongKind(offset: node.at) }
    return truth
  }

  private func named(_ name: String, _ at: Int) throws(ExpressionFault) -> Value? {
    if let value = values[name] {
      guard case .number(let number) = value else { return value }
      return .number(try fitting(number, at))
    }
    guard let (head, tail) = Expression.path(name), case .rows(let rows, _)? = values[head] else {
      return nil
    }
    return .list(rows.compactMap { $0[tail] })
  }

  private func compare(
    _ comparison: Expression.Comparison, _ left: Node, _ right: Node
  ) throws(ExpressionFault) -> Bool? {
    guard let a = try value(left), let b = try value(right) else { return nil }
    if case (.number(let a), .number(let b)) = (a, b) { return comparison.holds(a, b) }
    return (comparison == .equal) == (a == b)
  }

  /// Whether one of the nodes is `deciding`; unknown if none is, but one is not known.
  private func decided(
    _ nodes: [Node], by deciding: Bool
  ) throws(ExpressionFault) -> Bool? {
    var isKnown = true
    for each in nodes {
      switch try truth(each) {
      case deciding: return deciding
      case nil: isKnown = false
      default: break
      }
    }
    return isKnown ? !deciding : nil
  }

  private func sum(_ terms: [Expression.Term], _ at: Int) throws(ExpressionFault) -> Value? {
    var result = Rational.zero
    for term in terms {
      guard let value = try number(term.node) else { return nil }
      result = try fitting(term.marked ? result - value : result + value, at)
    }
    return .number(result)
  }

  private func product(_ terms: [Expression.Term], _ at: Int) throws(ExpressionFault) -> Value? {
    var result = Rational.one
    for term in terms {
      guard let value = try number(term.node) else { return nil }
      if term.marked && value == .zero { throw .divisionByZero(offset: term.node.at) }
      result = try fitting(term.marked ? result / value : result * value, at)
    }
    return .number(result)
  }

  private func power(_ base: Node, _ exponent: Int, _ at: Int) throws(ExpressionFault) -> Value? {
    guard let value = try number(base) else { return nil }
    if exponent < 0 && value == .zero { throw .divisionByZero(offset: at) }
    var result = Rational.one
    for _ in 0..<abs(exponent) { result = try fitting(result * value, at) }
    return .number(exponent < 0 ? .one / result : result)
  }

  // A formula of ten characters can ask for a number of a million digits.
  private func fitting(_ value: Rational, _ at: Int) throws(ExpressionFault) -> Rational {
    guard value.numerator.bitWidth <= 4096, value.denominator.bitWidth <= 4096 else {
      throw .tooLarge(offset: at)
    }
    return value
  }
}

extension ExactValue {
  private func call(
    _ function: Expression.Function, _ nodes: [Node]
  ) throws(ExpressionFault) -> Value? {
    switch function {
    case .choice:
      return try truth(nodes[0]).flatMap { (yes) throws(ExpressionFault) in
        try value(nodes[yes ? 1 : 2])
      }
    case .has: return .truth(try value(nodes[0])?.isSomething ?? false)
    case .count: return .number(Rational(try count(nodes)))
    case .abs: return try number(nodes[0]).map { .number($0 < .zero ? -$0 : $0) }
    case .sum:
      let all = try numbers(nodes)
      var result = Rational.zero
      for each in all ?? [] { result = try fitting(result + each, nodes[0].at) }
      return .number(result)
    case .min: return try numbers(nodes)?.min().map { .number($0) }
    case .max: return try numbers(nodes)?.max().map { .number($0) }
    }
  }

  /// How many there are; of rows, those of which a condition holds.
  private func count(_ nodes: [Node]) throws(ExpressionFault) -> Int {
    switch try value(nodes[0]) {
    case .list(let items): return items.count
    case .rows(let rows, let columns):
      guard nodes.count == 2 else { return rows.count }
      let outside = values.filter { !columns.contains($0.key) }
      var count = 0
      for row in rows {
        let inner = ExactValue(values: outside.merging(row) { $1 })
        if try inner.truth(nodes[1]) == true { count += 1 }
      }
      return count
    default: return 0
    }
  }

  /// The numbers of a list, or of several nodes; nil if one of these has no value.
  private func numbers(_ nodes: [Node]) throws(ExpressionFault) -> [Rational]? {
    if nodes.count == 1, case .list(let items)? = try value(nodes[0]) {
      return items.compactMap { if case .number(let number) = $0 { number } else { nil } }
    }
    var numbers: [Rational] = []
    for node in nodes {
      guard let number = try number(node) else { return nil }
      numbers.append(number)
    }
    return numbers
  }
}
