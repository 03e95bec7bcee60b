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
    if !rows.isEmpty { sheet.filter(0...rows.count, 0...(headings.count - 1)) }
    for (place, row) in rows.enumerated() {
      for (column, text) in row.enumerated() {
        let cell = cell(text, column)
        try sheet.write(cell, place + 1, column, style(of: cell))
      }
    }
  }

  /// A number shows the decimals it was rounded to, 198.00 and not 198.
  private func style(of cell: WrittenCell) -> CellStyle {
    var style = CellStyle(wraps: true, hasBorder: true)
    guard case .number(let text) = cell else { return style }
    let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
    style.numberFormat = decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
    return style
  }

  /// A number of more than fifteen digits stays a text: a workbook would round it.
  private func cell(_ text: String, _ column: Int) -> WrittenCell {
    let digits = text.filter(\.isNumber).count
    return numbers.contains(column) && digits <= 15 && Rational(text) != nil
      ? .number(text) : .text(text)
  }
}
