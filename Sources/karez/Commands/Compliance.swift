import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez compliance`: the evaluation of compliance (9.2).
  struct Compliance: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "合规性评价 — the evaluation of compliance.", subcommands: [Draft.self])

    /// `karez compliance draft`.
    struct Draft: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "合规性评价草稿 — one row for each applicable article, with its evidence.",
        discussion: """
          karez -C p compliance draft --period 2025
          适用条款一条一行，填好要求、责任部门和期间内的证据记录；执行情况和判定由人填写，有未答的不能提交
          Every applicable article with what it asks, its department and the records of the period that the
          register names as evidence. People say practice and verdict; an unanswered row blocks.
          --json: {record}. Statuses: 0, 65 no text applies, or the period has a draft already.
          """)

      @Option(help: "评价期间，如 2025 The period.") var period: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let key = try DraftCompliance.run(over: try Period(period), on: try options.site())
        options.say(
          Phrase("said.drafted", ["record": key.description]),
          json: json ? ["record": .string(key.description)] : nil)
      }
    }
  }
}
