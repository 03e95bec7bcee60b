import Intake
import SiteModel

/// What stands in the cells of a row.
extension RowJudge {
  /// What stands in the row, by column; a cell that cannot be read is not there yet: whether that
  /// matters is seen when it is compared.
  func read(_ cells: [SheetHeadings.Meaning: SheetCell]) -> [Int: JSON] {
    var values: [Int: JSON] = [:]
    for column in sheet.columns.indices {
      guard let cell = cells[.field(column)], !isBlank(cell),
        let value = try? sheet.form(column).read(cell.value)
      else { continue }
      values[column] = value
    }
    return values
  }

  /// A cell of blanks is blank to whoever looks at it.
  func isBlank(_ cell: SheetCell) -> Bool {
    if case .text(let text) = cell.value { return text.allSatisfy(\.isWhitespace) }
    return false
  }

  /// The fields that columns make up.
  func record(_ values: [Int: JSON]) -> [String: JSON] {
    var record: [String: JSON] = [:]
    for (column, value) in values { set(value, column, in: &record) }
    return record
  }

  func set(_ value: JSON?, _ column: Int, in record: inout [String: JSON]) {
    let place = sheet.columns[column]
    guard let member = place.member else {
      record[place.field.name] = value ?? .null
      return
    }
    var members = record[place.field.name]?.object ?? [:]
    members[member] = value
    record[place.field.name] = members.isEmpty ? .null : .object(members)
  }
}
