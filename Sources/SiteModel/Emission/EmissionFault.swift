/// Why a line could not be computed.
package enum EmissionFault: Fault, Equatable {
  /// These inputs have no value; a blank is never 0.
  case missingInputs(rule: String, names: [String])
  /// The rule set has no such input.
  case unknownInput(rule: String, name: String)
  /// The input measures something else.
  case unitMismatch(rule: String, input: String, given: String, expected: String)
  /// An activity below 0 where the rule set does not allow it.
  case negativeActivity(rule: String, input: String, value: String)
  /// A value nobody believes: a wrong unit, or a point in the wrong place.
  case outOfRange(rule: String, input: String, value: String, range: String)
  /// A formula has no value for these inputs.
  case formula(rule: String, equation: String, ExpressionFault)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .missingInputs(let rule, let names):
      Phrase("emission.missing-inputs", ["rule": rule, "names": names.joined(separator: ", ")])
    case .unknownInput(let rule, let name):
      Phrase("emission.unknown-input", ["rule": rule, "name": name])
    case .unitMismatch(let rule, let input, let given, let expected):
      Phrase(
        "emission.unit-mismatch",
        ["rule": rule, "input": input, "given": given, "expected": expected])
    case .negativeActivity(let rule, let input, let value):
      Phrase("emission.negative-activity", ["rule": rule, "input": input, "value": value])
    case .outOfRange(let rule, let input, let value, let range):
      Phrase(
        "emission.out-of-range", ["rule": rule, "input": input, "value": value, "range": range])
    case .formula(let rule, let equation, .divisionByZero(let offset)):
      Phrase(
        "emission.division-by-zero",
        ["rule": rule, "equation": equation, "offset": String(offset)])
    case .formula(let rule, let equation, let fault):
      Phrase(
        "emission.formula", ["rule": rule, "equation": equation], within: ["fault": [fault.phrase]])
    }
  }

  /// The formula's own fault, which has a sentence of its own.
  package var cause: ExpressionFault? {
    if case .formula(_, _, let fault) = self { fault } else { nil }
  }
}
