import Foundation
import Intake
import SiteModel

/// The columns a small table may have, and what a person may call each.
protocol NamedColumn: Hashable, CaseIterable {
  /// In small letters.
  var headings: Set<String> { get }
}

/// A small table in a text file, its columns found by their headings; others are passed over.
///
/// The encoding and the delimiter are found out as for every foreign file.
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
    var table = try TextTable(file: file)
    let (columns, headings) = try Self.columns(table.next(), file)
    self.headings = headings
    var rows: [Row] = []
    while let row = table.next() {
      guard rows.count < Self.limit else {
        throw SheetFault.tooManyRows(file: file, limit: Self.limit)
      }
      let texts = row.cells.compactMap { cell in
        columns[cell.column].map { ($0, SheetText.trimmed(cell.value)) }
      }
      rows.append(Row(number: row.number, texts: Dictionary(texts) { first, _ in first }))
    }
    self.rows = rows
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
