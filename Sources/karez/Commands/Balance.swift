import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez balance`: where two ways of knowing one quantity differ.
  struct Balance: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "平衡核对 — main meter and sub-meters, meter and invoice, stock and flows.",
      discussion: """
        karez -C p balance --period 2025-03
        依计量点台账：上级点 parent、比对点 standby、库存点的进 in、产出 produce、耗用 consume、出 out。
        The register of points says what belongs together.
        允差默认 2 %（蒸汽、热力的分表 5 %），为本软件定义 Tolerances are 2 % (sub-meters of steam and
        heat 5 %), by our own definition; --tolerance gives another, in per cent.
        --json: [{kind, point, left, right, difference, unit, share, tolerance, verdict (within, beyond,
        unknown, units), terms [{side, point, role, amount, unit, whole, fills}]}]; share, tolerance in
        per cent; fills: the records whose quantities stand there for readings. Status 0, whatever the
        verdicts.
        """)
    @Option(help: "期间，如 2025-03 The period.") var period: String
    @Option(help: "允差，百分数 The tolerance, in per cent.") var tolerance: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      var question = AskBalance.Question(try Period(period))
      question.tolerance = try tolerance.map { text in
        guard let percent = Rational(text), percent >= .zero else {
          throw ValidationError("允差应写作 2 或 0.5 — write a tolerance as 2 or 0.5, not '\(text)'")
        }
        return percent / Rational(100)
      }
      let balances = try AskBalance.run(question, on: try options.site())
      guard !json else { return Output.print(.array(balances.map(\.json))) }
      balances.map { $0.text(options.phrases()) }.forEach(Output.print)
      Output.tell(
        options.phrases().text(Phrase("said.balances", ["total": String(balances.count)])))
    }
  }
}

extension Balance {
  fileprivate var json: JSON {
    [
      "kind": .string(kind.rawValue), "point": .string(point),
      "left": Self.text(leftSum), "right": Self.text(rightSum),
      "difference": Self.text(difference), "unit": unit.map { .string($0.symbol) } ?? .null,
      "share": share.map { .string($0.percent) } ?? .null,
      "tolerance": .string(tolerance.percent), "verdict": .string(verdict.rawValue),
      "terms": .array(
        left.map { $0.json("left") } + right.map { $0.json("right") }),
    ]
  }

  fileprivate static func text(_ value: Rational?) -> JSON {
    value.map { .string($0.text) } ?? .null
  }

  fileprivate func text(_ phrases: PhraseBook) -> String {
    let kind = phrases.text(Phrase("said.balance-\(kind.rawValue)"))
    let verdict = phrases.text(Phrase("said.balance-\(verdict.rawValue)"))
    let sums = [leftSum, rightSum, difference].map { $0?.text ?? "—" }
    let share = share.map { "\($0.percent) %" } ?? "—"
    let head = [point, kind] + sums + [unit?.symbol ?? "", share, verdict]
    let terms = left + right
    let open = terms.filter { !$0.isWhole }.map(\.point)
    let filled = terms.filter { !$0.fills.isEmpty }.map {
      "\($0.point) (\($0.fills.map(\.record).joined(separator: ", ")))"
    }
    let remarks = [("said.balance-open", open), ("said.balance-filled", filled)]
      .filter { !$0.1.isEmpty }
      .map { phrases.text(Phrase($0.0, ["points": $0.1.joined(separator: ", ")])) }
    return ([head.joined(separator: "\t")] + remarks).joined(separator: "\n  ")
  }
}

extension Balance.Term {
  fileprivate func json(_ side: String) -> JSON {
    [
      "side": .string(side), "point": .string(point), "role": .string(role),
      "amount": Balance.text(amount?.value),
      "unit": amount.map { .string($0.unit.symbol) } ?? .null, "whole": .bool(isWhole),
      "fills": .array(fills.map { .string($0.record) }),
    ]
  }
}
