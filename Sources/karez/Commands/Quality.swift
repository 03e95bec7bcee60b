import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez quality`: what looks wrong about readings.
  struct Quality: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "数据质量 — what looks wrong about readings; nothing is taken away.",
      discussion: """
        karez -C p quality --period 2025-03
        依计量点台账的读数上下限、每小时最大量、不变小时数（默认 24）核对；另查时刻偏离步长的读数和已标存疑的读数。
        By the point's limits, the most that passes in an hour, the hours without a change (else 24); also
        readings off the steps of the others, and those marked as suspect.
        --json: [{point, flag (low, high, rate, stuck, clock, suspect), from, until, readings, value, said}].
        """)
    @Argument(help: "计量点编号，不写则全部 Numbers of points; else all.") var points: [String] = []
    @Option(help: "期间，如 2025、2025-Q1、2025-03 The period.") var period: String
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let (phrases, site) = (options.phrases(), try options.site())
      let answers = try AskQuality.run(points, over: try Period(period), on: site)
      let all = answers.flatMap { answer in answer.findings.map { (answer, $0) } }
      guard !json else { return Output.print(.array(all.map { $0.json($1, phrases) })) }
      for (answer, finding) in all { Output.print(answer.text(finding, phrases)) }
      Output.tell(phrases.text(Phrase("said.findings", ["total": String(all.count)])))
    }
  }
}

extension AskQuality.Answer {
  fileprivate func text(_ finding: Quality.Finding, _ phrases: PhraseBook) -> String {
    let times = [finding.from, finding.until].map { $0.text(at: calendar.offset) }
    let cells = [point.number] + times + ["×\(finding.readings)", "\(finding.value)"]
    return (cells + [phrases.text(finding.flag.phrase)]).joined(separator: "\t")
  }

  fileprivate func json(_ finding: Quality.Finding, _ phrases: PhraseBook) -> JSON {
    [
      "point": .string(point.number), "flag": .string(finding.flag.rawValue),
      "from": .string(finding.from.text(at: calendar.offset)),
      "until": .string(finding.until.text(at: calendar.offset)),
      "readings": .number(String(finding.readings)), "value": .string(finding.value.description),
      "said": .string(phrases.text(finding.flag.phrase)),
    ]
  }
}

extension Quality.Flag {
  fileprivate var phrase: Phrase { Phrase("quality.\(rawValue)") }
}
