import Operations
import SiteModel

/// A rule set in a person's words, and in short as JSON.
struct RuleSetWords {
  private let rules: RuleSet
  private let phrases: PhraseBook

  init(_ rules: RuleSet, _ phrases: PhraseBook) { (self.rules, self.phrases) = (rules, phrases) }

  /// One line of a list.
  var line: String {
    [
      rules.id, String(rules.version), title(rules.title), rules.gas.rawValue,
      rules.category.rawValue, rules.daysText,
    ].joined(separator: "\t")
  }

  /// Everything about it.
  var lines: [String] {
    let gas = rules.gas.rawValue + (rules.gwp.map { " (\($0))" } ?? "")
    return ["\(rules.id) \(rules.version)\t\(title(rules.title))"]
      + [("gas", gas), ("category", rules.category.rawValue), ("effective", rules.daysText)]
      .map { "\(heading($0))\t\($1)" }
      + [heading("inputs")] + rules.inputs.map(text)
      + [heading("equations")]
      + rules.equations.map { "  \($0.name) = \($0.expression)\t\($0.unit)" }
      + [phrases.text(Phrase("said.rules-result", result))]
      + [heading("citations")] + rules.citations.map { "  \($0.text) [\($0.mark.rawValue)]" }
      + (rules.notConfirmed.isEmpty ? [] : [heading("not-confirmed")])
      + rules.notConfirmed.map(text)
  }

  var json: JSON {
    [
      "id": .string(rules.id), "version": .number(String(rules.version)),
      "title": rules.title.json, "gas": .string(rules.gas.rawValue),
      "category": .string(rules.category.rawValue),
      "effective": .object(
        ["from": rules.effectiveFrom, "until": rules.effectiveUntil].compactMapValues { day in
          day.map { .string($0.description) }
        }),
    ]
  }

  private var result: [String: String] {
    ["name": rules.result, "decimals": String(rules.decimals)]
  }

  private func text(_ input: RuleSet.Input) -> String {
    let role = phrases.text(Phrase("rules-role.\(input.role.rawValue)"))
    return "  \(input.name)\t\(input.unit)\t\(input.rangeText)\t\(role)\t\(title(input.title))"
  }

  private func text(_ remark: RuleSet.Remark) -> String {
    let said = title(remark.text)
    guard let from = remark.from else { return "  · \(said)" }
    return "  · " + phrases.text(Phrase("said.rules-from", ["day": "\(from)", "text": said]))
  }

  private func heading(_ name: String) -> String { phrases.text(Phrase("rules-field.\(name)")) }

  private func title(_ text: BilingualText) -> String { phrases.language.pick(text) ?? text.en }
}
