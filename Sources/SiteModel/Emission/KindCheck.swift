/// Finds out what a formula says and measures, without computing it.
struct KindCheck {
  typealias Node = Expression.Node
  typealias Kind = Expression.Kind

  /// What each name stands for; `a.b` also means the field `b` of every row of `a`.
  let names: [String: Kind]

  func kind(_ node: Node) throws(ExpressionFault) -> Kind {
    switch node.form {
    case .number: return .count
    case .text(let text): return .text([text])
    case .truth: return .truth
    case .name(let name):
      guard let kind = kind(of: name) else { throw .unknownName(offset: node.at, name: name) }
      return kind
    case .inUnit(let inner, let unit):
      try expect(.count, of: inner)
      return .number(unit.dimension)
    case .sum(let terms): return try sum(terms, node.at)
    case .product(let terms): return .number(try product(terms, node.at))
    case .power(let base, let exponent):
      return .number(try times(.none, try dimension(base), exponent, node.at))
    case .call(let function, let values): return try call(function, values, node.at)
    case .compare(let comparison, let left, let right):
      try compare(comparison, left, right)
      return .truth
    case .all(let nodes), .any(let nodes):
      for each in nodes { try truth(each) }
      return .truth
    case .not(let inner):
      try truth(inner)
      return .truth
    }
  }

  func dimension(_ node: Node) throws(ExpressionFault) -> Unit.Dimension {
    switch node.form {
    // Where a number is asked for, that it is a condition is what people must hear first.
    case .compare, .all, .any, .not: throw .wrongKind(offset: node.at)
    default: break
    }
    return try Self.dimension(try kind(node), node.at)
  }

  private static func dimension(_ kind: Kind, _ at: Int) throws(ExpressionFault) -> Unit.Dimension {
    switch kind {
    case .number(let dimension): return dimension
    case .truth: throw .wrongKind(offset: at)
    case let other: throw .unlike(offset: at, found: "\(other)", expected: "1")
    }
  }

  func truth(_ node: Node) throws(ExpressionFault) {
    guard case .truth = try kind(node) else { throw .wrongKind(offset: node.at) }
  }

  private func kind(of name: String) -> Kind? {
    if let kind = names[name] { return kind }
    guard let (head, tail) = Expression.path(name), case .rows(let fields)? = names[head] else {
      return nil
    }
    return fields[tail].map { .list($0) }
  }

  private func expect(_ expected: Kind, of node: Node) throws(ExpressionFault) {
    try Self.expect(expected, try kind(node), node.at)
  }

  private static func expect(
    _ expected: Kind, _ found: Kind, _ at: Int
  ) throws(ExpressionFault) {
    if case .truth = found, expected != .truth { throw .wrongKind(offset: at) }
    guard alike(found, expected) else {
      throw .unlike(offset: at, found: "\(found)", expected: "\(expected)")
    }
  }

  // Texts are alike whatever choices they come from, but a choice is never compared with a text
  // that is none of its values: that would be a slip of the pen.
  private static func alike(_ a: Kind, _ b: Kind) -> Bool {
    guard case (.text(let some), .text(let others)) = (a, b) else { return a.takes(b) }
    return some.isEmpty || others.isEmpty || !some.isDisjoint(with: others)
  }

  private func common(_ nodes: [Node]) throws(ExpressionFault) -> Kind {
    let first = try kind(nodes[0])
    for node in nodes.dropFirst() { try expect(first, of: node) }
    return first
  }

  private func compare(
    _ comparison: Expression.Comparison, _ left: Node, _ right: Node
  ) throws(ExpressionFault) {
    switch try common([left, right]) {
    case .number, .day: return
    case .text, .truth:
      guard [.equal, .unequal].contains(comparison) else { throw .wrongKind(offset: left.at) }
    case let other: throw .unlike(offset: left.at, found: "\(other)", expected: "1")
    }
  }

  /// Numbers of one dimension; or a day and times; or a day less a day, which is a time.
  ///
  /// Each node is asked once: asking twice would double with every parenthesis.
  private func sum(_ terms: [Expression.Term], _ at: Int) throws(ExpressionFault) -> Kind {
    var result = try kind(terms[0].node)
    let isDay = result == .day
    if isDay {
      guard !terms[0].marked else { throw .wrongKind(offset: at) }
    } else {
      _ = try Self.dimension(result, terms[0].node.at)
    }
    for term in terms.dropFirst() {
      let next = try kind(term.node)
      if result == .day, term.marked, next == .day {
        result = .time
      } else {
        try Self.expect(isDay ? .time : result, next, term.node.at)
      }
    }
    return result
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

extension KindCheck {
  private func call(
    _ function: Expression.Function, _ values: [Node], _ at: Int
  ) throws(ExpressionFault) -> Kind {
    switch function {
    case .choice:
      try truth(values[0])
      return try choice(values[1], values[2])
    case .has:
      _ = try kind(values[0])
      return .truth
    case .count:
      try count(values)
      return .count
    case .abs: return .number(try dimension(values[0]))
    case .sum:
      guard case .list(.number(let dimension)) = try kind(values[0]) else {
        throw .badCall(offset: at, function: function.rawValue)
      }
      return .number(dimension)
    case .min, .max: return try extreme(values)
    }
  }

  /// One of two things of one kind; of texts either.
  private func choice(_ one: Node, _ other: Node) throws(ExpressionFault) -> Kind {
    let first = try kind(one)
    guard case .text(let texts) = first else {
      try expect(first, of: other)
      return first
    }
    let second = try kind(other)
    guard case .text(let others) = second else {
      throw .unlike(offset: other.at, found: "\(second)", expected: "\(first)")
    }
    return .text(texts.isEmpty || others.isEmpty ? [] : texts.union(others))
  }

  private func count(_ values: [Node]) throws(ExpressionFault) {
    switch try kind(values[0]) {
    case .list where values.count == 1: return
    case .rows(let fields):
      // What a condition says of a row; a row's own fields hide the record's.
      let inner = KindCheck(names: names.merging(fields) { $1 })
      if values.count == 2 { try inner.truth(values[1]) }
    case let other: throw .unlike(offset: values[0].at, found: "\(other)", expected: "rows")
    }
  }

  /// The smallest or largest of some numbers or days, or of those in a list.
  private func extreme(_ values: [Node]) throws(ExpressionFault) -> Kind {
    let first = try kind(values[0])
    if values.count == 1, case .list(let inner) = first {
      if inner != .day { _ = try Self.dimension(inner, values[0].at) }
      return inner
    }
    if first != .day { _ = try Self.dimension(first, values[0].at) }
    for node in values.dropFirst() { try expect(first, of: node) }
    return first
  }
}

extension Expression {
  /// `rows.field` in its two parts; nil for a name without a point.
  static func path(_ name: String) -> (head: String, tail: String)? {
    guard let point = name.firstIndex(of: ".") else { return nil }
    return (String(name[..<point]), String(name[name.index(after: point)...]))
  }
}
