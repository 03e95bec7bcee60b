package import SiteModel

/// Why nothing was computed from what a person gave.
package enum CalculationFault: Fault, Equatable {
  /// Neither a number with its unit nor the id of a factor.
  case unreadable(input: String, text: String)
  case noUnit(input: String, value: String)
  case unit(input: String, UnitFault)
  /// The half range is no number of per cent, 0 or more.
  case uncertainty(input: String, text: String)
  /// An object holds a member that no reader knows.
  case member(input: String, member: String)
  case twice(input: String)
  /// One factor feeds several inputs, and it cannot be known in two ways.
  case twoUncertainties(factor: String, inputs: [String])
  /// The file is no object of inputs.
  case notInputs(file: String)
  case noFile(file: String)
  /// The rule set is for other days than the period.
  case notEffective(rules: String, days: String, period: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .unreadable(let input, let text):
      Phrase("calculation.unreadable", ["input": input, "text": text])
    case .noUnit(let input, let value):
      Phrase("calculation.no-unit", ["input": input, "value": value])
    case .unit(let input, let fault):
      Phrase("calculation.unit", ["input": input], within: ["fault": [fault.phrase]])
    case .uncertainty(let input, let text):
      Phrase("calculation.uncertainty", ["input": input, "text": text])
    case .member(let input, let member):
      Phrase("calculation.member", ["input": input, "member": member])
    case .twice(let input): Phrase("calculation.twice", ["input": input])
    case .twoUncertainties(let factor, let inputs):
      Phrase(
        "calculation.two-uncertainties",
        ["factor": factor, "inputs": inputs.joined(separator: ", ")])
    case .notInputs(let file): Phrase("calculation.not-inputs", ["file": file])
    case .noFile(let file): Phrase("calculation.no-file", ["file": file])
    case .notEffective(let rules, let days, let period):
      Phrase("calculation.not-effective", ["rules": rules, "days": days, "period": period])
    }
  }
}
