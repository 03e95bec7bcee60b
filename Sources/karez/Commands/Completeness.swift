import ArgumentParser
import Operations
import SiteModel

/// Which points, and when.
struct CompletenessOptions: ParsableArguments {
  @Argument(help: "计量点编号，不写则全部 Numbers of points; else all.") var points: [String] = []
  @Option(help: "期间，如 2025、2025-Q1、2025-03 The period.") var period: String
  @Flag(help: "输出 JSON Print JSON.") var json = false
  @OptionGroup var options: SiteOptions

  func answers() throws -> [AskCompleteness.Answer] {
    try AskCompleteness.run(points, over: try Period(period), on: try options.site())
  }
}

extension Karez {
  /// `karez completeness`: how much of what should be known of points is known.
  struct Completeness: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "数据完整率 — how much of what should be known of points is known.",
      discussion: """
        karez -C p completeness --period 2025
        两个数：按采集频次应有几次、读到几次；读数说明了多少时间。未到的时间不计。
        Two figures: how often a point was to be read and was; how much of the time its readings
        explain. Time to come does not count.
        --json: [{point, frequency, expected, read, share, known, gaps, whole, from, until}]; share and
        known in per cent, null where there is no expectation or the kind explains no time.
        """)
    @OptionGroup var asked: CompletenessOptions

    func run() throws {
      let answers = try asked.answers()
      guard !asked.json else { return Output.print(.array(answers.map(\.json))) }
      for answer in answers { Output.print(answer.text(asked.options.phrases())) }
    }
  }
}

extension AskCompleteness.Answer {
  fileprivate var json: JSON {
    [
      "point": .string(point.number),
      "frequency": frequency.map { .string($0.rawValue) } ?? .null,
      "expected": completeness.expected.map { .number(String($0)) } ?? .null,
      "read": completeness.expected == nil ? .null : .number(String(completeness.read)),
      "share": completeness.share.map { .string($0.percent) } ?? .null,
      "known": completeness.knownShare.map { .string($0.percent) } ?? .null,
      "gaps": .number(String(completeness.gaps.count)), "whole": .bool(completeness.isWhole),
      "from": .string(completeness.span.lowerBound.text(at: calendar.offset)),
      "until": .string(completeness.span.upperBound.text(at: calendar.offset)),
    ]
  }

  fileprivate func text(_ phrases: PhraseBook) -> String {
    let read = completeness.expected.map { "\(completeness.read)/\($0)" } ?? "—"
    let shares = [completeness.share, completeness.knownShare].map { $0.map { $0.percent + " %" } }
    let cells = [point.number, read] + shares.map { $0 ?? "—" }
    let mark = completeness.isWhole ? "" : "\t*"
    return cells.joined(separator: "\t") + mark
  }

  func json(_ gap: Consumed.Gap, _ phrases: PhraseBook) -> JSON {
    [
      "point": .string(point.number), "from": .string(gap.from.text(at: calendar.offset)),
      "until": .string(gap.until.text(at: calendar.offset)),
      "reason": .string(gap.reason.rawValue), "said": .string(phrases.text(gap.reason.phrase)),
      "fills": .array(records(filling: gap).map(JSON.string)),
    ]
  }
}

extension Rational {
  /// Of a part, per cent with two decimals.
  var percent: String { (self * Rational(100)).text(decimals: 2) }
}
