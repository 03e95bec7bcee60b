import Foundation
import SiteModel

/// A workbook of records: 「说明」, the table, and the lists that its cells offer.
struct RecordWorkbook {
  /// Rows above the records: title, form, names, headings.
  static let firstRow = 4
  private static let names = 2
  private static let headings = 3

  private let sheet: RecordSheet
  private let about: SheetAbout
  private let phrases: PhraseBook
  private let file: WorkbookFile
  // Columns before the first field: id and revision.
  private let shift = 2

  /// Writes a workbook.
  ///
  /// - Parameter records: none for a template.
  static func bytes(
    _ sheet: RecordSheet, _ records: [(key: RecordKey, state: RecordState)], _ about: SheetAbout,
    _ phrases: PhraseBook
  ) throws -> [UInt8] {
    let title = sheet.schema.title.text(phrases.language)
    let file = try WorkbookFile(title: title, author: about.by, made: about.made.instant)
    let book = RecordWorkbook(sheet: sheet, about: about, phrases: phrases, file: file)
    try book.writeAbout()
    let table = try file.sheet(Self.tab(title))
    try book.writeTop(of: table)
    try book.writeColumns(of: table, try book.writeChoices())
    try book.write(records, to: table)
    table.freeze(rows: Self.firstRow, columns: book.shift + 1)
    table.filter(
      Self.headings...(Self.headings + max(1, records.count)),
      0...(book.shift + sheet.columns.count - 1))
    table.page(repeating: Self.headings...Self.headings)
    table.protect()
    table.activate()
    return try file.finish()
  }

  /// At most 31 letters, and none that a tab cannot show.
  private static func tab(_ title: String) -> String {
    String(title.filter { !"[]:*?/\\'".contains($0) }.prefix(31))
  }

  // MARK: 说明

  private func writeAbout() throws {
    let page = try file.sheet(phrases.text(Phrase("sheet.about")))
    page.column(0, width: 24)
    page.column(1, width: 100)
    var (label, text) = (CellStyle(), CellStyle())
    (label.isBold, label.wraps, text.wraps) = (true, true, true)
    for (row, line) in about.lines(sheet, phrases).enumerated() {
      if !line.label.isEmpty { try page.write(.text(line.label), row, 0, label) }
      if !line.text.isEmpty { try page.write(.text(line.text), row, 1, text) }
    }
    page.protect()
  }

  // MARK: Table

  private func writeTop(of table: WorkbookSheet) throws {
    let last = shift + sheet.columns.count - 1
    let schema = sheet.schema
    try table.write(.text("urn:karez:record:\(schema.type):\(schema.version)"), 0, 0)
    let title = CellStyle(isBold: true, isLarge: true, isCentred: true)
    let language = phrases.language
    try table.merge(0, shift...last, "\(about.site)  \(schema.title.text(language))", title)
    let number = schema.rules.form.map { "\($0.number) \($0.revision)" }
    let form = Phrase(
      "sheet.form",
      ["form": number ?? "\(schema.type) \(schema.version)", "made": about.clock])
    try table.merge(1, shift...last, phrases.text(form), CellStyle(color: 0x666666))
    let names = [SheetHeadings.id, SheetHeadings.revision] + sheet.columns.map(\.name)
    for (column, name) in names.enumerated() { try table.write(.text(name), Self.names, column) }
    table.hide(row: Self.names)
    let head = CellStyle(isBold: true, fill: 0xDDE8F0, wraps: true, hasBorder: true)
    let texts = [SheetHeadings.id, SheetHeadings.revision] + sheet.headings.texts(language)
    for (column, text) in texts.enumerated() {
      try table.write(.text(text), Self.headings, column, head)
    }
  }

  /// Widths, looks and lists of columns; `lists` are the names of lists by column.
  private func writeColumns(of table: WorkbookSheet, _ lists: [Int: String]) throws {
    table.column(0, width: 14, CellStyle(isLocked: false), isHidden: true)
    table.column(1, width: 30, CellStyle(isLocked: false), isHidden: true)
    for (place, column) in sheet.columns.enumerated() {
      table.column(place + shift, width: Self.width(column), Self.style(column.kind))
      guard let list = lists[place] else { continue }
      if case .reference = column.kind {
        table.offer(list, from: Self.firstRow, place + shift, isStrict: false)
      } else {
        table.offer(list, from: Self.firstRow, place + shift, isStrict: true)
      }
    }
  }

  private static func width(_ column: SheetColumn) -> Int {
    let own =
      switch column.kind {
      case .date: 12
      case .number, .decimal, .flag: 10
      case .list, .items, .json: 40
      case .text, .choice, .reference: 20
      }
    return max(own, min(30, column.title.zh.count * 2 + 4))
  }

  private static func style(_ kind: CellKind) -> CellStyle {
    var style = CellStyle(isLocked: false, wraps: true)
    switch kind {
    case .number, .decimal: style.numberFormat = "General"
    case .date: style.numberFormat = "yyyy-mm-dd"
    default: style.numberFormat = "@"
    }
    return style
  }

  private func write(
    _ records: [(key: RecordKey, state: RecordState)], to table: WorkbookSheet
  ) throws {
    let free = CellStyle(isLocked: false)
    let stages = try sheet.stages(of: records, in: phrases.language)
    if !stages.isEmpty { try writeStages(stages, records, to: table) }
    for (place, record) in records.enumerated() {
      let row = Self.firstRow + place
      try table.write(.text(record.key.id), row, 0, free)
      try table.write(.text(SheetRevision(of: record.state).text), row, 1, free)
      for (column, cell) in sheet.cells(of: record.state, in: phrases.language).enumerated() {
        guard let cell else { continue }
        try table.write(
          cell.written, row, column + shift, Self.style(cell, sheet.columns[column].kind))
      }
    }
  }

  /// Writes a column behind the fields that an import passes over.
  private func writeStages(
    _ stages: [RecordKey: String], _ records: [(key: RecordKey, state: RecordState)],
    to table: WorkbookSheet
  ) throws {
    let column = shift + sheet.columns.count
    table.column(column, width: 12)
    try table.write(.text(SheetHeadings.state), Self.names, column)
    let head = CellStyle(isBold: true, fill: 0xDDE8F0, hasBorder: true)
    let title = phrases.language == .zh ? "状态" : "State"
    try table.write(.text(title), Self.headings, column, head)
    for (place, record) in records.enumerated() {
      guard let stage = stages[record.key] else { continue }
      // Unlocked, because a locked cell would keep the rows from being sorted.
      let style = CellStyle(fill: 0xEDEDED, isLocked: false)
      try table.write(.text(stage), Self.firstRow + place, column, style)
    }
  }

  private static func style(_ cell: RecordSheet.Cell, _ kind: CellKind) -> CellStyle {
    var style = style(kind)
    switch cell.mark {
    case .readOnly: (style.fill, style.isLocked) = (0xD9D9D9, true)
    case .disputed: (style.fill, style.isLocked) = (0xF8CBAD, true)
    case nil: break
    }
    switch cell.written {
    case .number(let text):
      // So that 12.50 is not shown as 12.5.
      let decimals = text.split(separator: ".").dropFirst().first?.count ?? 0
      if decimals > 0 { style.numberFormat = "0." + String(repeating: "0", count: decimals) }
    case .text: style.numberFormat = "@"
    case .date: break
    }
    return style
  }

  /// Writes the lists of choices to a hidden sheet; their names by column.
  private func writeChoices() throws -> [Int: String] {
    let page = try file.sheet(phrases.text(Phrase("sheet.choices")))
    var names: [Int: String] = [:]
    for column in sheet.columns.indices {
      guard let words = sheet.form(column).offered(phrases.language), !words.isEmpty else {
        continue
      }
      let (name, letter) = ("choices_\(column + 1)", Self.letter(column))
      for (row, word) in words.enumerated() { try page.write(.text(word), row, column) }
      let tab = phrases.text(Phrase("sheet.choices"))
      try file.define(name, "'\(tab)'!$\(letter)$1:$\(letter)$\(words.count)")
      names[column] = name
    }
    page.hide()
    return names
  }

  private static func letter(_ column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + column % 26)))
    return column < 26 ? last : letter(column / 26 - 1) + last
  }
}
