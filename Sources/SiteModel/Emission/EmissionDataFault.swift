/// What is wrong with a rule set or a file of factors, and where.
///
/// Places are written `file#member.member[index]`.
package enum EmissionDataFault: Fault, Equatable {
  /// The file is no JSON.
  case notJSON(file: String, JSONFault)
  /// A member that must be there is missing.
  case missing(place: String)
  /// A member no reader knows: most likely a misspelt one.
  case unknownMember(place: String)
  /// The member holds something else; `expected` is one of `text`, `number`, `list`, `object`,
  /// `decimal`, `quantity`, `date`, `period`, `range`, `name`, `ascending`, or the words one may choose from.
  case malformed(place: String, expected: String)
  /// The unit is not known.
  case unknownUnit(place: String, unit: String)
  /// The name or id was given to something else before.
  case duplicate(place: String, name: String)
  /// The formula cannot be read, or does not give what its unit says.
  case formula(place: String, ExpressionFault)
  /// No formula uses the input.
  case unused(place: String, input: String)
  /// The result is no mass of carbon dioxide, or an equivalent without its GWPs named.
  case resultNotCarbonDioxide(place: String, unit: String)
  /// A worked example gives another result than it states.
  case exampleDiffers(place: String, stated: String, computed: String)
  /// A worked example cannot be computed.
  case exampleFails(place: String, EmissionFault)
  /// The rule set was written for a later program.
  case needsNewerEngine(place: String, needed: Int)

  package var kind: FaultKind {
    if case .needsNewerEngine = self { .refused } else { .invalid }
  }

  package var phrase: Phrase {
    switch self {
    case .notJSON(let file, let fault):
      Phrase("emission-data.not-json", ["file": file].merging(fault.phrase.values) { a, _ in a })
    case .missing(let place): Phrase("emission-data.missing", ["place": place])
    case .unknownMember(let place): Phrase("emission-data.unknown-member", ["place": place])
    case .malformed(let place, let expected):
      Phrase("emission-data.malformed", ["place": place, "expected": expected])
    case .unknownUnit(let place, let unit):
      Phrase("emission-data.unknown-unit", ["place": place, "unit": unit])
    case .duplicate(let place, let name):
      Phrase("emission-data.duplicate", ["place": place, "name": name])
    case .formula(let place, let fault):
      Phrase("emission-data.formula", ["place": place], within: ["fault": [fault.phrase]])
    case .unused(let place, let input):
      Phrase("emission-data.unused", ["place": place, "input": input])
    case .resultNotCarbonDioxide(let place, let unit):
      Phrase("emission-data.result-not-co2", ["place": place, "unit": unit])
    case .exampleDiffers(let place, let stated, let computed):
      Phrase(
        "emission-data.example-differs",
        ["place": place, "stated": stated, "computed": computed])
    case .exampleFails(let place, let fault):
      Phrase("emission-data.example-fails", ["place": place], within: ["fault": [fault.phrase]])
    case .needsNewerEngine(let place, let needed):
      Phrase("emission-data.needs-newer-engine", ["place": place, "needed": String(needed)])
    }
  }

  /// The formula's own fault, which has a sentence of its own.
  package var cause: ExpressionFault? {
    if case .formula(_, let fault) = self { fault } else { nil }
  }
}
