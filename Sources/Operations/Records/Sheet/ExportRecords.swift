package import Foundation
import Indexing
package import SiteModel
import Storage

/// Writes records of a type as a workbook or as a table in a text file, for people to read and to
/// fill in, and for ``ImportRecords`` to read again.
package struct ExportRecords {
  /// What is asked for.
  package struct Request {
    package let type: String
    /// Fields and the texts they must equal.
    package var conditions: [(field: String, text: String)] = []
    /// A template has headings and no records.
    package var isTemplate = false
    /// XLSX if its name ends so, else a table in a text file.
    package let file: URL
    /// Whose words the sheet speaks.
    package let phrases: PhraseBook

    package init(type: String, file: URL, phrases: PhraseBook) {
      (self.type, self.file, self.phrases) = (type, file, phrases)
    }
  }

  /// What was written.
  package struct Answer {
    package let records: Int
    /// Records with a conflict that nobody has decided, which are marked.
    package let disputed: Int
  }

  /// Writes the file; one that exists may hold somebody's work and is never replaced.
  package static func run(_ request: Request, on site: Site) throws -> Answer {
    let sheet = try RecordSheet(request.type, on: site)
    if request.isTemplate { try WriteRecord.checkHands(sheet.schema) }
    guard !FileManager.default.fileExists(atPath: request.file.path) else {
      throw SheetFault.exists(file: request.file.path)
    }
    let records = request.isTemplate ? [] : try records(request, site)
    let bytes =
      isWorkbook(request.file)
      ? try RecordWorkbook.bytes(
        sheet, records, about(request, records.count, site), request.phrases)
      : try table(sheet, records, request.phrases.language)
    if !request.isTemplate {
      try AccessLog(site).exported(request.type)
    }
    try AtomicFile.write(bytes, to: request.file.path)
    return Answer(
      records: records.count, disputed: records.count { !$0.state.conflicts.isEmpty })
  }

  /// Whether a file's name says that it is a workbook.
  static func isWorkbook(_ file: URL) -> Bool { file.pathExtension.lowercased() == "xlsx" }

  private static func about(_ request: Request, _ count: Int, _ site: Site) throws -> SheetAbout {
    try SheetAbout(
      of: site, filter: request.conditions.map { "\($0.field)=\($0.text)" },
      count: request.isTemplate ? nil : count)
  }

  private static func records(
    _ request: Request, _ site: Site
  ) throws -> [(key: RecordKey, state: RecordState)] {
    let all = try site.index.states(of: request.type)
    guard !request.conditions.isEmpty else { return all }
    var list = ListRequest(type: request.type)
    list.equal = Dictionary(request.conditions.map { ($0.field, $0.text) }) { $1 }
    list.limit = -1
    let kept = Set(try site.index.list(list).records.map(\.key))
    return all.filter { kept.contains($0.key) }
  }

  /// Records of a type as a table, for a pack.
  static func table(
    of type: String, _ records: [(key: RecordKey, state: RecordState)], _ language: Language,
    on site: Site
  ) throws -> [UInt8] {
    try table(RecordSheet(type, on: site), records, language)
  }

  private static func table(
    _ sheet: RecordSheet, _ records: [(key: RecordKey, state: RecordState)], _ language: Language
  ) throws -> [UInt8] {
    let stages = try sheet.stages(of: records, in: language)
    let heading = stages.isEmpty ? [] : [language == .zh ? "状态" : "State"]
    var table = CSVTable(sheet, language, remarks: heading)
    for record in records {
      let stage = heading.map { _ in stages[record.key] ?? "" }
      table.add(record.key, record.state, sheet, language, remarks: stage)
    }
    return table.bytes
  }
}

/// Why a sheet as a whole cannot be written or taken.
package enum SheetFault: Fault, Equatable {
  case exists(file: String)
  /// No row has the headings of the type.
  case noHeadings(file: String, type: String)
  /// It was made for records of another type.
  case otherType(file: String, type: String, asked: String)
  /// Two columns say they are the same field.
  case twice(file: String, heading: String)
  case tooManyRows(file: String, limit: Int)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .exists(let file): Phrase("sheet.exists", ["file": file])
    case .noHeadings(let file, let type):
      Phrase("sheet.no-headings", ["file": file, "type": type])
    case .otherType(let file, let type, let asked):
      Phrase("sheet.other-type", ["file": file, "type": type, "asked": asked])
    case .twice(let file, let heading):
      Phrase("sheet.twice", ["file": file, "heading": heading])
    case .tooManyRows(let file, let limit):
      Phrase("sheet.too-many-rows", ["file": file, "limit": String(limit)])
    }
  }
}
