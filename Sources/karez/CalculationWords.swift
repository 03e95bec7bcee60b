import Operations
import SiteModel

/// A computed line in a person's words.
struct CalculationWords {
  let calculation: Calculation
  private let phrases: PhraseBook

  init(_ calculation: Calculation, _ phrases: PhraseBook) {
    (self.calculation, self.phrases) = (calculation, phrases)
  }

  /// The result, how well it is known, the factors it rests on, and what is not confirmed.
  var lines: [String] {
    [result] + uncertainty + factors + warnings + remarks
  }

  /// The same, with every value that went in, every step and every source.
  var explained: [String] {
    [result] + uncertainty + parts + calculation.inputs.map(text) + calculation.steps.flatMap(lines)
      + calculation.rules.citations.map { "· \($0.text) [\($0.mark.rawValue)]" } + warnings
      + remarks
  }

  private var result: String {
    let (rules, evaluation) = (calculation.rules, calculation.evaluation)
    let unrounded = Phrase("said.unrounded", ["value": evaluation.result.value.text])
    return [
      "\(evaluation.text) \(evaluation.result.unit)", title(rules.title),
      "\(rules.id) \(rules.version)", phrases.text(unrounded),
    ].joined(separator: "\t")
  }

  private var factors: [String] { calculation.inputs.filter { $0.factor != nil }.map(text) }

  private func text(_ input: Calculation.Input) -> String {
    let given = input.given.unit == input.value.unit ? "" : "\(input.given) = "
    let said = input.statement.map { " ± \($0.percent.text) %" } ?? ""
    let source = input.factor.map { " [\($0.mark.rawValue)]\t\($0.id)\t\($0.source)" } ?? ""
    return "  \(input.name)\t\(given)\(input.value)\(said)\(source)"
  }

  private func lines(_ step: Calculation.Step) -> [String] {
    let margin = String(repeating: " ", count: step.name.count + 2)
    return [
      "  \(step.name) = \(step.expression)", "\(margin) = \(step.numbers)",
      "\(margin) = \(step.quantity)",
    ]
  }

  private func title(_ text: BilingualText) -> String { phrases.language.pick(text) ?? text.en }
}

extension CalculationWords {
  private static let shownDigits = 5

  /// The half range, and which inputs it leaves out.
  private var uncertainty: [String] {
    guard let known = calculation.uncertainty else { return [] }
    let exact = Phrase("said.exact-inputs", ["inputs": known.exact.joined(separator: ", ")])
    return [phrases.text(halfRange(known))]
      + (known.exact.isEmpty ? [] : [phrases.text(exact)])
      + (known.isLarge ? [phrases.text(Phrase("said.uncertainty-large"))] : [])
  }

  /// Of a line that is 0 nothing is a per cent.
  private func halfRange(_ known: Uncertainty) -> Phrase {
    var values = [
      "half": known.halfRange(digits: Self.shownDigits).text, "unit": "\(known.unit)",
    ]
    guard let percent = known.percent(digits: Self.shownDigits) else {
      return Phrase("said.uncertainty-of-zero", values)
    }
    values["percent"] = percent.text
    return Phrase("said.uncertainty", values)
  }

  /// What each origin adds alone.
  private var parts: [String] {
    guard let known = calculation.uncertainty else { return [] }
    return known.line.slopes.keys.sorted().map { origin in
      let percent = known.part(of: origin)?.text(decimals: 4) ?? "—"
      return "  "
        + phrases.text(Phrase("said.uncertainty-part", ["origin": origin, "percent": percent]))
    }
  }

  private var warnings: [String] {
    let stale = calculation.factorsOfOtherDays.map { factor in
      Phrase(
        "said.factor-of-other-days",
        [
          "factor": factor.id, "from": factor.validFrom?.description ?? "",
          "until": factor.validUntil?.description ?? "",
        ])
    }
    let unknown = calculation.unconfirmedFactors.map {
      Phrase("said.factor-from-memory", ["factor": $0.id])
    }
    return (stale + unknown).map(phrases.text)
  }

  private var remarks: [String] { calculation.remarks.map { "· \(title($0))" } }
}
