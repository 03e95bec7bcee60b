import Foundation
import SiteModel

/// A sheet of readings that people took down (抄表单): a row each, under the headings point, time,
/// value, and perhaps unit.
struct ReadingSheet {
  private enum Column: String, NamedColumn {
    case point, time, value, unit

    var headings: Set<String> {
      switch self {
      case .point: ["point", "meter", "计量点", "计量点编号", "表号", "编号"]
      case .time: ["time", "时间", "时刻", "抄表时间", "抄表时刻"]
      case .value: ["value", "reading", "读数", "示数", "表底", "数值"]
      case .unit: ["unit", "单位"]
      }
    }
  }

  /// A row and what a person meant by it; nil where its time is none.
  struct Row {
    let number: Int
    let time: String
    let wishes: AddReading.Wishes?
  }

  let rows: [Row]
  let file: String

  /// - Parameter offset: of times that say none.
  /// - Throws: ``SheetEntryFault/noHeadings(file:)``; what ``NamedTable`` throws.
  init(_ url: URL, at offset: Offset) throws {
    let table = try NamedTable<Column>(url)
    guard [.point, .time, .value].allSatisfy({ table.headings[$0] != nil }) else {
      throw SheetEntryFault.noHeadings(file: table.file)
    }
    file = table.file
    rows = table.rows.map { row in
      let wishes = Self.moment(row[.time], at: offset).map { at in
        var wishes = AddReading.Wishes(point: row[.point], at: at, value: row[.value])
        wishes.unit = row[.unit].isEmpty ? nil : row[.unit]
        return wishes
      }
      return Row(number: row.number, time: row[.time], wishes: wishes)
    }
  }

  /// Reads `2025-03-31 24:00`, `2025/3/31 8:00`, RFC 3339; a day alone says no moment.
  private static func moment(_ text: String, at offset: Offset) -> Instant? {
    if let exact = Instant.parse(text) { return exact.instant }
    let parts = text.split { $0 == " " || $0 == "T" || $0 == "　" }
    guard parts.count == 2, let day = SheetText.date(String(parts[0])),
      let match = parts[1].wholeMatch(of: /([0-9]{1,2})[:：]([0-5][0-9])(?:[:：]([0-5][0-9]))?/),
      let hour = Int64(match.1), let minute = Int64(match.2)
    else { return nil }
    let second = match.3.flatMap { Int64($0) } ?? 0
    guard hour < 24 || (hour == 24 && minute == 0 && second == 0) else { return nil }
    let midnight = ProductionCalendar.natural(at: offset).start(of: day).seconds
    return Instant(seconds: midnight + hour * 3600 + minute * 60 + second)
  }
}
