import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez analyse`: what changed in a period, and why (9.1.3).
  struct Analyse: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "数据分析 — trend, correlation, contributions, anomalies and weak points of a period.",
      discussion: """
        karez -C p analyse --period 2025
        karez -C p analyse --period 2025-Q1 --record
        排放取该期批准的清单，没有时按现有事实计算；上期和去年同期同样。
        The emission is that of the approved inventory, else what the facts give today; so for the
        period before and the same period last year.
        相关：期末前十二个月，与产量的皮尔逊 r；r² 精确，开方取 12 位有效数字。
        Correlation with output over the twelve months that end with the period: r² is exact, its root
        has 12 significant digits.
        贡献：排放 = 活动 × 结构 × 因子。活动为产量（不全时为同类活动数据之和），结构为单位活动的活动数据，
        因子为单位活动数据的排放；各部分按沙普利值分摊，合计恰等于变化。
        Contribution: emission = activity × structure × factor. The activity is the output (where it is not
        known, the sum of activity data of the same kind), the structure a source's activity data for
        each of it, the factor its emission for each of that. Split by the Shapley value, so that the
        parts sum exactly to the change.
        --record 起草数据分析报告 drafts the analysis-report.
        --json: {period, zone, facts, sides [{period, inventory, why, provisional, complete, total,
        output, outputUnit, intensity}], trend [{source, name, what, unit, values [of each side],
        changes [% against each earlier side]}], correlation [{source, what, n, r, r2}], contribution
        [{since, driver, change, activity, structure, factor, sources [{source, name, before, after,
        change, activity, structure, factor}]}], anomalies {alerts [{cause, count, open}], gaps
        [{reason, count, points}]}, weakPoints [{kind, subject, said}]}; what is not known is null. Numbers
        are exact: a fraction 1/3 where decimals do not end. With --record also record.
        Statuses: 0, 65 no inventory can be computed of the period.
        """)

    @Option(help: "期间，如 2025、2025-Q1、2025-03 The period.") var period: String
    @Flag(help: "起草数据分析报告 Draft the report.") var record = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let answer = try AnalysePeriod.run(over: try Period(period), on: site)
      let phrases = options.phrases()
      let words = AnalysisWords(answer, phrases)
      let key = record ? try answer.write(words.fields, snapshot: words.snapshot, on: site) : nil
      guard !json else {
        var members = answer.members(phrases)
        members["record"] = key.map { .string($0.description) }
        return Output.print(.object(members))
      }
      words.lines.forEach { Output.print($0) }
      if let key {
        Output.print(phrases.text(Phrase("said.record-made", ["type": key.type, "id": key.id])))
      }
    }
  }
}
