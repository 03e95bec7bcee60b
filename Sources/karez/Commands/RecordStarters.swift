import ArgumentParser
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record starters`.
  struct Starters: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "起步清单 — issues of an industry, objectives: records to begin with, taken as drafts.",
      discussion: """
        karez -C p record starters                  有哪些 which there are
        karez -C p record starters coal-chemical    取用：已有同名主题的不再写 take it; what is here already stays
        Statuses: 0, 65 there is no such list.
        """)

    @Argument(help: "清单名称 The list; else all are listed.") var name: String?
    @OptionGroup var options: SiteOptions

    func run() throws {
      let phrases = options.phrases()
      guard let name else {
        for list in try TakeStarters.lists(try options.share()) {
          Output.print(
            "\(list.name)\t\(phrases.text(Phrase(title: list.title)))\t\(list.records.count)")
        }
        return
      }
      let made = try TakeStarters.take(name, on: options.site())
      Output.print(phrases.text(Phrase("said.starters", ["made": String(made)])))
    }
  }
}
