package import Foundation
package import SiteModel
import Storage

/// The tables of JJF 1356-2012 annex B that follow from the ledger, as one workbook: staff (B.1),
/// instruments (B.3 to B.7), and the summaries of fitting and accuracy (B.8, B.9).
///
/// The columns of B.3 are the specification's; those of B.1, B.8 and B.9 are ours, since its full
/// text was not at hand: each such sheet says so.
package struct MetrologyWorkbook {
  /// What was written.
  package struct Done: Sendable {
    /// By name of the sheet, in order: rows below the headings.
    package let sheets: [(name: String, rows: Int)]
  }

  /// - Throws: ``SheetFault/exists(file:)``: a file that is there is never replaced.
  package static func run(
    to file: URL, _ phrases: PhraseBook, on day: CivilDate, at site: Site
  ) throws -> Done {
    guard !FileManager.default.fileExists(atPath: file.path) else {
      throw SheetFault.exists(file: file.path)
    }
    let tables = try MetrologyTables(on: day, at: site, phrases).all()
    let by = site.actor?.person.name ?? site.name
    let book = try WorkbookFile(
      title: "JJF 1356-2012", author: by, made: site.surroundings.clock.now().instant)
    for table in tables { try write(table, "\(site.name)  \(day)", in: book) }
    try AccessLog(site).exported("instrument")
    try AtomicFile.write(try book.finish(), to: file.path)
    return Done(sheets: tables.map { ($0.name, $0.rows.count) })
  }

  private static func write(
    _ table: MetrologyTable, _ about: String, in book: WorkbookFile
  ) throws {
    let sheet = try book.sheet(table.name)
    let last = max(1, table.headings.count - 1)
    let title = CellStyle(isBold: true, isLarge: true, isCentred: true)
    try sheet.merge(0, 0...last, "\(table.name)  \(table.title)", title)
    let note = [about, table.note].compactMap { $0 }.joined(separator: "  ")
    try sheet.merge(1, 0...last, note, CellStyle(color: 0x666666))
    let head = CellStyle(isBold: true, fill: 0xDDE8F0, wraps: true, hasBorder: true)
    let body = CellStyle(wraps: true, hasBorder: true)
    for (column, text) in table.headings.enumerated() {
      try sheet.write(.text(text), 2, column, head)
      sheet.column(column, width: column == 0 ? 6 : 18)
    }
    for (row, cells) in table.rows.enumerated() {
      for (column, cell) in cells.enumerated() { try sheet.write(cell, row + 3, column, body) }
    }
    sheet.freeze(rows: 3, columns: 0)
    sheet.page(repeating: 2...2)
  }
}

/// One table: texts that stand above it, and its cells.
struct MetrologyTable {
  let name: String
  let title: String
  /// Whose columns they are, where they are not the specification's.
  let note: String?
  let headings: [String]
  let rows: [[WrittenCell]]
}
