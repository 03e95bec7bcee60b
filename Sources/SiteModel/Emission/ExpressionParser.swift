/// Reads a formula by recursive descent; each function reads one line of the grammar.
///
/// ```
/// or     = and { "or" and }             sum     = product { ("+" | "-") product }
/// and    = not { "and" not }            product = unary { ("*" | "/") unary }
/// not    = "not" not | comparison       unary   = "-" unary | power
/// comparison = sum [ ("<" | …) sum | "in" "(" sum {"," sum} ")" ]
/// power  = inUnit [ "^" ["-"] digits ]  primary = number | text | name [ "(" or {"," or} ")" ]
/// inUnit = primary [ "[" unit "]" ]             | "true" | "false" | "(" or ")"
/// ```
struct ExpressionParser {
  typealias Node = Expression.Node

  let bytes: [UInt8]
  var at = 0
  private var depth = 0
  private(set) var names: Set<String> = []

  init(_ text: String) throws(ExpressionFault) {
    bytes = Array(text.utf8)
    guard bytes.count <= 4096 else { throw .tooComplex(offset: 4096) }
  }

  mutating func whole() throws(ExpressionFault) -> Node {
    let node = try or()
    blank()
    guard at == bytes.count else { throw unexpected() }
    return node
  }

  func unexpected() -> ExpressionFault {
    let rest = String(decoding: bytes[at...].prefix(16), as: UTF8.self)
    return .unexpected(offset: at, found: rest.first.map(String.init) ?? "")
  }

  private mutating func deeper(
    _ read: (inout ExpressionParser) throws(ExpressionFault) -> Node
  ) throws(ExpressionFault) -> Node {
    guard depth < 64 else { throw .tooComplex(offset: at) }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  // MARK: yes and no

  private mutating func or() throws(ExpressionFault) -> Node {
    let first = try and()
    var nodes = [first]
    while take(word: "or") { nodes.append(try and()) }
    return nodes.count == 1 ? first : Node(at: first.at, form: .any(nodes))
  }

  private mutating func and() throws(ExpressionFault) -> Node {
    let first = try not()
    var nodes = [first]
    while take(word: "and") { nodes.append(try not()) }
    return nodes.count == 1 ? first : Node(at: first.at, form: .all(nodes))
  }

  private mutating func not() throws(ExpressionFault) -> Node {
    guard take(word: "not") else { return try comparison() }
    let start = at
    return Node(
      at: start,
      form: .not(try deeper { parser throws(ExpressionFault) in try parser.not() }))
  }

  private mutating func comparison() throws(ExpressionFault) -> Node {
    let left = try sum()
    for (signs, comparison) in Self.comparisons {
      guard signs.contains(where: { take($0) }) else { continue }
      return Node(at: left.at, form: .compare(comparison, left, try sum()))
    }
    return take(word: "in") ? try among(left) : left
  }

  /// One of several: the same as comparing with each.
  private mutating func among(_ left: Node) throws(ExpressionFault) -> Node {
    guard take("(") else { throw unexpected() }
    var nodes: [Node] = []
    repeat {
      nodes.append(Node(at: left.at, form: .compare(.equal, left, try sum())))
    } while takeComma()
    guard take(")") else { throw unexpected() }
    return Node(at: left.at, form: .any(nodes))
  }

  // Longer signs come first: `<` is the beginning of `<=`.
  private static let comparisons: [([String], Expression.Comparison)] = [
    (["<=", "≤"], .lessOrEqual), ([">=", "≥"], .greaterOrEqual), (["==", "="], .equal),
    (["!=", "≠"], .unequal), (["<"], .less), ([">"], .greater),
  ]

  // MARK: numbers

  private mutating func sum() throws(ExpressionFault) -> Node {
    let first = try product()
    var terms = [Expression.Term(marked: false, node: first)]
    while let minus = sign(plus: ["+"], minus: ["-", "−"]) {
      terms.append(.init(marked: minus, node: try product()))
    }
    return terms.count == 1 ? first : Node(at: first.at, form: .sum(terms))
  }

  private mutating func product() throws(ExpressionFault) -> Node {
    let first = try unary()
    var terms = [Expression.Term(marked: false, node: first)]
    while let divides = sign(plus: ["*", "×", "·"], minus: ["/", "÷"]) {
      terms.append(.init(marked: divides, node: try unary()))
    }
    return terms.count == 1 ? first : Node(at: first.at, form: .product(terms))
  }

  private mutating func unary() throws(ExpressionFault) -> Node {
    guard take("-") || take("−") else { return try power() }
    let start = at
    let node = try deeper { parser throws(ExpressionFault) in try parser.unary() }
    return Node(at: start, form: .sum([.init(marked: true, node: node)]))
  }

  private mutating func power() throws(ExpressionFault) -> Node {
    let base = try inUnit()
    guard take("^") else { return base }
    let minus = take("-") || take("−")
    blank()
    let start = at
    let digits = digits()
    guard let exponent = Int(digits), digits.utf8.count <= 2, exponent <= 16 else {
      throw .badExponent(offset: start)
    }
    return Node(at: base.at, form: .power(base, minus ? -exponent : exponent))
  }

  private mutating func inUnit() throws(ExpressionFault) -> Node {
    let (node, takesUnit) = try primary()
    guard takesUnit, take("[") else { return node }
    let start = at
    guard let end = bytes[at...].firstIndex(of: UInt8(ascii: "]")) else {
      at = bytes.count
      throw unexpected()
    }
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    at = end + 1
    return Node(at: node.at, form: .inUnit(node, try unit(text, start)))
  }

  private func unit(_ text: String, _ start: Int) throws(ExpressionFault) -> Unit {
    do { return try Unit(text) } catch { throw .badUnit(offset: start, unit: text) }
  }

  private mutating func primary() throws(ExpressionFault) -> (Node, takesUnit: Bool) {
    blank()
    let start = at
    if take("(") {
      let node = try deeper { parser throws(ExpressionFault) in try parser.or() }
      guard take(")") else { throw unexpected() }
      return (node, true)
    }
    if at < bytes.count, bytes[at] &- 48 < 10 {
      return (Node(at: start, form: .number(try number())), true)
    }
    if let text = try text() { return (Node(at: start, form: .text(text)), false) }
    guard let word = word() else { throw unexpected() }
    if take("(") { return (try call(word, start), false) }
    if word == "true" || word == "false" {
      return (Node(at: start, form: .truth(word == "true")), false)
    }
    guard Self.isFree(word) else {
      at = start
      throw unexpected()
    }
    names.insert(word)
    return (Node(at: start, form: .name(word)), false)
  }

  private mutating func call(_ word: String, _ start: Int) throws(ExpressionFault) -> Node {
    guard let function = Expression.Function(rawValue: word) else {
      throw .badCall(offset: start, function: word)
    }
    var values: [Node] = []
    repeat {
      values.append(try deeper { parser throws(ExpressionFault) in try parser.or() })
    } while takeComma()
    guard take(")") else { throw unexpected() }
    guard function.takes(values.count), function != .has || values[0].isName else {
      throw .badCall(offset: start, function: word)
    }
    return Node(at: start, form: .call(function, values))
  }
}

extension Expression.Node {
  fileprivate var isName: Bool { if case .name = form { true } else { false } }
}
