import Operations
import SiteModel

/// How the impact of an instrument out of tolerance is said and written.
struct ImpactWords {
  let answer: AskImpact.Answer
  /// From which part of an inventory on it is significant, in percent.
  let threshold: Rational

  private var finding: ImpactFinding { answer.finding }
  private var isSignificant: Bool? { WriteAssessment.significant(answer.largest, threshold) }

  var members: [String: JSON] {
    let optional = { (value: Rational?) in value.map { JSON.string($0.text) } ?? .null }
    return [
      "instrument": finding.instrument.name,
      "calibration": finding.calibration.map(\.record.name) ?? .null,
      "error": .string(finding.error.percent.text),
      "errorOf": .string(finding.error.basis.rawValue),
      "lastGood": finding.lastGood.map { .string($0.day.description) } ?? .null,
      "from": .string(finding.days.lowerBound.description),
      "until": .string(finding.days.upperBound.description),
      "conservative": .bool(answer.isConservative),
      "readingCount": .number(String(answer.readings)),
      "parts": .array(answer.parts.map { part($0, optional) }),
      "inventories": .array(answer.inventories.map { inventory($0, optional) }),
      "frozen": .array(answer.frozen.map { .string($0.description) }),
      "packs": .array(answer.packs.map { .string($0.description) }),
      "largest": optional(answer.largest?.delta),
      "significant": isSignificant.map(JSON.bool) ?? .null,
    ]
  }

  private func part(_ part: AskImpact.Part, _ optional: (Rational?) -> JSON) -> JSON {
    [
      "point": .string(part.point.number),
      "from": .string(part.span.lowerBound.text(at: answer.offset)),
      "until": .string(part.span.upperBound.text(at: answer.offset)),
      "count": .number(String(part.readings.count)), "quantity": optional(part.quantity),
      "unit": .string(part.unit), "complete": .bool(part.isComplete),
      "correction": optional(part.correction),
      "readings": .array(part.readings.map { $0.json(at: answer.offset, namingPoint: false) }),
    ]
  }

  private func inventory(
    _ touched: AskImpact.Touched, _ optional: (Rational?) -> JSON
  ) -> JSON {
    [
      "id": .string(touched.id), "period": .string(touched.period),
      "state": .string(touched.state), "inForce": .bool(touched.isInForce),
      "before": optional(touched.before), "after": optional(touched.after),
      "delta": optional(touched.delta), "unit": .string(touched.unit),
      "fault": touched.fault.map { .string($0.key) } ?? .null,
    ]
  }

  func lines(_ phrases: PhraseBook) -> [String] {
    var lines = [phrases.text(head)]
    lines += answer.parts.map { part in
      let quantity = part.quantity.map { "\($0.text) \(part.unit)" } ?? "—"
      let span = [part.span.lowerBound, part.span.upperBound].map { $0.text(at: answer.offset) }
      let known = phrases.text(Phrase(part.isComplete ? "impact.complete" : "impact.gaps"))
      return [
        "  \(part.point.number)", span.joined(separator: " … "), String(part.readings.count),
        quantity, part.correction.map { "Δ \($0.text) \(part.unit)" } ?? "—", known,
      ].joined(separator: "\t")
    }
    lines += answer.inventories.map { line($0, phrases) }
    lines += answer.frozen.map { phrases.text(Phrase("impact.frozen", ["month": "\($0)"])) }
    lines += answer.packs.map { phrases.text(Phrase("impact.pack", ["record": "\($0)"])) }
    if isSignificant == true {
      lines.append(phrases.text(Phrase("impact.significant", ["limit": threshold.text])))
    }
    return lines
  }

  private var head: Phrase {
    Phrase(
      "impact.head",
      [
        "instrument": finding.instrument.name.string ?? "",
        "error": finding.error.percent.text, "from": finding.days.lowerBound.description,
        "until": finding.days.upperBound.description, "count": String(answer.readings),
        "good": finding.lastGood?.day.description ?? "—",
      ],
      within: ["basis": [Phrase("impact.basis-\(finding.error.basis.rawValue)")]])
  }

  private func line(_ touched: AskImpact.Touched, _ phrases: PhraseBook) -> String {
    let state = touched.isInForce ? phrases.text(Phrase("impact.in-force")) : touched.state
    guard let before = touched.before, let after = touched.after, let delta = touched.delta else {
      let why = touched.fault.map(phrases.text) ?? ""
      return "  \(touched.id)\t\(touched.period)\t\(state)\t\(why)"
    }
    return [
      "  \(touched.id)", touched.period, state, "\(before.text) → \(after.text)",
      "Δ \(delta.text) \(touched.unit)",
    ].joined(separator: "\t")
  }
}
