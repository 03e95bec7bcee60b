import Intake
import SiteModel

/// Records as a table, for people to read and to fill in.
extension CSVTable {
  /// Begins a table.
  ///
  /// - Parameter remarks: headings behind those of the fields.
  init(_ sheet: RecordSheet, _ language: Language, remarks: [String] = []) {
    self.init(
      [SheetHeadings.id, SheetHeadings.revision] + sheet.headings.texts(language) + remarks)
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
}
