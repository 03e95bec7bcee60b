import Intake
import SiteModel

/// Reads cells as text and dates, whatever a spreadsheet took them for.
enum SheetText {
  /// The cell as a person would type it.
  static func plain(_ cell: CellValue) -> String {
    switch cell {
    case .text(let text), .fault(let text): text
    case .number(let text): CellNumber(text)?.shown.plain ?? text
    case .date(let date, let second): second == 0 ? date.description : "\(date) \(clock(second))"
    case .clock(let second): clock(second)
    case .flag(let flag): flag ? "TRUE" : "FALSE"
    }
  }

  /// Text of a text field: as it stands, but for a number of more digits than a spreadsheet keeps.
  static func text(_ cell: CellValue) throws(CellRefusal) -> String {
    let text = plain(cell)
    switch cell {
    case .number(let digits):
      guard let number = CellNumber(digits), !number.isWhole || number.precision <= 15,
        number.shown.plain.utf8.count <= 15
      else { throw .rounded(text) }
    case .text where isScientific(text): throw .rounded(text)
    default: break
    }
    return text
  }

  /// Without blanks at the ends, wide ones too.
  static func trimmed(_ cell: CellValue) -> String {
    let text = Substring(plain(cell))
    let rest = text.drop(while: \.isWhitespace)
    return String(rest.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// A day: a date cell, or a text with the year first.
  static func date(_ cell: CellValue) throws(CellRefusal) -> CivilDate {
    if case .date(let date, second: 0) = cell { return date }
    let text = trimmed(cell)
    guard let date = date(text) else { throw .noDate(text) }
    return date
  }

  /// Reads `2025-07-01`, `2025/7/1`, `2025.7.1`, `2025年7月1日`, `20250701`; digits of any width.
  static func date(_ text: String) -> CivilDate? {
    let narrow = String(
      text.map { ("０"..."９").contains($0) ? $0.wholeNumberValue.map { "\($0)" } ?? "" : "\($0)" }
        .joined())
    let spread = /([0-9]{4})([-\/.年])([0-9]{1,2})[-\/.月]([0-9]{1,2})日?/
    let dense = /([0-9]{4})([0-9]{2})([0-9]{2})/
    if let match = narrow.wholeMatch(of: spread) { return date(match.1, match.3, match.4) }
    return narrow.wholeMatch(of: dense).flatMap { date($0.1, $0.2, $0.3) }
  }

  private static func date(_ year: Substring, _ month: Substring, _ day: Substring) -> CivilDate? {
    guard let year = Int(year), let month = Int(month), let day = Int(day) else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private static func clock(_ second: Int) -> String {
    [second / 3600, second / 60 % 60, second % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }

  private static func isScientific(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "E"))
      && text.wholeMatch(of: /-?[0-9](\.[0-9]+)?E\+[0-9]{2,3}/) != nil
  }

  /// Whether a cell is what a spreadsheet makes of a text when it opens a table and saves it again
  /// without anybody having touched the text: a code loses its leading zeros and its digits behind
  /// the sixth or the fifteenth, a day is written its own way.
  static func isResaved(_ cell: String, of text: String) -> Bool {
    if cell.lowercased() == text.lowercased() {
      return ["true", "false"].contains(cell.lowercased())
    }
    if let day = date(text), date(cell) == day { return true }
    guard text.wholeMatch(of: /[+-]?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]+)?/.ignoresCase()) != nil,
      let number = CellNumber(text), let saved = CellNumber(cell)
    else { return false }
    if saved == number || saved == number.shown { return true }
    return isScientific(cell) && saved == number.rounded(to: max(saved.precision, 6))
  }
}
