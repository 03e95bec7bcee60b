import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez.Documents {
  /// `karez document compare`.
  struct Compare: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "版本对比 — what changed between two versions, word by word.",
      discussion: """
        karez -C p document compare QM-01 A/0 A/2
        karez -C p document compare QM-01 A/0 A/2 --html diff.html
        Markdown、文本、DOCX、XLSX；PDF 须有 pdftotext PDF where pdftotext is.
        --json: operations [{op: equal, insert, delete; text}], inserted, deleted, equal: 词数 words,
        share. Statuses: 0, 65 no such version, or no text, 75 no pdftotext, 76 other bytes.
        """)
    @Argument(help: "文件编号 The document's number.") var number: String
    @Argument(help: "旧版本 The old version.") var old: String
    @Argument(help: "新版本 The new version.") var new: String
    @Option(help: "写成网页 Write a page.") var html: String?
    @Flag(help: "加颜色 In colour.") var color = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let phrases = options.phrases()
      let answer = try CompareDocument.run(number, old, new, phrases, on: try options.site())
      if let html {
        let page = ComparisonPrint(
          answer.comparison, old: answer.old, new: answer.new, phrases
        ).page
        try Data(page.utf8).write(to: URL(filePath: html), options: .atomic)
      }
      guard !json else { return Output.print(answer.comparison.json) }
      let text = answer.comparison.text(isColoured: color)
      Output.print(
        text.isEmpty ? phrases.text(Phrase("comparison.equal")) : String(text.dropLast()))
    }
  }
}
