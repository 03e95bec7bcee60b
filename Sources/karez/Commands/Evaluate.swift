import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez evaluate`: how effective the system was (9.1.3).
  struct Evaluate: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "有效性评价 — the effectiveness of the system in four parts, in figures.",
      discussion: """
        karez -C p evaluate --period 2025
        karez -C p evaluate --period 2025 --record
        四部分：目标实现程度、数据准确性和可靠性、运行效率和效果、相关方满意度；值 = 分子 ÷ 分母 × 100。
        Four parts: objectives, accuracy of data, efficiency, satisfaction; value = numerator ÷
        denominator × 100. M_TOTAL and M_INT are amounts and stay out of the record.
        算不出的指标写明缺什么；总评由人作出。What cannot be computed says what it lacks; the judgement is
        a person's. --record 起草评价报告 drafts the effectiveness-evaluation.
        --json: {period, parts [{part, figures [{metric, value, numerator, denominator, percent, basis}],
        missing [{metric, why}]}], objectives [{number, target, actual, met}]}; numbers exact, value a
        fraction 1/3 where decimals do not end. With --record also record.
        """)

    @Option(help: "期间，如 2025、2025-H1 The period.") var period: String
    @Flag(help: "起草评价报告 Draft the report.") var record = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let answer = try EvaluateSystem.run(over: try Period(period), at: site)
      let phrases = options.phrases()
      let texts = Dictionary(
        uniqueKeysWithValues: EvaluateSystem.Part.allCases.map { part in
          (part, answer.lines(part, phrases).joined(separator: "\n"))
        })
      let key = record ? try answer.write(texts, phrases, on: site) : nil
      guard !json else {
        var members = answer.members(phrases)
        members["record"] = key.map { .string($0.description) }
        return Output.print(.object(members))
      }
      Output.print(phrases.text(Phrase("evaluation.heading", ["period": "\(answer.period)"])))
      for part in EvaluateSystem.Part.allCases {
        Output.print(phrases.text(Phrase("evaluation.part-\(part.rawValue)")))
        answer.lines(part, phrases).forEach { Output.print("  " + $0) }
      }
      if let key {
        Output.print(phrases.text(Phrase("said.record-made", ["type": key.type, "id": key.id])))
      }
    }
  }
}

extension EvaluateSystem {
  fileprivate func lines(_ part: Part, _ phrases: PhraseBook) -> [String] {
    let said = figures.filter { $0.part == part }.map { figure in
      let value =
        figure.isPercent
        ? figure.value.text(decimals: 2) + " %"
        : figure.value.exactText ?? figure.value.text(decimals: 6)
      return "\(figure.metric)\t\(value)\t" + phrases.text(figure.basis)
    }
    let lacking = missing.filter { $0.part == part }.map { lack in
      "\(lack.metric)\t—\t" + phrases.text(lack.why)
    }
    return said + lacking
  }

  fileprivate func members(_ phrases: PhraseBook) -> [String: JSON] {
    [
      "period": .string("\(period)"),
      "parts": .array(
        Part.allCases.map { part in
          [
            "part": .string(part.rawValue),
            "figures": .array(figures.filter { $0.part == part }.map { $0.json(phrases) }),
            "missing": .array(
              missing.filter { $0.part == part }.map {
                ["metric": .string($0.metric), "why": .string(phrases.text($0.why))]
              }),
          ]
        }),
      "objectives": .array(
        objectives.map {
          [
            "number": .string($0.objective.label),
            "target": $0.objective.fields["target"] ?? .null,
            "actual": $0.actual.map { .string($0.unrounded) } ?? .null,
            "met": $0.isMet.map(JSON.bool) ?? .null,
          ]
        }),
    ]
  }
}

extension EvaluateSystem.Figure {
  fileprivate func json(_ phrases: PhraseBook) -> JSON {
    [
      "metric": .string(metric), "value": .string(value.unrounded),
      "numerator": .string(numerator.unrounded), "denominator": .string(denominator.unrounded),
      "percent": .bool(isPercent), "basis": .string(phrases.text(basis)),
    ]
  }
}
