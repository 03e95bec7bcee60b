import ArgumentParser
import Operations
import SiteModel

extension Karez.Documents {
  /// `karez document search`.
  struct Search: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "全文查找 — paragraphs of documents in force that hold every word.",
      discussion: """
        karez -C p document search 皮带秤 标定
        Markdown, 文本, DOCX, XLSX；PDF 需要 pdftotext，读不了的版本逐一列出 what cannot be read is listed.
        --json: [{number, title, version, inForce, paragraphs, unread: 原因 why, or null}].
        """)

    @Argument(help: "词，须同在一段 The words, all in one paragraph.") var words: [String]
    @Flag(help: "也查草稿和作废的版本 Drafts and obsolete versions, too.") var all = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let phrases = options.phrases()
      let found = try SearchDocuments.run(
        words, everyVersion: all, phrases, on: try options.site())
      guard !json else { return Output.print(.array(found.map { $0.json(phrases) })) }
      for one in found {
        Output.print("\(one.number)\t\(one.title)\t\(one.version)")
        for paragraph in one.paragraphs { Output.print("  \(paragraph)") }
        if let unread = one.unread { Output.tell("  " + phrases.text(unread)) }
      }
    }
  }
}

extension SearchDocuments.Found {
  fileprivate func json(_ phrases: PhraseBook) -> JSON {
    [
      "number": .string(number), "title": .string(title), "version": .string(version),
      "inForce": .bool(isInForce), "paragraphs": .array(paragraphs.map(JSON.string)),
      "unread": unread.map { .string(phrases.text($0)) } ?? .null,
    ]
  }
}
