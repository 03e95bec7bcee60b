package import Foundation
import Indexing
import Intake
import SiteModel
import Storage

/// Takes a sheet of records back: judges every row, and writes the good ones as one commit.
package struct ImportRecords {
  /// What is asked for.
  package struct Request {
    package let type: String
    package let file: URL
    /// Whether to write; otherwise everything is only judged.
    package var accepts = false
    /// Whether a blank cell over a value takes the value away.
    package var clearsBlanks = false
    /// Why, in the person's words.
    package var reason: String?

    package init(type: String, file: URL) { (self.type, self.file) = (type, file) }
  }

  /// What was judged and written.
  package struct Answer {
    /// In the order of the file.
    package let verdicts: [RowVerdict]
    /// Columns that are no fields of the type and were passed over.
    package let ignored: [String]
    /// Nil if nothing was written.
    package var commit: String?
    /// The rows that were handed back, to be repaired and imported again.
    package var refusedFile: String?

    /// How many rows are of a kind.
    package func count(_ kind: RowVerdict.Kind) -> Int { verdicts.count { $0.kind == kind } }
  }

  /// Judges a file and, if asked, takes it.
  package static func run(_ request: Request, on site: Site) throws -> Answer {
    try WriteRecord.checkHands(try site.schemas.schema(of: request.type))
    guard request.accepts else {
      let writer = Writer(entity: site.entity, author: Author(site.name))
      return try Judged(request, site, writer).answer
    }
    return try site.write { session in
      let judged = try Judged(request, session.site, session.writer.giving(request.reason))
      var answer = judged.answer
      answer.commit = try write(answer, request, session)
      answer.refusedFile = try RefusedSheet(judged.sheet, judged.table, session.site)
        .write(answer.verdicts, beside: request.file)
      return answer
    }
  }

  private struct Judged {
    let sheet: RecordSheet
    let table: ImportTable
    let answer: Answer

    init(_ request: Request, _ site: Site, _ writer: Writer) throws {
      sheet = try RecordSheet(request.type, on: site)
      table = try ImportTable(request.file, sheet.headings, type: request.type)
      var judge = try RowJudge(
        table, sheet, clearsBlanks: request.clearsBlanks, on: site, by: writer)
      let verdicts = try table.rows.map { try judge.verdict(on: $0) }
      answer = Answer(verdicts: verdicts, ignored: table.ignored)
    }
  }

  private static func write(
    _ answer: Answer, _ request: Request, _ session: WriteSession
  ) throws -> String? {
    let entries = answer.verdicts.filter { $0.kind != .refused }.compactMap(\.entry)
    guard !entries.isEmpty else { return nil }
    let made = answer.count(.new)
    let line =
      "导入 \(request.type) \(request.file.lastPathComponent)：新建 \(made)，修改 \(entries.count - made)"
    return try session.commit(line) { files in
      for entry in entries { try files.add(entry) }
    }.id.description
  }
}
