import Foundation
import Intake
import SiteModel

/// A file's rows of records: which column is what, and the rows below the headings.
struct ImportTable {
  /// What each column of the file is.
  private(set) var columns: [Int: SheetHeadings.Meaning] = [:]
  /// Headings of columns that the type does not have.
  private(set) var ignored: [String] = []
  private(set) var rows: [SheetRow] = []
  /// Whether cells say what they are: in a text file all is text, and a spreadsheet may have
  /// written it anew.
  let isTyped: Bool
  private let file: String

  private static let rowLimit = 200_000
  /// Where headings are looked for.
  private static let headLimit = 20

  /// Reads a file.
  ///
  /// - Throws: ``SheetFault``, or `WorkbookFault` if it is no table at all.
  init(_ url: URL, _ headings: SheetHeadings, type: String) throws {
    (file, isTyped) = (url.path, ExportRecords.isWorkbook(url))
    let rows = try isTyped ? Self.sheetRows(url.path, headings) : Self.textRows(url.path)
    try checkType(rows.prefix(Self.headLimit), type)
    try takeHeadings(rows, headings, type)
  }

  // MARK: Rows

  private static func textRows(_ path: String) throws -> [SheetRow] {
    var table = try TextTable(file: path)
    var rows: [SheetRow] = []
    while let row = table.next() { try add(row, to: &rows, path) }
    return rows
  }

  /// The rows of the first sheet in sight that has headings of the type, else of the first.
  private static func sheetRows(_ path: String, _ headings: SheetHeadings) throws -> [SheetRow] {
    let book = try Workbook(file: path)
    let sheets = book.sheets.filter { !$0.isHidden }
    for sheet in sheets {
      var rows = try book.rows(of: sheet)
      for _ in 0..<headLimit {
        guard let row = try rows.next() else { break }
        if score(row, headings) > 1 { return try all(sheet, of: book, path) }
      }
    }
    return try (sheets.first).map { try all($0, of: book, path) } ?? []
  }

  private static func all(
    _ sheet: Workbook.Sheet, of book: Workbook, _ path: String
  ) throws -> [SheetRow] {
    var reader = try book.rows(of: sheet)
    var rows: [SheetRow] = []
    while let row = try reader.next() { try add(row, to: &rows, path) }
    return spread(rows, reader.merged)
  }

  private static func add(_ row: SheetRow, to rows: inout [SheetRow], _ path: String) throws {
    guard rows.count < rowLimit else {
      throw SheetFault.tooManyRows(file: path, limit: rowLimit)
    }
    rows.append(row)
  }

  /// Puts the value of merged cells into each row they stand beside: that is what people see.
  private static func spread(_ rows: [SheetRow], _ merged: [MergedCells]) -> [SheetRow] {
    let tall = merged.filter { $0.rows.count > 1 }
    guard !tall.isEmpty else { return rows }
    var first: [Int: SheetCell] = [:]
    var rest = rows
    for (place, row) in rows.enumerated() {
      for (number, cells) in tall.enumerated() where cells.rows.contains(row.number) {
        let column = cells.columns.lowerBound
        if row.number == cells.rows.lowerBound {
          first[number] = row.cells.first { $0.column == column }
        } else if let cell = first[number] {
          let others = rest[place].cells.filter { $0.column != column }
          rest[place] = SheetRow(
            number: row.number, isHidden: row.isHidden,
            cells: (others + [cell]).sorted { $0.column < $1.column })
        }
      }
    }
    return rest
  }

  // MARK: Headings

  private func checkType(_ rows: some Sequence<SheetRow>, _ type: String) throws(SheetFault) {
    for row in rows {
      for cell in row.cells {
        let parts = SheetText.plain(cell.value).split(separator: ":")
        guard parts.count == 5, parts[..<3] == ["urn", "karez", "record"] else { continue }
        guard parts[3] == type else {
          throw .otherType(file: file, type: String(parts[3]), asked: type)
        }
      }
    }
  }

  private static func score(_ row: SheetRow, _ headings: SheetHeadings) -> Int {
    row.cells.count { headings[SheetText.plain($0.value)] != nil }
  }

  private mutating func takeHeadings(
    _ rows: [SheetRow], _ headings: SheetHeadings, _ type: String
  ) throws(SheetFault) {
    let head = rows.prefix(Self.headLimit)
    let best = head.indices.max { a, b in
      (Self.score(head[a], headings), -a) < (Self.score(head[b], headings), -b)
    }
    guard let best, Self.score(head[best], headings) > 0 else {
      throw .noHeadings(file: file, type: type)
    }
    for cell in head[best].cells {
      let text = SheetText.plain(cell.value)
      guard let meaning = headings[text] else {
        ignored.append(text)
        continue
      }
      guard meaning == .remark || !columns.values.contains(meaning) else {
        throw .twice(file: file, heading: text)
      }
      columns[cell.column] = meaning
    }
    // Names stand above headings: a row that says the same again is no record.
    let data = rows[(best + 1)...].drop { row in
      row.cells.allSatisfy { cell in
        columns[cell.column].map { $0 == headings[SheetText.plain(cell.value)] } ?? true
      }
    }
    self.rows = data.filter {
      $0.cells.contains { columns[$0.column].map { $0 != .remark } ?? false }
    }
  }
}
