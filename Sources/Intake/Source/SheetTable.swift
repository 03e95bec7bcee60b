import SiteModel

/// A sheet as a table in a text file: row for row and column for column.
struct SheetTable {
  private let book: Workbook
  private let sheet: Workbook.Sheet
  /// Columns of the widest row.
  private let width: Int
  /// Cells over several rows: what stands in the first stands for all.
  private let tall: [MergedCells]

  init(_ book: Workbook, _ sheet: Workbook.Sheet) throws(WorkbookFault) {
    (self.book, self.sheet) = (book, sheet)
    var rows = try book.rows(of: sheet)
    var width = 1
    while let row = try rows.next() {
      width = max(width, (row.cells.last?.column ?? 0) + 1)
    }
    self.width = width
    tall = rows.merged.filter { $0.rows.count > 1 }
  }

  /// The rows that a proposal looks at.
  func head() throws(WorkbookFault) -> [UInt8] {
    var text = TextEncoding.byteOrderMark
    try lines { line throws(WorkbookFault) in
      text += line
      return text.count < headSize
    }
    return text
  }

  func write(to copy: ScratchFile) throws {
    var (text, fault) = (TextEncoding.byteOrderMark, nil as IntakeFault?)
    try lines { line throws(WorkbookFault) in
      text += line
      guard text.count > 1 << 16 else { return true }
      do throws(IntakeFault) { try copy.append(text) } catch { fault = error }
      text.removeAll(keepingCapacity: true)
      return fault == nil
    }
    if let fault { throw fault }
    try copy.append(text)
  }

  /// Hands out each row as a line until it is told to stop.
  private func lines(
    _ take: ([UInt8]) throws(WorkbookFault) -> Bool
  ) throws(WorkbookFault) {
    var rows = try book.rows(of: sheet)
    var (number, standing) = (1, [Int: SheetCell]())
    while let row = try rows.next() {
      while number < row.number {
        guard try take([0x0A]) else { return }
        number += 1
      }
      guard try take(line(row, &standing)) else { return }
      number += 1
    }
  }

  private func line(_ row: SheetRow, _ standing: inout [Int: SheetCell]) -> [UInt8] {
    var cells: [Int: SheetCell] = [:]
    for cell in row.cells { cells[cell.column] = cell }
    for (place, merged) in tall.enumerated() where merged.rows.contains(row.number) {
      let column = merged.columns.lowerBound
      if row.number == merged.rows.lowerBound { standing[place] = cells[column] }
      // A number over several rows is one value, not one in each row.
      guard cells[column] == nil, let cell = standing[place], !cell.isNumber else { continue }
      cells[column] = cell
    }
    var line: [UInt8] = []
    for column in 0..<width {
      if column > 0 { line.append(UInt8(ascii: ",")) }
      if let cell = cells[column] { line += Self.quoted(cell.plain) }
    }
    return line + [0x0A]
  }

  private static func quoted(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D })
    else { return bytes }
    return [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }
}

extension SheetCell {
  fileprivate var isNumber: Bool { if case .number = value { true } else { false } }

  /// What a person sees in the cell, in the forms that text files are read by.
  var plain: String {
    switch value {
    case .text(let text), .fault(let text): text
    case .number(let digits) where show == .elapsed: Self.elapsed(digits)
    case .number(let digits): CellNumber(digits)?.shown.plain ?? digits
    case .date(let date, let second):
      second == 0 && show != .clock ? "\(date)" : "\(date) \(Self.clock(second))"
    case .clock(let second): Self.clock(second)
    case .flag(let flag): flag ? "TRUE" : "FALSE"
    }
  }

  private static func clock(_ second: Int) -> String {
    [second / 3600, second / 60 % 60, second % 60]
      .map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
  }

  // Hours that may pass 24, as a day's last label does: 1 is 24:00, never the hour 1.
  private static func elapsed(_ digits: String) -> String {
    guard let (days, second) = CellNumber(digits)?.daysAndSeconds, days < 1000 else {
      return digits + " [h]"
    }
    return clock(days * 86_400 + second)
  }
}
