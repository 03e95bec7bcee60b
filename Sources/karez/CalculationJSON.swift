import Operations
import SiteModel

extension CalculationWords {
  /// The line as programs read it: decimals as texts, everything it must be read with.
  var json: JSON {
    let (rules, evaluation) = (calculation.rules, calculation.evaluation)
    var members: [String: JSON] = [
      "rules": ["id": .string(rules.id), "version": .number(String(rules.version))],
      "title": rules.title.json, "gas": .string(rules.gas.rawValue),
      "category": .string(rules.category.rawValue), "value": .string(evaluation.text),
      "unit": .string(evaluation.result.unit.symbol),
      "unrounded": .string(evaluation.result.value.text),
      "inputs": .array(calculation.inputs.map(json)),
      "equations": .array(calculation.steps.map(\.json)),
      "citations": .array(rules.citations.map(\.json)),
      "notConfirmed": .array(calculation.remarks.map(\.json)),
    ]
    members["from"] = calculation.days.map { .string("\($0.lowerBound)") }
    members["until"] = calculation.days.map { .string("\($0.upperBound)") }
    members["uncertainty"] = calculation.uncertainty?.json
    return .object(members)
  }

  private func json(_ input: Calculation.Input) -> JSON {
    var members: [String: JSON] = [
      "name": .string(input.name), "given": .string("\(input.given)"),
      "value": .string(input.value.value.text), "unit": .string(input.value.unit.symbol),
    ]
    members["uncertainty"] = input.statement.map { .string($0.percent.text) }
    guard let factor = input.factor else { return .object(members) }
    members["factor"] = .string(factor.id)
    members["mark"] = .string(factor.mark.rawValue)
    members["source"] = .string(factor.source)
    members["covers"] = calculation.days.map { days in
      .bool(factor.covers(days.lowerBound) && factor.covers(days.upperBound))
    }
    return .object(members)
  }
}

extension Calculation.Step {
  fileprivate var json: JSON {
    [
      "name": .string(name), "expression": .string(expression), "numbers": .string(numbers),
      "value": .string(quantity.value.text), "unit": .string(quantity.unit.symbol),
    ]
  }
}

extension RuleSet.Citation {
  fileprivate var json: JSON { ["text": .string(text), "mark": .string(mark.rawValue)] }
}

extension Uncertainty {
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "halfRange": .string(halfRange.text), "unit": .string(unit.symbol), "coverage": "95",
      "exact": .array(exact.map(JSON.string)),
      "parts": .array(
        line.slopes.keys.sorted().map { origin in
          let percent = part(of: origin).map { JSON.string($0.text) }
          return ["origin": .string(origin), "percent": percent ?? .null]
        }),
    ]
    members["percent"] = percent.map { .string($0.text) }
    return .object(members)
  }
}
