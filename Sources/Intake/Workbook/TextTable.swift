import Foundation

/// A table in a text file, by the rules meter files are read by: any encoding and delimiter that
/// a spreadsheet saves. Every cell is text.
package struct TextTable {
  private let bytes: [UInt8]
  private var splitter: RowSplitter
  private var at: Int
  private var number = 0
  // Bytes of another encoding stand as U+FFFD; then that character is no text of a person.
  private let isDamaged: Bool

  /// Bytes a table may have; it is held in memory.
  package static let limit = 256 << 20

  /// Reads a whole file.
  package init(file path: String) throws(WorkbookFault) {
    let file = try FileBytes(path: path)
    guard file.count <= Self.limit else { throw .tooLarge(file: path, part: path) }
    try self.init(try file.read(at: 0, count: file.count), name: path)
  }

  init(_ raw: [UInt8], name: String) throws(WorkbookFault) {
    if ForeignFormat.name(of: Array(raw.prefix(4096))) != nil { throw .notWorkbook(file: name) }
    let encoding = TextEncoding.sniff(Array(raw.prefix(1 << 20)))
    let start = raw.starts(with: TextEncoding.byteOrderMark) ? 3 : 0
    let whole = encoding.decode(raw[start...])
    isDamaged = whole == nil
    bytes = whole ?? encoding.decodeLossily(raw[start...])
    let delimiter = TableSniff(Array(bytes.prefix(1 << 20)), isWhole: bytes.count < 1 << 20)
    splitter = RowSplitter(delimiter?.delimiter ?? .comma, in: .utf8)
    at = 0
  }

  /// The next row that holds something; rows are counted as a spreadsheet shows them.
  package mutating func next() -> SheetRow? {
    while at < bytes.count {
      let bytes = bytes
      let end = splitter.split(bytes.span, from: at)
      at = end.next
      number += 1
      let cells = splitter.fields.enumerated().compactMap { column, field in
        cell(column, field, isBroken: end.isBroken)
      }
      if !cells.isEmpty { return SheetRow(number: number, cells: cells) }
    }
    return nil
  }

  private func cell(_ column: Int, _ field: RowSplitter.Field, isBroken: Bool) -> SheetCell? {
    guard field.start < field.end else { return nil }
    let text = String(decoding: unquoted(bytes.span, field), as: UTF8.self)
    let isForeign = isDamaged && text.unicodeScalars.contains("\u{FFFD}")
    let value: CellValue =
      isBroken || isForeign || spreadsheetErrors.contains(text)
      ? .fault(text) : .text(unguarded(text))
    return SheetCell(column: column, value: value)
  }
}

/// Takes away the mark that keeps a spreadsheet from computing a text; see ``guarded(_:)``.
package func unguarded(_ text: String) -> String {
  guard text.utf8.first == UInt8(ascii: "'") else { return text }
  let rest = String(Substring(text.utf8.dropFirst()))
  return needsGuard(rest) ? rest : text
}

/// A text as a table in a text file holds it: a spreadsheet would compute one that begins with
/// `=`, `+`, `-`, `@`, a tab or a line end, so `'` stands before it, and before `'` and the words
/// for errors too, so that every text comes back as it was.
package func guarded(_ text: String) -> String { needsGuard(text) ? "'" + text : text }

private func needsGuard(_ text: String) -> Bool {
  guard let first = text.utf8.first else { return false }
  return "=+-@\t\r\n'".utf8.contains(first) || spreadsheetErrors.contains(text)
}

/// What spreadsheets write where a formula has no value.
private let spreadsheetErrors: Set<String> = [
  "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#?",
]
