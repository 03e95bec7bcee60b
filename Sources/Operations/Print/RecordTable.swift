import Intake
import SiteModel

/// Records as a table in a text file: UTF-8 with its mark, CR LF, days by ISO 8601, one heading row.
struct RecordTable {
  private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Begins a table.
  ///
  /// - Parameter remarks: headings behind those of the fields.
  init(_ sheet: RecordSheet, _ language: Language, remarks: [String] = []) {
    add([SheetHeadings.id, SheetHeadings.revision] + sheet.headings.texts(language) + remarks)
  }

  /// Adds a record as it is shown.
  mutating func add(
    _ key: RecordKey, _ state: RecordState, _ sheet: RecordSheet, _ language: Language,
    remarks: [String] = []
  ) {
    let cells = sheet.cells(of: state, in: language).map { $0.map(Self.text) ?? "" }
    add([key.id, SheetRevision(of: state).text] + cells + remarks.map(guarded))
  }

  /// A cell as it stands in the file: text behind its guard, numbers as they are.
  static func text(_ cell: RecordSheet.Cell) -> String {
    if case .text(let text) = cell.written { return guarded(text) }
    return cell.written.text
  }

  /// Adds a row of texts that are guarded already.
  mutating func add(_ fields: [String]) {
    for (place, field) in fields.enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += Self.quoted(field)
    }
    bytes += [0x0D, 0x0A]
  }

  private static func quoted(_ field: String) -> [UInt8] {
    let raw = Array(field.utf8)
    let marks = Array(",;|\t\"\r\n".utf8)
    // Wide commas too: a reader that looks for delimiters must not find one here.
    guard raw.contains(where: { marks.contains($0) || $0 == 0xEF }) else { return raw }
    return [0x22] + raw.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }
}
