/// Finds out what a formula measures, without computing it.
struct DimensionCheck {
  typealias Node = Expression.Node

  let units: [String: Unit]

  func dimension(_ node: Node) throws(ExpressionFault) -> Unit.Dimension {
    switch node.form {
    case .number: return .none
    case .name(let name):
      guard let unit = units[name] else { throw .unknownName(offset: node.at, name: name) }
      return unit.dimension
    case .inUnit(let inner, let unit):
      try expect(Unit.Dimension.none, of: inner)
      return unit.dimension
    case .sum(let terms): return try common(terms.map(\.node))
    case .product(let terms): return try product(terms, node.at)
    case .power(let base, let exponent):
      return try times(.none, try dimension(base), exponent, node.at)
    case .call(.choice, let values):
      try truth(values[0])
      return try common([values[1], values[2]])
    case .call(_, let values): return try common(values)
    case .compare, .all, .any, .not: throw .wrongKind(offset: node.at)
    }
  }

  func truth(_ node: Node) throws(ExpressionFault) {
    switch node.form {
    case .compare(_, let left, let right): _ = try common([left, right])
    case .all(let nodes), .any(let nodes): for each in nodes { try truth(each) }
    case .not(let inner): try truth(inner)
    case .call(.choice, let values): for each in values { try truth(each) }
    default: throw .wrongKind(offset: node.at)
    }
  }

  private func expect(_ expected: Unit.Dimension, of node: Node) throws(ExpressionFault) {
    let found = try dimension(node)
    guard found == expected else {
      throw .unlike(
        offset: node.at, found: found.description, expected: expected.description)
    }
  }

  private func common(_ nodes: [Node]) throws(ExpressionFault) -> Unit.Dimension {
    let first = try dimension(nodes[0])
    for node in nodes.dropFirst() { try expect(first, of: node) }
    return first
  }

  private func product(
    _ terms: [Expression.Term], _ at: Int
  ) throws(ExpressionFault) -> Unit.Dimension {
    var result = Unit.Dimension.none
    for term in terms {
      result = try times(result, try dimension(term.node), term.marked ? -1 : 1, at)
    }
    return result
  }

  private func times(
    _ left: Unit.Dimension, _ right: Unit.Dimension, _ power: Int, _ at: Int
  ) throws(ExpressionFault) -> Unit.Dimension {
    guard let result = left.multiplied(by: right, power: power) else {
      throw .tooLarge(offset: at)
    }
    return result
  }
}
