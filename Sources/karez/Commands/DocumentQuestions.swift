import ArgumentParser
import Operations
import SiteModel

extension Karez.Documents {
  /// `karez document open`.
  struct Open: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "取出 — write the bytes of a version to a file; an obsolete one says so.",
      discussion: """
        karez -C p document open QM-01 --out manual.docx
        Statuses: 0, 65 no such version, 76 the bytes are not those that were approved.
        """)
    @Option(help: "版本，否则现行版本 The version; else the one in force.") var version: String?
    @Option(help: "写到何处 Where to.") var out: String
    @Argument(help: "文件编号 The document's number.") var number: String
    @OptionGroup var options: SiteOptions

    func run() throws {
      let opened = try OpenDocument.run(number, version: version, to: out, on: try options.site())
      if let warning = opened.warning { Output.tell(options.phrases().text(warning)) }
      Output.print(opened.path)
    }
  }

  /// `karez document history`.
  struct History: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "修订历史 — who did what, when, why and on which request; of one document or of all.",
      discussion: """
        --json: [{number, version, action, by, clock, reason, summary, request, hash, entry: 链.序号
        CHAIN.SEQ}] in the order in which things were done.
        """)
    @Argument(help: "文件编号，否则全部 The document's number; else all.") var number: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let site = try options.site()
      let rows = try DocumentHistory.run(number, on: site)
      guard !json else { return Output.print(.array(rows.map(\.json))) }
      let words = LifecycleWords(try AskDocuments.lifecycle(of: site), options.language)
      for row in rows { Output.print(line(row, words)) }
    }

    private func line(_ row: DocumentHistory.Row, _ words: LifecycleWords) -> String {
      let phrases = options.phrases()
      let said = phrases.text(Phrase("said.document-act-\(row.action)"))
      let action = said.hasPrefix("said.") ? words.signing(row.action) : said
      let why = [row.reason.map { "(\($0))" }, row.request, row.hash]
      return
        ([row.clock, "\(row.number) \(row.version)", action, row.by, row.summary]
        + why.compactMap { $0 }).joined(separator: "\t")
    }
  }

  /// `karez document as-of`.
  struct AsOf: NamedCommand {
    static let configuration = CommandConfiguration(
      commandName: "as-of",
      abstract: "某日现行 — which version of each document was in force on a day.",
      discussion: """
        karez -C p document as-of 2026-03-01 --json
        --known-at：本节点当日已知 what this node knew at the end of that day, by its own commits.
        --json: {number: version}. Only what a person released with effect.
        """)
    @Argument(help: "日期 The day.") var day: String
    @Option(help: "以何日所知 As known on a day.") var knownAt: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let known = try knownAt.map(Typed.date)
      let found = try AskDocuments.asOf(
        try Typed.date(day), knownAt: known, on: try options.site())
      guard !json else {
        let versions = found.map { ($0.number, JSON.string($0.inForce.version)) }
        return Output.print(.object(Dictionary(versions) { first, _ in first }))
      }
      for item in found {
        Output.print("\(item.number)\t\(item.inForce.version)\t\(item.inForce.act.day)")
      }
    }
  }
}

extension DocumentHistory.Row {
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "number": .string(number), "version": .string(version), "action": .string(action),
      "by": .string(by), "clock": .string(clock), "summary": .string(summary),
      "entry": .string(entry.description),
    ]
    members["reason"] = reason.map(JSON.string)
    members["request"] = request.map(JSON.string)
    members["hash"] = hash.map(JSON.string)
    return .object(members)
  }
}
