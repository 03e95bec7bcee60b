import Foundation
import Indexing
import SiteModel

/// What an audit folder lists for its script, one table a file, columns parted by tabs.
struct AuditTables {
  /// What is added up, and where each reading is written:
  /// line, sum, rule, from, before, until, value, multiplier, modulus, factor, point, places of both.
  private(set) var terms: [[String]] = []
  /// How values become the line, in the order of computing: `input`, `step` or `line`, line, name,
  /// variable, then scale and kind of an input, formula of a step, scale and sign of a line.
  private(set) var steps: [[String]] = []
  /// Values that stand in a record's entry: line, name, value, place.
  private(set) var entries: [[String]] = []
  private var variables = 0

  /// - Throws: ``InventoryFault/formula(rules:step:)`` for a formula that no calculator knows.
  mutating func add(_ derivation: Derivation, _ number: Int) throws {
    var names: [String: String] = [:]
    for input in derivation.inputs { names[input.input.name] = add(input, String(number)) }
    for equation in derivation.line.rules.equations {
      guard let formula = equation.expression.arithmetic(names) else {
        throw InventoryFault.formula(rules: derivation.line.rules.id, step: equation.name)
      }
      let variable = next()
      steps.append(["step", String(number), equation.name, variable, formula])
      names[equation.name] = "v[\(variable)]"
    }
    add(derivation.line, String(number), names)
  }

  private mutating func next() -> String {
    variables += 1
    return String(variables)
  }

  private mutating func add(_ input: Derivation.Input, _ line: String) -> String {
    let (variable, scale) = (next(), input.input.quantity?.unit.scale.fraction ?? "0")
    var kind = "factor"
    switch input.input.origin {
    case .factor(let factor, _, _):
      if let place = input.place {
        entries.append([line, input.input.name, factor.text, place.description])
      }
    case .constant(let constant, _):
      if let place = input.place {
        entries.append([line, input.input.name, constant.text, place.description])
      }
    case .point:
      kind = "point"
      for term in input.terms { terms.append(row(term, line, variable)) }
      for (fill, place) in input.fills {
        terms.append(
          [line, variable, "fill", "", "", "", "\(fill.quantity)", "1", "0", "1", "", "", ""])
        entries.append([line, input.input.name, "\(fill.quantity)", place.description])
      }
    }
    steps.append(["input", line, input.input.name, variable, scale, kind])
    return "v[\(variable)]"
  }

  private func row(_ placed: Derivation.Term, _ line: String, _ sum: String) -> [String] {
    let (term, before, value) = (placed.term, placed.before, placed.value)
    return [
      line, sum, term.rule.rawValue, before?.at ?? "", term.before.map { "\($0)" } ?? "",
      value.at, "\(term.value)", "\(term.multiplier)", term.modulus.fraction,
      term.factor.fraction, value.point, before?.place.description ?? "",
      value.place.description,
    ]
  }

  private mutating func add(_ line: Inventory.Line, _ number: String, _ names: [String: String]) {
    guard let result = line.evaluation?.result, let name = names[line.rules.result] else { return }
    let sign =
      switch line.rules.share {
      case .adds: "1"
      case .takesOff: "-1"
      case .standsApart: "0"
      }
    let variable = name.dropFirst(2).dropLast()
    steps.append(["line", number, "=", String(variable), result.unit.scale.fraction, sign])
  }

  /// A table as a file.
  static func bytes(_ rows: [[String]]) -> [UInt8] {
    Array(rows.map { $0.joined(separator: "\t") + "\n" }.joined().utf8)
  }
}
