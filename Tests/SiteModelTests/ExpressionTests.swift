import SiteModel
import TestSupport
import Testing

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2 - 3 - 4", "-5"), ("100 / 10 / 2", "5"),
    ("-2^2", "-4"), ("2^-3", "0.125"), ("44/12 * 3", "11"), ("1e-3 * 1000", "1"),
    ("2 × 3 − 1", "5"),
    ("min(3, 1, 2)", "1"), ("max(3, 1, 2)", "3"), ("abs(-1.50)", "1.5"), ("- - 3", "3"),
    ("5^0", "1"),
    ("if(1 < 2, 10, 1/0)", "10"), ("if(not (1 < 2) or 2 ≤ 1, 10, 20)", "20"), ("7.0", "7"),
    ("max(0[t], 1[kg]) / 1[kg]", "1"), ("(44/12)[tCO2/tC] * 12[tC] / 1[tCO2]", "44"),
  ])
  func `a formula is computed exactly`(_ text: String, _ value: String) throws {
    #expect(try Expression(text).value([:], in: .one).value.text == value)
  }

  @Test(arguments: [
    ("1 < 2 and 2 < 3", true), ("1 == 1.0", true), ("1 != 1", false), ("1/3 + 1/3 + 1/3 = 1", true),
    ("1 > 2 or not 1 > 2", true), ("1000[kg] >= 1[t]", true), ("if(1<2, 3>4, 4>3)", false),
  ])
  func `a comparison says yes or no`(_ text: String, _ holds: Bool) throws {
    #expect(try Expression(text).truth([:]) == holds)
  }

  @Test func `names are told apart from words of the language`() throws {
    let expression = try Expression("electricity.quantity * ef_2023 + min(a, order)")
    #expect(expression.names == ["electricity.quantity", "ef_2023", "a", "order"])
    #expect(Expression.isName("a.b_2") && !Expression.isName("min") && !Expression.isName("not"))
    #expect(!Expression.isName("a.") && !Expression.isName("2a") && !Expression.isName("a b"))
    #expect(!Expression.isName("") && !Expression.isName("电"))
  }

  @Test(arguments: [
    ("1 +", ExpressionFault.unexpected(offset: 3, found: "")),
    ("1 + )", .unexpected(offset: 4, found: ")")), ("a b", .unexpected(offset: 2, found: "b")),
    ("电量*2", .unexpected(offset: 0, found: "电")), ("", .unexpected(offset: 0, found: "")),
    ("1.", .badNumber(offset: 0)), ("2 * 1234567890123456789", .badNumber(offset: 4)),
    ("3[ton]", .badUnit(offset: 2, unit: "ton")), ("2^x", .badExponent(offset: 2)),
    ("2^17", .badExponent(offset: 2)), ("sqrt(2)", .badCall(offset: 0, function: "sqrt")),
    ("1 + if(1<2, 3)", .badCall(offset: 4, function: "if")),
    ("not", .unexpected(offset: 3, found: "")),
    ("1 < 2 < 3", .unexpected(offset: 6, found: "<")), ("a[t]", .unexpected(offset: 1, found: "[")),
  ])
  func `what cannot be read is named with its place`(_ text: String, _ fault: ExpressionFault) {
    #expect(throws: fault) { try Expression(text) }
  }

  @Test func `depth and length have limits`() {
    let (open, close) = (String(repeating: "(", count: 64), String(repeating: ")", count: 64))
    #expect(throws: Never.self) { try Expression(open + "1" + close) }
    #expect(throws: ExpressionFault.tooComplex(offset: 65)) {
      try Expression("(" + open + "1" + close + ")")
    }
    #expect(throws: ExpressionFault.self) { try Expression(String(repeating: "-", count: 4000)) }
    #expect(throws: ExpressionFault.tooComplex(offset: 4096)) {
      try Expression(String(repeating: "1", count: 5000))
    }
    #expect(throws: Never.self) {
      try Expression("1" + String(repeating: "+1", count: 2000)).value([:], in: .one)
    }
  }

  @Test(arguments: [
    ("fuel + co2", ExpressionFault.unlike(offset: 7, found: "kgCO2", expected: "kg")),
    ("if(1<2, fuel, 0)", .unlike(offset: 14, found: "1", expected: "kg")),
    ("fuel[t]", .unexpected(offset: 4, found: "[")),
    ("(fuel)[t]", .unlike(offset: 1, found: "kg", expected: "1")),
    ("heat", .unknownName(offset: 0, name: "heat")), ("1 < 2", .wrongKind(offset: 0)),
    ("1 + (1 < 2)", .wrongKind(offset: 5)), ("((fuel^16)^16)", .tooLarge(offset: 2)),
  ])
  func `units are checked before anything is computed`(_ text: String, _ fault: ExpressionFault) {
    #expect(throws: fault) {
      let units = try ["fuel": Unit("t"), "co2": Unit("tCO2")]
      _ = try Expression(text).dimension(units)
    }
  }

  @Test func `unlike things are not compared`() throws {
    let units = try ["fuel": Unit("t")]
    let expression = try Expression("1 < 2 and fuel < 3")
    #expect(throws: ExpressionFault.unlike(offset: 17, found: "1", expected: "kg")) {
      try expression.checkTruth(units)
    }
    #expect(throws: ExpressionFault.wrongKind(offset: 0)) { try expression.dimension(units) }
  }

  @Test func `carbon becomes carbon dioxide only by saying so`() throws {
    let inputs = try ["carbon": Quantity("12", "tC")]
    #expect(throws: ExpressionFault.unlike(offset: 0, found: "kgC", expected: "tCO2")) {
      try Expression("carbon * 44/12").value(inputs, in: Unit("tCO2"))
    }
    let made = try Expression("carbon * (44/12)[tCO2/tC]").value(inputs, in: Unit("tCO2"))
    #expect(made.value == Rational(44))
  }

  @Test(arguments: [
    ("1 / (2 - 2)", ExpressionFault.divisionByZero(offset: 5)),
    ("(1 - 1)^-2", .divisionByZero(offset: 1)), ("((10^16)^16)^16", .tooLarge(offset: 2)),
  ])
  func `what has no value is a fault`(_ text: String, _ fault: ExpressionFault) {
    #expect(throws: fault) { try Expression(text).value([:], in: .one) }
  }

  @Test func `no text traps`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("expression fuzz seed \(seed)")
    var random = SeededRandom(seed: seed)
    let inputs = try ["a": Quantity("3", "t"), "b": Quantity("0", "1"), "c.d": Quantity("-7", "1")]
    let moving = inputs.mapValues { Differential($0.value, ["x": .one]) }
    var read = 0
    for _ in 0..<100_000 {
      let text = Self.text(&random)
      guard let expression = try? Expression(text) else { continue }
      read += 1
      _ = try? expression.value(inputs, in: .one)
      _ = try? expression.truth(inputs)
      _ = expression.text(with: inputs)
      // Only what has a value is asked how it moves.
      if (try? expression.value(inputs, in: .one)) != nil {
        _ = try? expression.differential(moving)
      }
    }
    #expect(read > 1000, "seed \(seed)")
  }

  @Test func `well formed formulas agree with small fractions`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("expression oracle seed \(seed)")
    var random = SeededRandom(seed: seed)
    for _ in 0..<2000 {
      let (text, expected) = Self.formula(depth: 3, &random)
      let found = try? Expression(text).value([:], in: .one).value
      #expect(found == expected?.rational, "seed \(seed): \(text)")
    }
  }

  private static let pieces = [
    "a", "b", "c.d", "1", "2.5", "0", "(", ")", "+", "-", "*", "/", "^", "2", "16", "[t]", "[1]",
    ",", "min(", "if(", "<", "=", "and", "or", "not", " ", "−", "电", "\u{0}", "1e", ".", "[", "]",
  ]

  private static func text(_ random: inout SeededRandom) -> String {
    let length = Int.random(in: 0...12, using: &random)
    return (0..<length).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  /// A formula and its value in machine integers; nil where it divides by zero.
  private static func formula(
    depth: Int, _ random: inout SeededRandom
  ) -> (text: String, value: Small?) {
    if depth == 0 {
      let number = Int.random(in: 0...9, using: &random)
      return (String(number), Small(number, 1))
    }
    let (left, a) = formula(depth: depth - 1, &random)
    let (right, b) = formula(depth: depth - 1, &random)
    let sign = "+-*/".randomElement(using: &random) ?? "+"
    return ("(\(left)) \(sign) (\(right))", a.flatMap { a in b.flatMap { a.joined($0, sign) } })
  }
}

/// A fraction of machine integers: another way to the same number.
private struct Small {
  let (top, bottom): (Int, Int)

  init(_ top: Int, _ bottom: Int) { (self.top, self.bottom) = (top, bottom) }

  func joined(_ other: Small, _ sign: Character) -> Small? {
    switch sign {
    case "+": Small(top * other.bottom + other.top * bottom, bottom * other.bottom)
    case "-": Small(top * other.bottom - other.top * bottom, bottom * other.bottom)
    case "*": Small(top * other.top, bottom * other.bottom)
    default: other.top == 0 ? nil : Small(top * other.bottom, bottom * other.top)
    }
  }

  var rational: Rational { Rational(top) / Rational(bottom) }
}
