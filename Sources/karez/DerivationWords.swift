import Indexing
import Operations
import SiteModel

/// How a line came about, in a person's words and as JSON.
struct DerivationWords {
  private let answer: ExplainInventory.Answer
  private let phrases: PhraseBook
  private let limit: Int

  init(_ answer: ExplainInventory.Answer, _ phrases: PhraseBook, limit: Int) {
    (self.answer, self.phrases, self.limit) = (answer, phrases, limit)
  }

  func lines(_ part: Derivation) -> [String] {
    let line = part.line
    let days = line.days.map { " \($0.lowerBound)..\($0.upperBound)" } ?? ""
    let result = line.evaluation.map { "\($0.text) \($0.result.unit)" } ?? "—"
    let apart = line.rules.share == .standsApart ? phrases.text(Phrase("report.apart")) : ""
    let head = "\(line.source) \(line.name)\(days)\t\(result)\(apart)"
    let rules = "  \(line.rules.id) \(line.rules.version)  sha256 \(line.rulesHash)"
    return [head, rules] + equations(line).map { "  \($0.name) = \($0.expression) = \($0.said)" }
      + line.rules.citations.map { "  · \($0.text) [\($0.mark.rawValue)]" }
      + part.inputs.flatMap(lines)
  }

  private struct Equation {
    let name: String
    let expression: String
    let quantity: Quantity?

    var said: String { quantity?.description ?? "—" }
  }

  private func equations(_ line: Inventory.Line) -> [Equation] {
    line.rules.equations.map { equation in
      let step = line.evaluation?.steps.first { $0.name == equation.name }
      return Equation(
        name: equation.name, expression: equation.expression.text, quantity: step?.quantity)
    }
  }

  private func lines(_ input: Derivation.Input) -> [String] {
    let head = "  \(input.input.name) \(input.input.quantity?.description ?? "—")"
    switch input.input.origin {
    case .factor(let factor, _, _):
      let place = input.place.map { "\n      \($0)" } ?? ""
      return ["\(head) [\(factor.mark.rawValue)]  \(factor.id)\n      \(factor.source)\(place)"]
    case .constant(let constant, _):
      let mark = constant.mark.map { " [\($0.rawValue)]" } ?? ""
      let place = input.place.map { "\n      \($0)" } ?? ""
      return ["\(head)\(mark)\n      \(constant.evidence)\(place)"]
    case .point(let point, _, _):
      let instruments = input.instruments.joined(separator: ", ")
      let shown = input.terms.prefix(limit).map(text)
      let rest = input.terms.count - shown.count
      let more = rest > 0 ? [phrases.text(Phrase("said.more-terms", ["count": String(rest)]))] : []
      return ["\(head)  \(point.number) \(point.name) \(instruments)"] + shown
        + more.map { "    \($0)" }
        + input.fills.map { "    ~ \(phrases.text($0.fill.phrase(at: offset)))  \($0.place)" }
    }
  }

  private var remarks: [BilingualText] { answer.remarks }

  /// What nobody has confirmed of the line's rules.
  var notes: [String] { remarks.map { "  · \(phrases.language.pick($0) ?? $0.en)" } }

  private var offset: Offset { answer.calendar.offset }

  private func text(_ placed: Derivation.Term) -> String {
    let term = placed.term
    let times = "\(term.from.text(at: offset)) … \(term.until.text(at: offset))"
    let values = [term.before, term.value].compactMap { $0.map { "\($0)" } }
    let factor = term.factor == .one ? "" : " × \(term.factor.text)"
    let sum = "\(values.joined(separator: " → ")) × \(term.multiplier)\(factor)"
    let places = [placed.before, placed.value].compactMap { $0 }.map(text)
    return "    \(times)  \(term.rule.rawValue)  \(sum) = \(term.amount.text)"
      + places.reduce(into: [String]()) { all, place in
        if all.last != place { all.append(place) }
      }.map { "\n      \($0)" }.joined()
  }

  private func text(_ place: ReadingPlace) -> String {
    let file = place.batch.flatMap { answer.files[$0] }
    let row = answer.rows[place].map { row in
      let values = ["row": String(row.number), "cell": row.cell.map { " \($0)" } ?? ""]
      return "  " + phrases.text(Phrase("said.source-row", values))
    }
    let said = file.map { "  \($0.name) sha256:\($0.sha256.prefix(12))" } ?? ""
    return "\(place.place)\(said)\(row ?? "")"
  }
}

extension DerivationWords {
  func json(_ part: Derivation) -> JSON {
    let line = part.line
    var members: [String: JSON] = [
      "source": .string(line.source), "name": .string(line.name),
      "category": .string(line.rules.category.rawValue), "notes": .array(remarks.map(\.json)),
      "rules": [
        "id": .string(line.rules.id), "version": .number(String(line.rules.version)),
        "sha256": .string(line.rulesHash.description),
      ],
      "equations": .array(
        equations(line).map { equation in
          [
            "name": .string(equation.name), "expression": .string(equation.expression),
            "value": equation.quantity.map { .string($0.value.text) } ?? .null,
            "unit": equation.quantity.map { .string($0.unit.symbol) } ?? .null,
          ]
        }),
      "inputs": .array(part.inputs.map(json)),
    ]
    members["days"] = line.days.map { .string("\($0.lowerBound)..\($0.upperBound)") }
    members["value"] = line.evaluation.map { .string($0.text) }
    members["unit"] = line.evaluation.map { .string($0.result.unit.symbol) }
    return .object(members)
  }

  private func json(_ input: Derivation.Input) -> JSON {
    var members: [String: JSON] = ["name": .string(input.input.name)]
    members["value"] = input.input.quantity.map { .string($0.value.text) }
    members["unit"] = input.input.quantity.map { .string($0.unit.symbol) }
    switch input.input.origin {
    case .factor(let factor, _, _):
      members["factor"] = .string(factor.id)
      members["mark"] = .string(factor.mark.rawValue)
      members["factorSource"] = .string(factor.source)
      members["entry"] = input.place.map { .string("\($0)") }
    case .constant(let constant, _):
      members["evidence"] = .string(constant.evidence)
      members["mark"] = constant.mark.map { .string($0.rawValue) }
      members["entry"] = input.place.map { .string("\($0)") }
    case .point(let point, _, _):
      members["point"] = .string(point.number)
      members["instruments"] = .array(input.instruments.map(JSON.string))
      members["terms"] = .array(input.terms.map(json))
      members["fills"] = .array(
        input.fills.map { item in
          .object(
            (item.fill.json(at: offset).object ?? [:]).merging(
              ["entry": .string("\(item.place)")]) { $1 })
        })
    }
    return .object(members)
  }

  private func json(_ placed: Derivation.Term) -> JSON {
    let term = placed.term
    var members: [String: JSON] = [
      "rule": .string(term.rule.rawValue), "from": .string(term.from.text(at: offset)),
      "until": .string(term.until.text(at: offset)),
      "value": json(term.value, placed.value), "multiplier": .string("\(term.multiplier)"),
      "modulus": .string(term.modulus.text), "factor": .string(term.factor.text),
      "amount": .string(term.amount.text),
    ]
    if let before = term.before { members["before"] = json(before, placed.before) }
    return .object(members)
  }

  private func json(_ value: Decimal18, _ place: ReadingPlace?) -> JSON {
    let file = place?.batch.flatMap { answer.files[$0] }
    let row = answer.rows[place]
    return [
      "row": row.map { .number(String($0.number)) } ?? .null,
      "cell": row?.cell.map(JSON.string) ?? .null,
      "value": .string("\(value)"), "at": place.map { .string($0.at) } ?? .null,
      "segment": place.map { .string("\($0.place)") } ?? .null,
      "batch": place?.batch.map(JSON.string) ?? .null,
      "file": file.map { .string($0.name) } ?? .null,
      "sha256": file.map { .string($0.sha256) } ?? .null,
    ]
  }
}
