import ArgumentParser
import Operations
import SiteModel

extension Karez {
  /// `karez library`.
  struct Library: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "资料库 — what headquarters keep for every site, and who has it.",
      subcommands: [Status.self, Publish.self])

    /// `karez library status`.
    struct Status: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "资料库现况 — every text, its version, and which node has it.",
        discussion: """
          文件、核算规则、因子、法规清单：写进总部自己的库就是写进资料库，各节点下次同步时收到 Documents, rule
          sets, factors and legal texts: what headquarters write in their own store is the library, and every node
          has it at its next contact. 以各节点最近一次声明为准 By what each node last said.
          --json: {texts [{kind (document, rule-set, factor, register), record, number, title {zh, en}, version,
          states, entry, have [nodes], lack [nodes]}], nodes [{name, entity, spoke, lacks}]}.
          Statuses: 0, 77 a node that has joined nobody.
          """)
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let words = LibraryWords(try AskLibrary(on: try options.site()), options.phrases())
        guard !json else { return Output.print(words.json) }
        words.lines.forEach { Output.print($0) }
      }
    }

    /// `karez library publish`.
    struct Publish: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "发布（总部） — take rule sets and factors into the library for every site.",
        discussion: """
          karez -C hq library publish new-rules.json factors-2026.json
          karez -C hq library publish purchased-electricity grid.national.2023
          文件经过检查，内容变了须提高版本号；文件须按文件控制发布，法规用 record new legal-requirement Files are
          checked, and another text needs a higher version; documents are released as documents are, legal texts
          entered by record new legal-requirement. 站点登记排放源时先用资料库的规则 A site that enters a source takes
          the library's rule set before the one that came with its program.
          --json: {taken [{kind, id, version, new}], to [{name, entity, spoke, lacks}]}.
          Statuses: 0, 65 no such text, or it is not sound, or its version is not raised, 77 not headquarters.
          """)
      @Argument(help: "规则或因子的文件，或其代码 Files of rule sets or factors, or their ids.") var texts:
        [String]
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let site = try options.site()
        let taken = try PublishToLibrary.run(texts, on: site)
        let words = LibraryWords(try AskLibrary(on: site), options.phrases())
        guard !json else { return Output.print(words.json(taken)) }
        words.lines(taken).forEach { Output.print($0) }
      }
    }
  }
}
