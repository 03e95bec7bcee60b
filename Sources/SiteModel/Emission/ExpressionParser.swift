/// Reads a formula by recursive descent; each function reads one line of the grammar.
///
/// ```
/// or     = and { "or" and }             sum     = product { ("+" | "-") product }
/// and    = not { "and" not }            product = unary { ("*" | "/") unary }
/// not    = "not" not | comparison       unary   = "-" unary | power
/// comparison = sum [ ("<" | …) sum ]    power   = inUnit [ "^" ["-"] digits ]
/// inUnit = primary [ "[" unit "]" ]     primary = number | name [ "(" or {"," or} ")" ] | "(" or ")"
/// ```
struct ExpressionParser {
  typealias Node = Expression.Node

  private let bytes: [UInt8]
  private var at = 0
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

  private func unexpected() -> ExpressionFault {
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
    return left
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
    guard let word = word() else { throw unexpected() }
    if take("(") { return (try call(word, start), false) }
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
    } while take(",") || take("，")
    guard take(")") else { throw unexpected() }
    let fits =
      switch function {
      case .min, .max: true
      case .abs: values.count == 1
      case .choice: values.count == 3
      }
    guard fits else { throw .badCall(offset: start, function: word) }
    return Node(at: start, form: .call(function, values))
  }
}

extension ExpressionParser {
  /// Whether a word is a name, not a word of the language.
  static func isFree(_ word: String) -> Bool {
    !["and", "or", "not"].contains(word) && Expression.Function(rawValue: word) == nil
  }

  /// A name or a word of the language: letters, digits and `_`, in parts joined by `.`.
  mutating func word() -> String? {
    let start = at
    repeat {
      guard at < bytes.count, Self.isLetter(bytes[at]) else {
        at = start
        return nil
      }
      while at < bytes.count, Self.isLetter(bytes[at]) || bytes[at] &- 48 < 10 { at += 1 }
    } while takeByte(UInt8(ascii: "."))
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_")
  }

  private mutating func number() throws(ExpressionFault) -> Rational {
    let start = at
    _ = digits()
    if takeByte(UInt8(ascii: ".")), digits().isEmpty { throw .badNumber(offset: start) }
    exponentMark()
    guard let value = Decimal18(bytes: bytes[start..<at]) else { throw .badNumber(offset: start) }
    return Rational(value)
  }

  private mutating func exponentMark() {
    guard at + 1 < bytes.count, bytes[at] | 32 == UInt8(ascii: "e") else { return }
    let signed = bytes[at + 1] == UInt8(ascii: "-") || bytes[at + 1] == UInt8(ascii: "+")
    let first = at + (signed ? 2 : 1)
    guard first < bytes.count, bytes[first] &- 48 < 10 else { return }
    at = first
    _ = digits()
  }

  private mutating func digits() -> String {
    let start = at
    while at < bytes.count, bytes[at] &- 48 < 10 { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func blank() {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private mutating func takeByte(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func take(_ sign: String) -> Bool {
    blank()
    guard bytes[at...].starts(with: sign.utf8) else { return false }
    at += sign.utf8.count
    return true
  }

  private mutating func take(word wanted: String) -> Bool {
    blank()
    let start = at
    if word() == wanted { return true }
    at = start
    return false
  }

  /// Whether the next sign is one of `minus`; nil if it is none of both.
  private mutating func sign(plus: [String], minus: [String]) -> Bool? {
    if plus.contains(where: { take($0) }) { return false }
    return minus.contains(where: { take($0) }) ? true : nil
  }
}
