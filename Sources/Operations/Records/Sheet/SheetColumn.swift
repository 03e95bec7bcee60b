import Intake
import SiteModel

/// A column of a sheet of records: a field, or one member of a field that is an object.
struct SheetColumn {
  let field: FieldSchema
  /// The member the column holds; nil: the whole field.
  let member: String?
  let title: BilingualText
  let kind: CellKind
  let isRequired: Bool

  /// `title.zh`, `number`: what a column is called where people do not look.
  var name: String { member.map { "\(field.name).\($0)" } ?? field.name }

  /// The column's value in a record whose groups are spread.
  func value(in record: [String: JSON]) -> JSON? {
    let value = member.map { record[field.name]?[$0] } ?? record[field.name]
    return value == .null ? nil : value
  }

  /// What people read above the column: its unit in brackets, a star if it must be filled in.
  func heading(_ language: Language) -> String {
    title.text(language) + (field.unit.map { " (\($0))" } ?? "") + (isRequired ? " *" : "")
  }
}

extension BilingualText {
  /// The text in a person's language.
  func text(_ language: Language) -> String { language == .zh ? zh : en }
}

/// The headings of a sheet, and what each column under them is.
struct SheetHeadings {
  /// What a column of a file is.
  enum Meaning: Hashable {
    /// The record's id; empty for a record that is not made yet.
    case id
    /// What the sheet was made from; see ``SheetRevision``.
    case revision
    /// A field, by its place among the columns of the type.
    case field(Int)
    /// What is said about the row and is no part of the record: its state, what an import made
    /// of it.
    case remark
  }

  static let id = "id"
  static let revision = "revision"
  static let state = "state"
  static let verdict = "verdict"
  static let reason = "reason"

  let columns: [SheetColumn]
  private let meanings: [String: Meaning]

  init(_ columns: [SheetColumn]) {
    self.columns = columns
    var meanings: [String: Meaning] = [:]
    // What two columns are called alike names neither; their names always do.
    var twice: Set<String> = []
    for (place, column) in columns.enumerated() {
      for text in Set(Language.allCases.map { Self.normal(column.heading($0)) })
      where meanings.updateValue(.field(place), forKey: text) != nil {
        twice.insert(text)
      }
    }
    for text in twice { meanings[text] = nil }
    for (place, column) in columns.enumerated() {
      meanings[Self.normal(column.name)] = .field(place)
    }
    for remark in [Self.state, "状态"] where meanings[remark] == nil { meanings[remark] = .remark }
    meanings[Self.id] = .id
    meanings[Self.revision] = .revision
    meanings[Self.verdict] = .remark
    meanings[Self.reason] = .remark
    self.meanings = meanings
  }

  /// What to write above each column, each once.
  func texts(_ language: Language) -> [String] {
    columns.enumerated().map { place, column in
      let text = column.heading(language)
      return meanings[Self.normal(text)] == .field(place) ? text : column.name
    }
  }

  /// What a column under this heading is; nil for one the type does not have.
  subscript(_ heading: String) -> Meaning? { meanings[Self.normal(heading)] }

  /// Without star, unit in brackets, capitals and width: what people change without meaning it.
  private static func normal(_ heading: String) -> String {
    var text = heading.lowercased().filter { !$0.isWhitespace }
    text = String(text.map { $0 == "（" ? "(" : $0 == "）" ? ")" : $0 == "＊" ? "*" : $0 })
    while text.hasSuffix("*") { text.removeLast() }
    if text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex {
      text = String(text[..<open])
    }
    return text
  }
}
