import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez.Documents {
  /// `karez document import`.
  struct Import: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "批量补录 — take in a folder of documents by a list; judges every row.",
      discussion: """
        karez -C p document import 体系文件/ --list manual.xlsx --as chen
        karez -C p document import 体系文件/ --list manual.xlsx --accept --as chen
        karez -C p document import --starters --accept --as wang

        列 Columns: 编号 number, 名称 title, 类别 kind, 层次 level, 版本 version, 实施日期 effective,
        编审批 signers, 文件 file, 条款 clauses, 评审周期 cycle, 摘要 summary。
        有实施日期者按历史补录生效，其余为草稿 A row with an effective date is history and in force by the
        signature of a document controller; one without is a draft. --starters：随程序提供的起草文本 the
        drafts that come with the program. 不加 --accept 只判定 Without --accept nothing is written.
        --json: [{row, number, verdict: history, draft, same, refused; zh, en}].
        Statuses: 0, 65 no list, 77 not by this person.
        """)

    @Argument(help: "文件夹 The folder of the files.") var folder: String?
    @Option(help: "清单 .xlsx 或 .csv The list.") var list: String?
    @Flag(help: "随程序提供的起草文本 The drafts that come with the program.") var starters = false
    @Flag(help: "写入 Write.") var accept = false
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func run() throws {
      let place = try place()
      let verdicts = try ImportDocuments.run(
        place.list, in: place.folder, accepts: accept, on: try options.site())
      guard !json else {
        let books = try Language.allCases.map { PhraseBook($0, share: try options.share()) }
        return Output.print(.array(verdicts.map { $0.json(books) }))
      }
      say(verdicts)
    }

    private func place() throws -> (list: URL, folder: URL) {
      if starters {
        let folder = try options.share().template.appending(path: "documents")
        return (folder.appending(path: "list.csv"), folder)
      }
      guard let folder, let list else {
        throw ValidationError("请给出文件夹和 --list — give the folder and --list, or --starters")
      }
      return (URL(filePath: list), URL(filePath: folder))
    }

    private func say(_ verdicts: [ImportDocuments.Verdict]) {
      let phrases = options.phrases()
      for verdict in verdicts where verdict.kind == .refused {
        let why = verdict.why.map(phrases.text) ?? ""
        Output.print("\(verdict.row)\t\(verdict.number)\t\(why)")
      }
      let counts = ImportDocuments.Verdict.Kind.allCases.map { kind in
        (kind.rawValue, String(verdicts.count { $0.kind == kind }))
      }
      Output.print(
        phrases.text(
          Phrase("said.documents-judged", Dictionary(uniqueKeysWithValues: counts))))
      let isNew = verdicts.contains { $0.kind == .history || $0.kind == .draft }
      if !accept, isNew { Output.tell(phrases.text(Phrase("said.sheet-not-written"))) }
    }
  }
}

extension ImportDocuments.Verdict {
  fileprivate func json(_ books: [PhraseBook]) -> JSON {
    var members: [String: JSON] = [
      "row": .number(String(row)), "number": .string(number), "verdict": .string(kind.rawValue),
    ]
    for book in books { members[book.language.rawValue] = why.map { .string(book.text($0)) } }
    return .object(members)
  }
}
