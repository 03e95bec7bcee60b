import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez checks`: what each check of the clauses finds.
  struct Checks: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "条款检查 — every check of the clauses: met, not met, or a person must look.",
      discussion: """
        karez -C p checks --clause 6.2
        --as-of: 过去的一天按本节点当日所知；将来的一天按现在所知 a past day by what this node knew then, a
        coming day by what it knows now.
        --json: [{id, clauses, title {zh, en}, verdict (met | not-met | needs-person | not-applicable),
        figures {name: value}, looked [type/id], lacking [{record, label} | {value, title} | {type}],
        advice {zh, en}}].
        """)

    @Option(help: "条款，如 6.2.1、6.2、6 Only this clause and what is under it.") var clause: String?
    @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var asOf: String?
    @Flag(help: "只列未满足和待人工判断的 Only what is not met or needs a person.") var open = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let found = try AskClauses.run(on: asOf.map(Typed.date), clause: clause, at: site)
      let rows = found.checks.filter {
        !open || [.notMet, .needsPerson].contains($0.answer.verdict)
      }
      guard !json else {
        return Output.print(.array(rows.map { CheckWords.json($0.check, $0.answer) }))
      }
      let words = CheckWords(phrases: options.phrases(), titles: found.titles)
      for row in rows { words.lines(row.check, row.answer).forEach(Output.print) }
      Output.print(words.summary(found.checks.map(\.answer), on: found.day))
    }
  }

  /// `karez clauses`: the clause board.
  struct Clauses: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "条款看板 — the 51 sub-clauses, each by its checks, age of evidence and open findings.",
      discussion: """
        --json: [{clause, title {zh, en}, verdict or null (met | not-met | needs-person), met, asked:
        检查数 checks that could be asked, evidence: 最近一次签署日期 or null, age: 天 days or null,
        findings: [不符合 type/id]}].
        """)

    @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var asOf: String?
    @Option(help: "条款 Only this clause and what is under it.") var clause: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let found = try AskClauses.run(on: asOf.map(Typed.date), clause: clause, at: site)
      guard !json else {
        return Output.print(.array(found.clauses.map { ClauseWords.json($0, on: found.day) }))
      }
      let words = ClauseWords(phrases: options.phrases())
      for row in found.clauses { Output.print(words.line(row, on: found.day)) }
      Output.print(words.summary(found.clauses, on: found.day))
    }
  }
}
