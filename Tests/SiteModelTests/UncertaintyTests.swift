import Foundation
import SiteModel
import Testing

@Suite struct UncertaintyTests {
  @Test(arguments: [
    ("2", 12, "1.41421356237"), ("37.44", 12, "6.11882341631"), ("37.44", 5, "6.1188"),
    ("1/3", 12, "0.577350269190"), ("0", 12, "0"), ("4", 12, "2"), ("0.000001", 3, "0.001"),
    ("99999999999", 3, "316000"), ("998001", 2, "1000"), ("6.25", 1, "2"), ("12.25", 1, "4"),
  ])
  func `a root is rounded once to its digits, half to even`(
    _ square: String, _ digits: Int, _ root: String
  ) throws {
    let value = try #require(Rational(square)).squareRoot(digits: digits)
    #expect(value == Rational(root), "\(value.text)")
  }

  /// The value and the slopes for `a`, `b` and `c`, each in its own right.
  private func differential(_ text: String, _ values: [String: String]) throws -> Differential {
    let inputs = try values.reduce(into: [String: Differential]()) { inputs, item in
      inputs[item.key] = Differential(try #require(Rational(item.value)), [item.key: .one])
    }
    return try Expression(text).differential(inputs)
  }

  @Test(arguments: [
    ("a + 2 * b - c", ["1", "2", "-1"]), ("a * b * c", ["15", "10", "6"]),
    ("a * b / c", ["0.6", "0.4", "-6/25"]), ("a^3 + b^-1 + c^0", ["12", "-1/9", "0"]),
    ("if(a < b, a * c, b)", ["5", "0", "2"]), ("max(a, b) - min(b, c)", ["0", "0", "0"]),
    ("abs(a - b) * c", ["-5", "5", "1"]), ("(a * 1[t]) / 1[kg] + b + c", ["1000", "1", "1"]),
    ("a - a * (b / b) + c", ["0", "0", "1"]),
  ])
  func `slopes are those of the calculus, exactly`(_ text: String, _ slopes: [String]) throws {
    let found = try differential(text, ["a": "2", "b": "3", "c": "5"])
    let expected = zip(["a", "b", "c"], slopes).map { ($0, Rational($1)) }
    for (name, slope) in expected {
      #expect(found.slopes[name, default: .zero] == slope, "\(name)")
    }
  }

  @Test(arguments: ["max(a, b)", "1 + abs(a - b)", "min(3, a)"])
  func `where a formula bends there is no slope, and it is said`(_ text: String) {
    #expect(throws: ExpressionFault.self) { try differential(text, ["a": "3", "b": "3"]) }
    #expect(throws: Never.self) { try differential(text, ["a": "4", "b": "2"]) }
  }

  // GUM H.2: voltage, current and phase, measured together five times.
  private static let observed: [String: [String]] = [
    "v": ["5.007", "4.994", "5.005", "4.990", "4.999"],
    "i": ["0.019663", "0.019639", "0.019640", "0.019685", "0.019678"],
    "phi": ["1.0456", "1.0438", "1.0468", "1.0428", "1.0433"],
  ]

  private static func mean(_ name: String) -> Rational {
    let values = observed[name, default: []].compactMap { Rational($0) }
    return values.reduce(.zero, +) / Rational(values.count)
  }

  /// u(x, y) of two means.
  private static func covariance(_ a: String, _ b: String) -> Rational {
    let (xs, ys) = (observed[a, default: []], observed[b, default: []])
    let (x, y) = (mean(a), mean(b))
    let sum = zip(xs.compactMap { Rational($0) }, ys.compactMap { Rational($0) })
      .reduce(Rational.zero) { $0 + ($1.0 - x) * ($1.1 - y) }
    return sum / Rational(xs.count * (xs.count - 1))
  }

  /// The cosine of the phase, which a formula cannot ask for, with its slope; and the sine.
  private static func circle() throws -> (cos: Differential, sin: Differential) {
    let angle = try #require(Double(mean("phi").text))
    let (c, s) = (cos(angle), sin(angle))
    let exact = { (value: Double) in
      Rational(String(format: "%.15f", locale: nil, value)) ?? .zero
    }
    return (
      Differential(exact(c), ["phi": exact(-s)]), Differential(exact(s), ["phi": exact(c)])
    )
  }

  @Test func `the resistances of GUM H-2 come out, correlated as they were measured`() throws {
    let circle = try Self.circle()
    let values = [
      "v": Differential(Self.mean("v"), ["v": .one]),
      "i": Differential(Self.mean("i"), ["i": .one]), "c": circle.cos, "s": circle.sin,
    ]
    let cases = [
      ("v / i * c", "127.732", "0.071"), ("v / i * s", "219.847", "0.296"),
      ("v / i", "254.260", "0.236"),
    ]
    for (text, value, uncertainty) in cases {
      let found = try Expression(text).differential(values)
      #expect(found.value.text(decimals: 3) == value)
      let root = found.variance(Self.covariance).squareRoot(digits: 12)
      #expect(root.text(decimals: 3) == uncertainty, "\(text): \(root.text)")
    }
  }

  private func heat(
    _ quantity: Uncertainty.Statement?, _ factor: Uncertainty.Statement?
  ) throws -> Uncertainty {
    let rules = try EmissionTemplate.rule("purchased-heat")
    let line = try rules.evaluate(inputs: [
      "heat.quantity": Quantity("1000", "GJ"), "heat.factor": Quantity("0.11", "tCO2/GJ"),
    ])
    let statements = ["heat.quantity": quantity, "heat.factor": factor].compactMapValues { $0 }
    return try rules.uncertainty(of: line, statements)
  }

  @Test func `activity 1-2 and factor 6 per cent are 6-1188 per cent`() throws {
    let known = try heat(
      .init(origin: "q", percent: #require(Rational("1.2"))),
      .init(origin: "f", percent: Rational(6)))
    #expect(known.percent == Rational("6.11882341631") && known.exact.isEmpty)
    #expect(known.halfRange == Rational("6.73070575794") && known.unit.symbol == "tCO2")
    #expect(known.part(of: "q") == Rational("1.2") && known.part(of: "f") == Rational(6))
  }

  @Test func `inputs of one origin add up, and what is not said is named`() throws {
    let both = Uncertainty.Statement(origin: "one", percent: Rational(3))
    #expect(try heat(both, both).percent == Rational(6))
    let half = try heat(nil, both)
    #expect(half.percent == Rational(3) && half.exact == ["heat.quantity"])
  }

  @Test(arguments: EmissionTemplate.rules)
  func `a formula with its numbers put in computes to the same`(_ name: String) throws {
    let rules = try RuleSet(json: EmissionTemplate.text("rules/\(name)"), file: name)
    var values = rules.inputs.reduce(into: [String: Quantity]()) { values, input in
      let most = input.most ?? input.least + Rational(1000)
      values[input.name] = Quantity((input.least + most) / Rational(2), input.unit)
    }
    for step in try rules.evaluate(inputs: values).steps { values[step.name] = step.quantity }
    // A formula takes numbers of 18 digits at most; a value on the way may have more.
    let isShort = values.mapValues { ($0.value.exactText ?? $0.value.fraction).count <= 18 }
    for equation in rules.equations {
      guard equation.expression.names.allSatisfy({ isShort[$0] == true }) else { continue }
      let text = try Expression(equation.expression.text(with: values))
      #expect(text.names.isEmpty)
      #expect(try text.value([:], in: equation.unit) == values[equation.name], "\(text)")
    }
  }

  @Test func `a ratio and what is below 0 are put in so that they can be read again`() throws {
    let values = [
      "a.b": Quantity(try #require(Rational("-1/3")), try Unit("t")),
      "a": Quantity(Rational(-2), try Unit("t")), "c": Quantity(Rational(98), try Unit("%")),
    ]
    let text = try Expression("a.b × c − a + max(a, a.b)").text(with: values)
    #expect(text == "(-1/3)[t] × 98[%] − (-2)[t] + max((-2)[t], (-1/3)[t])")
    #expect(try Expression(text).value([:], in: Unit("kg")).value == Rational("4020/3"))
  }

  @Test func `what is taken from a stock adds to the doubt, not to the amount`() throws {
    let stock = [("p", "125000", "0.5"), ("b", "18000", "5"), ("e", "15500", "5")]
    let values = try stock.reduce(into: [String: Differential]()) { values, item in
      let (value, percent) = try (#require(Rational(item.1)), #require(Rational(item.2)))
      values[item.0] = Differential(value, [item.0: value * percent / Rational(100)])
    }
    let found = try Expression("p + b - e").differential(values)
    #expect(found.value == Rational(127_500))
    let percent = found.variance.squareRoot(digits: 12) * Rational(100) / found.value
    #expect(percent.text(decimals: 4) == "1.0526")
  }
}
