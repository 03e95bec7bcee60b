package import SiteModel

/// What a person gave for one input: a number with its unit or a factor's id, and how well it is
/// known.
package struct GivenInput: Sendable, Hashable {
  /// The input's name in the rule set.
  let name: String
  let amount: Amount
  /// The half range at 95 %, in per cent of the value; nil: nothing is said.
  let percent: Rational?

  enum Amount: Sendable, Hashable {
    case quantity(Quantity)
    /// The id of a factor that comes with the program.
    case factor(String)
  }

  /// Reads `1000t`, `21 10^4Nm3`, `98%`, `44/12 tCO2/tC` or `grid.prov.Xinjiang.2023`, each with
  /// `±1.2%` or `+-1.2%` behind it.
  ///
  /// - Throws: ``CalculationFault`` that names the input.
  package init(_ name: String, _ text: String) throws(CalculationFault) {
    let parts = text.replacing("+-", with: "±", maxReplacements: 1)
      .split(separator: "±", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(
      name, try Self.amount(name, String(parts[0])),
      parts.count < 2 ? nil : try Self.percent(name, String(parts[1])))
  }

  /// Reads the member of an object: a text as ``init(_:_:)-(String,String)`` does,
  /// `{"value", "unit", "uncertainty"}` or `{"factor", "uncertainty"}`; numbers may be texts.
  ///
  /// - Throws: ``CalculationFault`` that names the input.
  package init(_ name: String, json: JSON) throws(CalculationFault) {
    if let text = json.string ?? json.number {
      try self.init(name, text)
      return
    }
    guard let members = json.object else {
      throw .unreadable(input: name, text: json.canonical)
    }
    try Self.checkMembers(members, of: name)
    let texts = members.mapValues { $0.string ?? $0.number ?? $0.canonical }
    let amount: Amount =
      if let factor = texts["factor"] { .factor(factor) } else {
        try Self.quantity(name, texts["value"] ?? "", texts["unit"] ?? "")
      }
    let percent = try texts["uncertainty"].map { (text) throws(CalculationFault) in
      try Self.percent(name, text)
    }
    self.init(name, amount, percent)
  }

  private init(_ name: String, _ amount: Amount, _ percent: Rational?) {
    (self.name, self.amount, self.percent) = (name, amount, percent)
  }

  private static func checkMembers(
    _ members: [String: JSON], of name: String
  ) throws(CalculationFault) {
    let known = members["factor"] == nil ? ["value", "unit"] : ["factor"]
    let strangers = members.keys.filter { !known.contains($0) && $0 != "uncertainty" }
    if let stranger = strangers.min() {
      throw .member(input: name, member: stranger)
    }
  }

  private static func amount(
    _ name: String, _ text: String
  ) throws(CalculationFault) -> Amount {
    let text = text.trimmingBlanks
    guard let first = text.first, !"+-.0123456789".contains(first) else {
      return try number(name, text)
    }
    return .factor(text)
  }

  private static func number(
    _ name: String, _ text: String
  ) throws(CalculationFault) -> Amount {
    // Atomic: of 21,000 nothing is a number with a unit, not even 2.
    let form =
      /((?>[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?:\/[0-9.]+)?))\s*[×*]?\s*([^.,].*)?/
    guard let match = text.wholeMatch(of: form) else { throw .unreadable(input: name, text: text) }
    return try quantity(name, String(match.1), String(match.2 ?? ""))
  }

  private static func quantity(
    _ name: String, _ value: String, _ unit: String
  ) throws(CalculationFault) -> Amount {
    guard !value.isEmpty else { throw .unreadable(input: name, text: unit) }
    // 0.98 of what may be given in per cent would be 0.98 %, or 98 %: nobody can tell.
    guard !unit.isEmpty else { throw .noUnit(input: name, value: value) }
    do { return .quantity(try Quantity(value, unit)) } catch { throw .unit(input: name, error) }
  }

  private static func percent(
    _ name: String, _ text: String
  ) throws(CalculationFault) -> Rational {
    let body = text.trimmingBlanks
    let number = body.hasSuffix("%") || body.hasSuffix("％") ? String(body.dropLast()) : body
    guard let percent = Rational(number.trimmingBlanks), percent >= .zero else {
      throw .uncertainty(input: name, text: text)
    }
    return percent
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
