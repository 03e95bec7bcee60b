import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez plan`: the data quality plan in force (8.1.1).
  struct Plan: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "数据质量控制方案 — the data quality plan in force, executed.",
      subcommands: [Run.self])

    /// `karez plan run`.
    struct Run: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "执行方案 — what the plan expects of each point, and what is there.",
        discussion: """
          karez -C p plan run --period 2025-03
          每个参数每个计量点一行：应有、已有、替代（方法、审核人）、缺失、频次是否一致
          One row for each point of a parameter: expected, present, substituted with method and
          reviewer, missing, whether the frequency is the plan's. No reading is made up.
          --json: {plan, version, period, lines [{code, name, point, planned, actual, expected,
          present, substituted, missing, wrongFrequency, fills [{record, method, planned, from, until,
          quantity, unit, readings, reviewer}]}]}; expected is null where nothing says how many.
          """)

      @Option(help: "期间，如 2025-03 The period.") var period: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let answer = try RunPlan.run(over: try Period(period), on: try options.site())
        guard !json else { return Output.print(answer.json(period)) }
        let phrases = options.phrases()
        let (number, version) = answer.plan
        Output.print(
          phrases.text(
            Phrase("plan.heading", ["plan": number, "version": version, "period": period])))
        for line in answer.lines { Output.print(line.text(phrases, answer.calendar.offset)) }
      }
    }
  }
}

extension RunPlan {
  fileprivate func json(_ period: String) -> JSON {
    [
      "plan": .string(plan.number), "version": .string(plan.version), "period": .string(period),
      "lines": .array(lines.map { $0.json(calendar.offset) }),
    ]
  }
}

extension RunPlan.Line {
  fileprivate func json(_ offset: Offset) -> JSON {
    let count = { (number: Int) in JSON.number(String(number)) }
    return [
      "code": .string(code), "name": .string(name), "point": point.map(JSON.string) ?? .null,
      "planned": planned.map(JSON.string) ?? .null, "actual": actual.map(JSON.string) ?? .null,
      "expected": expected.map(count) ?? .null, "present": point == nil ? .null : count(present),
      "substituted": point == nil ? .null : count(substituted),
      "missing": expected == nil ? .null : count(missing),
      "wrongFrequency": .bool(isOtherFrequency),
      "fills": .array(fills.map { $0.json(offset) }),
    ]
  }

  fileprivate func text(_ phrases: PhraseBook, _ offset: Offset) -> String {
    guard let point else {
      return [code, name, phrases.text(Phrase("plan.no-points"))].joined(separator: "\t")
    }
    let counts = expected.map { "\(present)/\($0)" } ?? "\(present)/—"
    let first = [
      code, name, point, counts,
      phrases.text(
        Phrase("plan.missing", ["missing": String(missing), "substituted": String(substituted)])),
      isOtherFrequency
        ? phrases.text(
          Phrase("plan.frequency", ["planned": planned ?? "—", "actual": actual ?? "—"])) : "",
    ]
    return
      ([first.filter { !$0.isEmpty }.joined(separator: "\t")]
      + fills.map { "  " + phrases.text($0.phrase(offset)) }).joined(separator: "\n")
  }
}

extension RunPlan.Fill {
  fileprivate func json(_ offset: Offset) -> JSON {
    [
      "record": .string(record), "method": .string(method), "planned": .bool(isPlanned),
      "from": .string(span.lowerBound.text(at: offset)),
      "until": .string(span.upperBound.text(at: offset)), "quantity": .string("\(quantity)"),
      "unit": .string(unit), "readings": .number(String(cells)),
      "reviewer": reviewer.map(JSON.string) ?? .null,
    ]
  }

  fileprivate func phrase(_ offset: Offset) -> Phrase {
    Phrase(
      isPlanned ? "plan.fill" : "plan.fill-unplanned",
      [
        "record": record, "method": method, "from": span.lowerBound.text(at: offset),
        "until": span.upperBound.text(at: offset), "quantity": "\(quantity) \(unit)",
        "reviewer": reviewer ?? "—",
      ])
  }
}
