import ArgumentParser
import Operations
import SiteModel

extension Karez.Documents {
  /// `karez document route`: routes that new documents copy.
  struct Route: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "审批路线模板 — routes written down once; document new --route copies one.",
      subcommands: [Add.self, List.self], defaultSubcommand: List.self)

    /// `karez document route add`.
    struct Add: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "新增 — write down a route; people, or posts by their numbers.",
        discussion: """
          karez -C p document route add R-01 --name 规程审批 --kind instruction --reviewer P2 --approver zhang
          岗位在新编文件时换成当日在岗者 Posts become those who hold them on the day a document is made.
          修改：karez record edit R-01 …，不影响已有文件 Documents that exist keep their routes.
          """)
      @Argument(help: "模板编号 The template's number.") var number: String
      @Option(help: "名称 The name.") var name: String
      @Option(help: "适用类别，可多个 A kind of document; may be given again.") var kind: [String] = []
      @Option(help: "审核人或岗位 A reviewer or a post; may be given again.") var reviewer: [String] = []
      @Option(help: "会签人或岗位 A countersigner or a post.") var countersigner: [String] = []
      @Option(help: "批准人或岗位 An approver or a post.") var approver: [String] = []
      @OptionGroup var options: SiteOptions

      func run() throws {
        var values: [String: JSON] = ["number": .string(number), "name": .string(name)]
        let lists = [
          "kinds": kind, "reviewers": reviewer, "countersigners": countersigner,
          "approvers": approver,
        ]
        for (field, texts) in lists where !texts.isEmpty {
          values[field] = .array(texts.map(JSON.string))
        }
        try RouteTemplate.add(values, on: try options.site())
        Output.print("\(number)\t\(name)")
      }
    }

    /// `karez document route list`.
    struct List: NamedCommand {
      static let configuration = CommandConfiguration(
        abstract: "清单 — the routes in use.",
        discussion:
          "--json: [{number, name, kinds, reviewers, countersigners, approvers: 姓名或岗位 names}].")
      @Flag(help: "输出 JSON Print JSON.") var json = false
      @OptionGroup var options: SiteOptions

      func run() throws {
        let all = try RouteTemplate.all(on: try options.site())
        guard !json else { return Output.print(.array(all.map(\.json))) }
        for route in all {
          let steps = ["reviewers", "countersigners", "approvers"].map {
            (route.names[$0] ?? []).joined(separator: "、")
          }
          Output.print(
            [
              route.number, route.name, route.kinds.joined(separator: ", "),
              steps.filter { !$0.isEmpty }.joined(separator: " → "),
            ].joined(separator: "\t"))
        }
      }
    }
  }
}

extension RouteTemplate {
  fileprivate var json: JSON {
    let texts: (String) -> JSON = { .array((names[$0] ?? []).map(JSON.string)) }
    return [
      "number": .string(number), "name": .string(name), "kinds": .array(kinds.map(JSON.string)),
      "reviewers": texts("reviewers"), "countersigners": texts("countersigners"),
      "approvers": texts("approvers"),
    ]
  }
}
