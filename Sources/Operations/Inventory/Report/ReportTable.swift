import SiteModel

/// A table of a report, for paper and for a workbook alike.
struct ReportTable: Sendable {
  let title: String
  let headings: [String]
  /// Columns whose cells are numbers, where they are any.
  let numbers: Set<Int>
  var rows: [[String]] = []

  init(_ title: String, _ headings: [String], numbers: Set<Int> = []) {
    (self.title, self.headings, self.numbers) = (title, headings, numbers)
  }

  /// On paper.
  var html: HTML {
    guard !rows.isEmpty else { return .nothing }
    let head = HTML(.tr, headings.map { HTML(.th, [.text($0)]) })
    let body = rows.map { row in HTML(.tr, row.map { HTML(.td, [.value($0)]) }) }
    return HTML(
      .section,
      [
        HTML(.h2, [.text(title)]),
        HTML(.table, .rows, [HTML(.thead, [head]), HTML(.tbody, body)]),
      ])
  }

  /// In a workbook, as a sheet of its own.
  func write(to book: WorkbookFile) throws {
    let sheet = try book.sheet(title)
    let head = CellStyle(isBold: true, fill: 0xDDDDDD, wraps: true, hasBorder: true)
    for (column, heading) in headings.enumerated() {
      try sheet.write(.text(heading), 0, column, head)
      sheet.column(column, width: numbers.contains(column) ? 16 : 26)
    }
    sheet.freeze(rows: 1, columns: 0)
    let style = CellStyle(wraps: true, hasBorder: true)
    for (place, row) in rows.enumerated() {
      for (column, text) in row.enumerated() {
        try sheet.write(cell(text, column), place + 1, column, style)
      }
    }
  }

  /// A number of more than fifteen digits stays a text: a workbook would round it.
  private func cell(_ text: String, _ column: Int) -> WrittenCell {
    let digits = text.filter(\.isNumber).count
    return numbers.contains(column) && digits <= 15 && Rational(text) != nil
      ? .number(text) : .text(text)
  }
}
