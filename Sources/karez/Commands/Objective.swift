import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez objective`: what objectives have come to.
  struct Objective: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "目标 — what objectives have come to.", subcommands: [Actuals.self])

    /// `karez objective actuals`.
    struct Actuals: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "目标实测 — each objective in force, its formula computed from live data.",
        discussion: """
          karez -C p objective actuals --period 2025
          公式由以下指标组成 Formulas are written in: M_COMP 数据完整率 %, M_INT 单位产品强度 tCO2/单位产量,
          M_TOTAL 排放总量 tCO2, M_ACC 计量准确性 %（定义为本程序所定，需检定校准数据 our definition, needs
          calibrations), M_EQUIP 配备率 %, M_TRAIN 培训完成率 %, M_SUG 建议答复率 %, M_DOC 文件现行率 %,
          M_ACK 阅知率 %, M_ACT 措施按期完成率 %,
          M_FB 反馈答复率 %, M_SAT 相关方满意度 %.
          --json: [{number, name, formula, unit, target, direction, actual or null, met or null,
          metrics [{metric, value, numerator, denominator}], missing [metric], formulaOk}].
          """)

      @Option(help: "期间，如 2025、2025-Q1、2025-03 The period.") var period: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let answers = try AskActuals.run(over: try Period(period), at: try options.site())
        guard !json else { return Output.print(.array(answers.map(\.json))) }
        let phrases = options.phrases()
        for answer in answers { answer.lines(phrases).forEach(Output.print) }
      }
    }
  }
}

extension AskActuals.Answer {
  private func text(_ field: String) -> String { objective.text(field) ?? "" }

  fileprivate var json: JSON {
    [
      "number": .string(objective.label), "name": .string(text("name")),
      "formula": .string(text("formula")), "unit": .string(text("unit")),
      "target": .string(text("target")), "direction": .string(text("direction")),
      "actual": actual.map { .string($0.text(decimals: 4)) } ?? .null,
      "met": isMet.map(JSON.bool) ?? .null, "formulaOk": .bool(isFormula),
      "missing": .array(missing.map { .string($0.rawValue) }),
      "metrics": .array(
        metrics.map {
          [
            "metric": .string($0.metric.rawValue), "value": .string($0.value.text(decimals: 4)),
            "numerator": .string($0.numerator.text), "denominator": .string($0.denominator.text),
          ]
        }),
    ]
  }

  fileprivate func lines(_ phrases: PhraseBook) -> [String] {
    let verdict = isMet.map { phrases.text(Phrase($0 ? "objective.met" : "objective.missed")) }
    let head = [
      objective.label, text("name"), "\(text("formula")) = \(actual?.text(decimals: 4) ?? "—")",
      "\(text("target")) \(text("unit"))", verdict ?? phrases.text(unknown),
    ]
    return [head.joined(separator: "\t")]
      + metrics.map { "  \($0.metric.rawValue) = \($0.numerator.text) ÷ \($0.denominator.text)" }
  }

  private var unknown: Phrase {
    isFormula
      ? Phrase("objective.missing", ["metrics": missing.map(\.rawValue).joined(separator: " ")])
      : Phrase("objective.no-formula")
  }
}
