import ArgumentParser
import Foundation
import Operations
import SiteModel

extension Karez.Record {
  /// `karez record export`.
  struct Export: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "导出表格 — records of a type as a workbook or a CSV table.",
      discussion: """
        karez -C p record export instrument --xlsx 器具台账.xlsx
        karez -C p record export instrument --where accuracyClass=0.5S --csv 器具台账.csv
        karez -C p record export instrument --template 模板.xlsx

        导出的表可以填好后用 record import 收回。已有的文件不会被覆盖。
        The sheet can be filled in and taken back with record import. A file that is there is
        never replaced.
        --json: type, file, records, disputed (records with undecided conflicts, marked ⚠).
        """)

    @Argument(help: "记录类型 The type; see karez record types.") var type: String
    @Option(name: .customLong("where"), help: "字段=值，可多次 FIELD=VALUE; several times.")
    var conditions: [String] = []
    @Option(help: "XLSX 工作簿 Write a workbook.") var xlsx: String?
    @Option(help: "CSV 表格（UTF-8） Write a CSV table.") var csv: String?
    @Option(help: "空白模板，.xlsx 或 .csv Write a blank template, .xlsx or .csv.")
    var template: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      guard [xlsx, csv, template].compactMap({ $0 }).count == 1 else {
        throw ValidationError(
          "请用 --xlsx、--csv 或 --template 之一 — use one of --xlsx, --csv, --template")
      }
      for (name, ending) in [(xlsx, ["xlsx"]), (csv, ["csv"]), (template, ["xlsx", "csv"])] {
        let isFitting = name.map { ending.contains(URL(filePath: $0).pathExtension.lowercased()) }
        guard isFitting ?? true else {
          throw ValidationError(
            "文件名应以 .\(ending.joined(separator: " / .")) 结尾 — the file's name must end so")
        }
      }
    }

    func run() throws {
      let site = try options.site()
      let name = xlsx ?? csv ?? template ?? ""
      var request = ExportRecords.Request(
        type: type, file: URL(filePath: name), phrases: options.phrases())
      request.conditions = try Typed.pairs(conditions).map { (field: $0.0, text: $0.1) }
      request.isTemplate = template != nil
      let answer = try ExportRecords.run(request, on: site)
      let (records, disputed) = (String(answer.records), String(answer.disputed))
      let members: JSON = [
        "type": .string(type), "file": .string(name), "records": .number(records),
        "disputed": .number(disputed),
      ]
      options.say(
        Phrase("said.exported", ["file": name, "records": records, "disputed": disputed]),
        json: json ? members : nil)
    }
  }

  /// `karez record import`.
  struct Import: NamedCommand {
    static let configuration = CommandConfiguration(
      abstract: "收回表格 — take a filled-in sheet; judges every row, writes with --accept.",
      discussion: """
        karez -C p record import instrument 器具台账.xlsx
        karez -C p record import instrument 器具台账.xlsx --accept --reason 年度核对

        不加 --accept 只判定，不写入。表中删去的行不会删除记录；空白单元格不改动原值，
        除非加 --clear-blanks。被退回的行写在旁边的 .refused.csv，改好后可再次导入。
        Without --accept rows are judged and nothing is written. Rows deleted from the sheet delete
        no record; a blank cell leaves the value alone, unless --clear-blanks. Rows that are handed
        back stand in .refused.csv beside the file, to be repaired and imported again.
        --json: type, file, counts {new, changed, same, stale, refused}, rows [{row, verdict, id,
        label, changes [{field, old, new, computed}], stale [{field, shown, now, wanted}], refusals
        [{field, zh, en}]}], ignored, commit, refusedFile.
        Statuses: 0, 65 the sheet is wrong, or with --accept all that could be written was refused.
        """)

    @Argument(help: "记录类型 The type; see karez record types.") var type: String
    @Argument(help: "表格 .xlsx 或 .csv The sheet.") var file: String
    @Flag(help: "只判定，不写入（默认） Judge only; that is the default.") var dryRun = false
    @Flag(help: "写入 Write.") var accept = false
    @Flag(help: "空白单元格表示删去原值 A blank cell takes the value away.") var clearBlanks = false
    @Option(help: "原因 Why.") var reason: String?
    @Flag(help: "输出 JSON Print JSON.") var json = false
    @OptionGroup var options: SiteOptions

    func validate() throws {
      if dryRun && accept {
        throw ValidationError("--dry-run 与 --accept 只能选一 — choose --dry-run or --accept")
      }
    }

    func run() throws {
      let site = try options.site()
      var request = ImportRecords.Request(type: type, file: URL(filePath: file))
      (request.accepts, request.clearsBlanks, request.reason) = (accept, clearBlanks, reason)
      let answer = try ImportRecords.run(request, on: site)
      if json {
        Output.print(try JudgedSheet(answer, options).json(type, file))
      } else {
        show(answer)
      }
      if accept, answer.commit == nil, answer.count(.refused) > 0 { throw ExitCode(65) }
    }

    private func show(_ answer: ImportRecords.Answer) {
      let phrases = options.phrases()
      for verdict in answer.verdicts where verdict.kind != .same {
        JudgedSheet.lines(verdict, phrases).forEach { Output.print($0) }
      }
      var counts = ["file": file]
      for kind in RowVerdict.Kind.allCases { counts[kind.rawValue] = String(answer.count(kind)) }
      Output.print(phrases.text(Phrase("said.sheet-judged", counts)))
      if !answer.ignored.isEmpty {
        let columns = answer.ignored.joined(separator: ", ")
        Output.tell(phrases.text(Phrase("said.sheet-ignored", ["columns": columns])))
      }
      if let commit = answer.commit {
        Output.print(phrases.text(Phrase("said.sheet-written", ["commit": commit])))
      } else {
        let key = accept ? "said.sheet-nothing" : "said.sheet-not-written"
        Output.print(phrases.text(Phrase(key)))
      }
      if let back = answer.refusedFile {
        Output.print(phrases.text(Phrase("said.sheet-refused", ["file": back])))
      }
    }
  }
}

/// The verdicts of an import, printed.
private struct JudgedSheet {
  private let answer: ImportRecords.Answer
  private let books: [PhraseBook]

  init(_ answer: ImportRecords.Answer, _ options: SiteOptions) throws {
    let share = try options.share()
    (self.answer, books) = (answer, Language.allCases.map { PhraseBook($0, share: share) })
  }

  func json(_ type: String, _ file: String) -> JSON {
    let counts = RowVerdict.Kind.allCases.map {
      ($0.rawValue, JSON.number(String(answer.count($0))))
    }
    var members: [String: JSON] = [
      "type": .string(type), "file": .string(file),
      "counts": .object(Dictionary(uniqueKeysWithValues: counts)),
      "rows": .array(answer.verdicts.map(row)),
      "ignored": .array(answer.ignored.map(JSON.string)),
    ]
    members["commit"] = answer.commit.map(JSON.string)
    members["refusedFile"] = answer.refusedFile.map(JSON.string)
    return .object(members)
  }

  private func row(_ verdict: RowVerdict) -> JSON {
    var members: [String: JSON] = [
      "row": .number(String(verdict.row)), "verdict": .string(verdict.kind.rawValue),
      "label": .string(verdict.label),
    ]
    if !verdict.isNew { members["id"] = (verdict.key?.id).map(JSON.string) }
    if !verdict.changes.isEmpty {
      members["changes"] = .array(
        verdict.changes.map {
          [
            "field": .string($0.column), "old": $0.old ?? .null, "new": $0.new ?? .null,
            "computed": .bool($0.isComputed),
          ]
        })
    }
    if !verdict.stale.isEmpty {
      members["stale"] = .array(
        verdict.stale.map {
          [
            "field": .string($0.column), "shown": $0.shown ?? .null, "now": $0.now ?? .null,
            "wanted": $0.wanted ?? .null,
          ]
        })
    }
    if !verdict.refusals.isEmpty {
      members["refusals"] = .array(verdict.refusals.map(refusal))
    }
    return .object(members)
  }

  private func refusal(_ refusal: RowVerdict.Refusal) -> JSON {
    var members: [String: JSON] = [:]
    for book in books { members[book.language.rawValue] = .string(book.text(refusal.why)) }
    members["field"] = refusal.column.map(JSON.string)
    return .object(members)
  }

  /// A row as people read it: row, verdict, which record, and what of it.
  static func lines(_ verdict: RowVerdict, _ phrases: PhraseBook) -> [String] {
    let language = phrases.language
    let title = { (title: BilingualText?) in
      title.map { (language == .zh ? $0.zh : $0.en) + ": " } ?? ""
    }
    let told = { (value: JSON?) in value?.plain ?? "—" }
    let word = phrases.text(Phrase("said.row-\(verdict.kind.rawValue)"))
    let changes =
      verdict.isNew
      ? []
      : verdict.changes.map {
        "  \(title($0.title))\(told($0.old)) → \(told($0.new))\($0.isComputed ? " ƒ" : "")"
      }
    return ["\(verdict.row)\t\(word)\t\(verdict.label)"] + changes
      + verdict.stale.map { "  " + phrases.text($0.phrase(language)) }
      + verdict.refusals.map { "  \(title($0.title))\(phrases.text($0.why))" }
  }
}
