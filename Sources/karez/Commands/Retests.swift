import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez retests`: which accounting points are due for a retest (9.1.1).
  struct Retests: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "复测 — accounting points, their last retest and the next one.",
      discussion: """
        karez -C p retests
        核算用计量点至少每年复测一次，间隔可由设置 checks.retest-days 改
        Accounting points at least yearly; the setting checks.retest-days changes it.
        --json: [{point, name, last, retest, deviation, tolerance, passed, due, left, standing}];
        standing: never, overdue, failed, soon, ok; deviation in per cent, null where the original is
        zero.
        """)

    @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var on: String?
    @Flag(help: "只列应复测的 Only what is due.") var open = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let answer = try AskRetests.run(on: on.map(Typed.date), at: options.site())
      let rows = answer.rows.filter { !open || $0.standing != .ok }
      guard !json else { return Output.print(.array(rows.map { $0.json(answer.day) })) }
      let phrases = options.phrases()
      for row in rows { Output.print(row.text(phrases)) }
    }
  }
}

extension AskRetests.Row {
  fileprivate func json(_ day: CivilDate) -> JSON {
    [
      "point": .string(number), "name": .string(name),
      "last": last.map { .string("\($0.on)") } ?? .null,
      "retest": last.map { .string($0.number) } ?? .null,
      "deviation": deviation.map(JSON.string) ?? .null,
      "tolerance": last.map { .string($0.tolerance.text) } ?? .null,
      "passed": last.map { .bool($0.passed) } ?? .null,
      "due": due.map { .string("\($0)") } ?? .null,
      "left": due.map { .number(String($0.days - day.days)) } ?? .null,
      "standing": .string(standing.rawValue),
    ]
  }

  private var deviation: String? { last?.deviation?.text(decimals: 3) }

  fileprivate func text(_ phrases: PhraseBook) -> String {
    [
      number, name, last.map { "\($0.on) \($0.number)" } ?? "—", deviation.map { $0 + " %" } ?? "—",
      due.map { "\($0)" } ?? "—", phrases.text(Phrase("retest.\(standing.rawValue)")),
    ].joined(separator: "\t")
  }
}
