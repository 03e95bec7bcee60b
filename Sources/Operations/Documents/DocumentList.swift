import Foundation
package import SiteModel

/// A list of documents to take in, a row each: text or a workbook, with the headings people use.
package struct DocumentList {
  /// What a column says.
  package enum Column: String, NamedColumn, Sendable {
    case number, title, kind, level, version, effective, signers, file, clauses, cycle, summary

    var headings: Set<String> {
      switch self {
      case .number: ["number", "编号", "文件编号"]
      case .title: ["title", "名称", "文件名称", "标题"]
      case .kind: ["kind", "类别", "文件类别"]
      case .level: ["level", "层次", "级别"]
      case .version: ["version", "版本", "版本/修改次", "版次"]
      case .effective: ["effective", "实施日期", "生效日期", "发布实施日期"]
      case .signers: ["signers", "编制审核批准", "编审批", "批准人", "批准"]
      case .file: ["file", "文件", "文件名", "正文"]
      case .clauses: ["clauses", "条款", "覆盖条款"]
      case .cycle: ["cycle", "评审周期", "评审周期(月)", "评审周期（月）"]
      case .summary: ["summary", "修订摘要", "摘要"]
      }
    }
  }

  let table: NamedTable<Column>

  /// - Throws: ``DocumentListFault/noHeadings(file:)``; what ``NamedTable`` throws.
  init(_ url: URL) throws {
    table = try NamedTable(url)
    guard table.headings[.number] != nil, table.headings[.file] != nil else {
      throw DocumentListFault.noHeadings(file: table.file)
    }
  }
}

/// One row of a list, read.
struct ListedDocument {
  let row: Int
  let number: String
  let version: String?
  /// nil for a draft.
  let effective: CivilDate?
  /// The fields of the card, and of the revision.
  let card: [String: JSON]
  let revision: [String: JSON]
  /// The file of its text.
  let file: URL

  /// - Throws: ``DocumentListFault``, each naming the column; ``SlotFault/badNumber(_:)``.
  init(
    _ row: NamedTable<DocumentList.Column>.Row, in folder: URL, by schema: RecordSchema
  ) throws {
    (self.row, number) = (row.number, row[.number])
    _ = try SlotKey(numbered: number)
    let day = row[.effective]
    guard let effective = day.isEmpty ? .some(nil) : SheetText.date(day).map(Optional.some) else {
      throw DocumentListFault.cell(column: .effective, text: day)
    }
    self.effective = effective
    version = row[.version].isEmpty ? nil : row[.version]
    if let version, !SlotStep.isRevision(version) {
      throw DocumentListFault.cell(column: .version, text: version)
    }
    file = try Self.file(row[.file], in: folder)
    card = try Self.card(row, schema)
    revision = Self.revision(row, isHistory: effective != nil, effective)
  }

  private static func file(_ name: String, in folder: URL) throws(DocumentListFault) -> URL {
    let url = folder.appending(path: name)
    // A list names files of its folder, and nothing beside it.
    guard !name.isEmpty, !name.hasPrefix("/"), !name.split(separator: "/").contains(".."),
      FileManager.default.fileExists(atPath: url.path)
    else { throw .cell(column: .file, text: name) }
    return url
  }

  private static func card(
    _ row: NamedTable<DocumentList.Column>.Row, _ schema: RecordSchema
  ) throws(DocumentListFault) -> [String: JSON] {
    var card: [String: JSON] = ["number": .string(row[.number])]
    if !row[.title].isEmpty { card["title"] = .string(row[.title]) }
    for (column, field) in [(DocumentList.Column.kind, "kind"), (.level, "level")]
    where !row[column].isEmpty {
      let text = row[column]
      let choice = schema[field]?.choices.first {
        [$0.value, $0.title.zh, $0.title.en].contains(text)
      }
      guard let choice else { throw .cell(column: column, text: text) }
      card[field] = .string(choice.value)
    }
    let clauses = row[.clauses].split { " ,，、;；".contains($0) }.map { JSON.string(String($0)) }
    if !clauses.isEmpty { card["clauses"] = .array(clauses) }
    if !row[.cycle].isEmpty {
      guard let months = Grammar.counting(row[.cycle]) else {
        throw .cell(column: .cycle, text: row[.cycle])
      }
      card["cycle"] = .number(String(months))
    }
    return card
  }

  private static func revision(
    _ row: NamedTable<DocumentList.Column>.Row, isHistory: Bool, _ effective: CivilDate?
  ) -> [String: JSON] {
    var fields: [String: JSON] = [:]
    if !row[.summary].isEmpty { fields["summary"] = .string(row[.summary]) }
    guard let effective else { return fields }
    fields["historical"] = true
    fields["effectiveOn"] = .string(effective.description)
    fields["summary"] = fields["summary"] ?? "历史补录"
    if !row[.signers].isEmpty { fields["signers"] = .string(row[.signers]) }
    return fields
  }
}

/// Why a list of documents, or one row of it, is refused.
package enum DocumentListFault: Fault, Equatable {
  /// No columns for numbers and files.
  case noHeadings(file: String)
  /// A cell says nothing its column can hold, or names a file that is not in the folder.
  case cell(column: DocumentList.Column, text: String)
  /// An earlier row has the number.
  case twice(number: String, row: Int)
  /// A document of this number has another text, or another version.
  case differs(number: String, version: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noHeadings(let file): Phrase("document-list.no-headings", ["file": file])
    case .cell(let column, let text):
      Phrase(
        "document-list.\(column == .file ? "file" : "cell")",
        ["column": column.rawValue, "text": text])
    case .twice(let number, let row):
      Phrase("document-list.twice", ["number": number, "row": String(row)])
    case .differs(let number, let version):
      Phrase("document-list.differs", ["number": number, "version": version])
    }
  }
}
