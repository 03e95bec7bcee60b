import Foundation
import Intake
import SiteModel

/// The columns a small table may have, and what a person may call each.
protocol NamedColumn: Hashable, CaseIterable {
  /// In small letters.
  var headings: Set<String> { get }
}

/// A small table in a text file, or in the first sheet in sight of a workbook, its columns found by
/// their headings; others are passed over.
///
/// The encoding and the delimiter of a text are found out as for every foreign file.
struct NamedTable<Column: NamedColumn> {
  /// One row that holds something.
  struct Row {
    /// As the person counts, from 1.
    let number: Int
    /// Without blanks at the ends; a cell that is not there has none.
    let texts: [Column: String]

    subscript(_ column: Column) -> String { texts[column] ?? "" }
  }

  let rows: [Row]
  /// The headings as they stand in the file.
  let headings: [Column: String]
  let file: String

  /// - Throws: ``SheetFault/twice(file:heading:)`` for two columns of one name,
  ///   ``SheetFault/tooManyRows(file:limit:)``; a fault of the file if it is no text.
  init(_ url: URL) throws {
    file = url.path
    var all = try ExportRecords.isWorkbook(url) ? Self.sheetRows(file) : Self.textRows(file)
    let (columns, headings) = try Self.columns(all.isEmpty ? nil : all.removeFirst(), file)
    self.headings = headings
    rows = all.map { row in
      let texts = row.cells.compactMap { cell in
        columns[cell.column].map { ($0, Self.text(cell.value)) }
      }
      return Row(number: row.number, texts: Dictionary(texts) { first, _ in first })
    }
  }

  private static func text(_ value: CellValue) -> String {
    if case .date(let day, second: 0) = value { return day.description }
    return SheetText.trimmed(value)
  }

  private static func textRows(_ file: String) throws -> [SheetRow] {
    var table = try TextTable(file: file)
    var rows: [SheetRow] = []
    while let row = table.next() { try add(row, to: &rows, file) }
    return rows
  }

  private static func sheetRows(_ file: String) throws -> [SheetRow] {
    let book = try Workbook(file: file)
    guard let sheet = book.sheets.first(where: { !$0.isHidden }) else { return [] }
    var reader = try book.rows(of: sheet)
    var rows: [SheetRow] = []
    while let row = try reader.next() { try add(row, to: &rows, file) }
    return rows
  }

  private static func add(_ row: SheetRow, to rows: inout [SheetRow], _ file: String) throws {
    guard rows.count <= limit else { throw SheetFault.tooManyRows(file: file, limit: limit) }
    rows.append(row)
  }

  private static func columns(
    _ head: SheetRow?, _ file: String
  ) throws -> (columns: [Int: Column], headings: [Column: String]) {
    var columns: [Int: Column] = [:]
    var headings: [Column: String] = [:]
    for cell in head?.cells ?? [] {
      let text = SheetText.trimmed(cell.value)
      guard let column = Column.allCases.first(where: { $0.headings.contains(text.lowercased()) })
      else { continue }
      guard headings[column] == nil else { throw SheetFault.twice(file: file, heading: text) }
      (columns[cell.column], headings[column]) = (column, text)
    }
    return (columns, headings)
  }

  private static var limit: Int { 10_000 }
}
