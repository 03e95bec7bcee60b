import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez risk`: what the records suggest.
  struct Risk: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "风险 — what the records themselves suggest.", subcommands: [Proposals.self])

    /// `karez risk proposals`.
    struct Proposals: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "风险提示 — risks that data suggest and nobody has registered yet.",
        discussion: """
          法规变化 90 天内、器具超过设计寿命、岗位空缺、一项任务只有一人有授权。登记时来源填所列记录，提示即消失。
          A law changed within 90 days, an instrument beyond its design life, a post not filled, a task
          for which one person alone is authorised. Once a risk names the record as its source, the
          suggestion is gone.
          --json: [{category, cause (law | age | vacancy | single), source type/id, label}].
          """)

      @Option(help: "看哪一天，否则今天 The day that is asked about; else today.") var on: String?
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let rows = try AskStaff.proposals(on: on.map(Typed.date), at: options.site()).rows
        guard !json else { return Output.print(.array(rows.map(\.json))) }
        let phrases = options.phrases()
        for row in rows {
          Output.print(
            phrases.text(Phrase("risk.\(row.cause.rawValue)", ["label": row.label])) + "\t"
              + "karez record new risk-opportunity --set kind=risk --set category=\(row.category)"
              + " --set 'sourceRefs=[\"\(row.source)\"]'")
        }
      }
    }
  }
}

extension RiskProposals.Row {
  fileprivate var json: JSON {
    [
      "category": .string(category), "cause": .string(cause.rawValue),
      "source": .string(source.description), "label": .string(label),
    ]
  }
}
