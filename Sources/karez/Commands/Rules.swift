import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez rules`: the rule sets that come with the program.
  struct Rules: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "核算规则 — rule sets: what they compute, from what, by which source.",
      subcommands: [List.self, Show.self])

    /// `karez rules list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "规则清单 — all rule sets, with gas, category and days. No plant is needed.",
        discussion: "--json: [{id, version, title, gas, category, effective {from, until}}].")

      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let (shipped, phrases) = (ShippedRules(try options.share()), options.phrases())
        let all = try shipped.ruleIDs().map { RuleSetWords(try shipped.ruleSet($0), phrases) }
        guard !json else { return Output.print(.array(all.map(\.json))) }
        all.forEach { Output.print($0.line) }
      }
    }

    /// `karez rules show`.
    struct Show: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "规则内容 — inputs, equations, citations, what is not confirmed.",
        discussion: """
          karez rules show purchased-electricity
          输入量给出单位和可信范围 Each input has its unit, the range that is believed and its meaning.
          标记 Marks: A 官方文本 official text, A1 逐页转录 transcribed page by page, B 公开转录 one public
          transcription, C 未确认 from memory.
          --json: the rule set itself, as site-template/rules holds it. Statuses: 0, 65 no such rule set.
          """)

      @Argument(help: "规则号 The rule set's id; see karez rules list.") var id: String
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let shipped = ShippedRules(try options.share())
        guard !json else { return Output.print(try JSON.parse(try shipped.rules(id))) }
        RuleSetWords(try shipped.ruleSet(id), options.phrases()).lines
          .forEach { Output.print($0) }
      }
    }
  }
}
