import Indexing
import SiteModel

/// A type's records as a sheet: its columns, and what each record shows in them.
struct RecordSheet {
  let schema: RecordSchema
  let columns: [SheetColumn]
  let headings: SheetHeadings
  private let forms: [CellForm]
  private let site: Site

  init(_ type: String, on site: Site) throws {
    self.site = site
    schema = try site.schemas.schema(of: type)
    columns = CellKinds(schema).columns()
    headings = SheetHeadings(columns)
    let names = try ReferenceNames(of: Set(columns.flatMap { $0.kind.references }), on: site)
    forms = columns.map { CellForm(kind: $0.kind, references: names) }
  }

  /// How the values of a column are written and read.
  func form(_ column: Int) -> CellForm { forms[column] }

  /// A cell of a record.
  struct Cell: Hashable {
    let written: WrittenCell
    var mark: Mark?
  }

  /// Why a cell cannot be changed.
  enum Mark: Hashable {
    /// No cell can hold the value whole.
    case readOnly
    /// Several values are shown.
    case disputed
  }

  /// What a record shows, by column; nil is a blank cell.
  func cells(of state: RecordState, in language: Language) -> [Cell?] {
    let record = schema.record(of: state)
    return columns.indices.map { column in
      if let shown = state[columns[column].field.register], shown.isConflict {
        return disputed(shown, column, language)
      }
      return columns[column].value(in: record).flatMap { cell($0, column, language) }
    }
  }

  /// Where each of these records is in its lifecycle, in words; those that nobody signed and
  /// nobody voided are not there.
  func stages(
    of records: [(key: RecordKey, state: RecordState)], in language: Language
  ) throws -> [RecordKey: String] {
    var stages: [RecordKey: String] = [:]
    for course in try site.index.courses() where course.key.type == schema.type {
      let titles = course.states.compactMap { course.lifecycle[state: $0]?.title.text(language) }
      stages[course.key] = titles.joined(separator: " | ")
    }
    for record in records where Envelope(of: record.state).voiding != nil {
      stages[record.key] = language == .zh ? "作废" : "Void"
    }
    return stages
  }

  /// The cell that shows one value.
  func cell(_ value: JSON, _ column: Int, _ language: Language) -> Cell? {
    let written = forms[column].written(value, in: language)
    // A blank cell says that there is no value; a text without letters is one.
    if written == .text("") { return Cell(written: .text("\"\""), mark: .readOnly) }
    guard case .text(let text) = written, let cut = SheetText.cut(text) else {
      return Cell(written: written)
    }
    return Cell(written: .text(cut), mark: .readOnly)
  }

  private func disputed(_ shown: Shown, _ column: Int, _ language: Language) -> Cell {
    let field = columns[column].field
    let texts = shown.values.map { value in
      let value = field.group == nil ? value : value[field.name] ?? .null
      return value == .null ? "—" : forms[column].written(value, in: language).text
    }
    let text = "⚠ " + texts.joined(separator: " | ")
    return Cell(written: .text(SheetText.cut(text) ?? text), mark: .disputed)
  }
}

extension CellKind {
  /// The types of records that its values name.
  var references: [String] {
    switch self {
    case .reference(let types): types
    case .list(let kind): kind.references
    case .items(let members): members.flatMap(\.kind.references)
    default: []
    }
  }
}

extension SheetText {
  /// UTF-16 units that a cell holds.
  static let limit = 32_767

  /// What can be shown of a text that no cell holds whole; nil if one does.
  static func cut(_ text: String) -> String? {
    let isForeign = text.unicodeScalars.contains { [0, 0xFFFE, 0xFFFF].contains($0.value) }
    guard isForeign || text.utf16.count > limit else { return nil }
    let whole = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { [0, 0xFFFE, 0xFFFF].contains($0.value) ? "\u{FFFD}" : $0 }))
    return whole.utf16.count > limit ? whole.prefix(8000) + "…" : whole
  }
}
