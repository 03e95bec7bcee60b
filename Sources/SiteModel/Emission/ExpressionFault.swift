/// Where and why a formula cannot be read, checked or computed.
///
/// Offsets are bytes before the place, counted from 0.
package enum ExpressionFault: Fault, Equatable {
  /// Something else should stand here; `found` is empty at the end of the text.
  case unexpected(offset: Int, found: String)
  /// A number has more than 18 digits or no digit behind its point.
  case badNumber(offset: Int)
  /// The brackets hold no known unit.
  case badUnit(offset: Int, unit: String)
  /// An exponent is no whole number from -16 to 16.
  case badExponent(offset: Int)
  /// No such function, or it takes another number of values.
  case badCall(offset: Int, function: String)
  /// Nested more than 64 deep, or more than 4096 bytes long.
  case tooComplex(offset: Int)
  /// The name stands for nothing here.
  case unknownName(offset: Int, name: String)
  /// Two things that measure different things were added, compared or given for one another.
  case unlike(offset: Int, found: String, expected: String)
  /// A yes-or-no stands where a number should, or the other way round.
  case wrongKind(offset: Int)
  /// The divisor is 0 for these values.
  case divisionByZero(offset: Int)
  /// A value outgrew 4096 bits, or a unit an exponent of 99.
  case tooLarge(offset: Int)
  /// The formula bends for these values, so nobody can say how much it moves with them.
  case bent(offset: Int)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .unexpected(let at, let found):
      Phrase(found.isEmpty ? "expression.unfinished" : "expression.unexpected", at, found: found)
    case .badNumber(let at): Phrase("expression.bad-number", at)
    case .badUnit(let at, let unit): Phrase("expression.bad-unit", at, unit: unit)
    case .badExponent(let at): Phrase("expression.bad-exponent", at)
    case .badCall(let at, let function): Phrase("expression.bad-call", at, function: function)
    case .tooComplex(let at): Phrase("expression.too-complex", at)
    case .unknownName(let at, let name): Phrase("expression.unknown-name", at, name: name)
    case .unlike(let at, let found, let expected):
      Phrase(
        "expression.unlike", ["offset": String(at), "found": found, "expected": expected])
    case .wrongKind(let at): Phrase("expression.wrong-kind", at)
    case .divisionByZero(let at): Phrase("expression.division-by-zero", at)
    case .tooLarge(let at): Phrase("expression.too-large", at)
    case .bent(let at): Phrase("expression.bent", at)
    }
  }
}

extension Phrase {
  fileprivate init(
    _ key: String, _ offset: Int, found: String? = nil, unit: String? = nil, name: String? = nil,
    function: String? = nil
  ) {
    var values = ["offset": String(offset)]
    if found?.isEmpty == false { values["found"] = found }
    values["unit"] = unit
    values["name"] = name
    values["function"] = function
    self.init(key, values)
  }
}
