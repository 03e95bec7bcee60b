import SiteModel

/// Where a table keeps points and values.
package enum IntakeLayout: Sendable, Hashable {
  /// One reading a row; `point` is the column with the point's name.
  case long(point: Int, value: Int)
  /// One instant a row; each column named here holds the readings of that point.
  case wide([Int: String])
  /// One point and one day a row; each column named here is a stretch of the day, known by the
  /// seconds from midnight to its label, 86,400 for the midnight that ends the day.
  case day(point: PointPlace, slots: [Int: Int])
  /// One point and one month a row; each column named here is a day of the month, 1 … 31.
  case month(point: PointPlace, days: [Int: Int])
}

/// Where a table with a day or a month a row says which point a row belongs to.
package enum PointPlace: Sendable, Hashable {
  /// The column with the point's name.
  case column(Int)
  /// The whole file belongs to this point.
  case named(String)

  /// The column, if it is one.
  var column: Int? { if case .column(let column) = self { column } else { nil } }
}

/// A month of the civil calendar: the one a table's title speaks of.
package struct CivilMonth: Sendable, Hashable, CustomStringConvertible {
  package let year: Int, month: Int

  /// Answers nil for a thirteenth month or a year without four digits.
  package init?(year: Int, month: Int) {
    guard (1900...9999).contains(year), (1...12).contains(month) else { return nil }
    (self.year, self.month) = (year, month)
  }

  /// Reads `2025-03`, `2025/3`, `2025.03`, `202503` and `2025年3月`, and nothing around it.
  package init?(_ text: some StringProtocol) {
    let parts = text.split { "-/.年月".contains($0) }
    if parts.count == 1, parts[0].utf8.count == 6, let number = Int(parts[0]) {
      self.init(year: number / 100, month: number % 100)
      return
    }
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count <= 2,
      let year = Int(parts[0]), let month = Int(parts[1])
    else { return nil }
    self.init(year: year, month: month)
  }

  /// How many days it has.
  package var length: Int { CivilDate.length(year: year, month: month) }

  /// Days from 1970-01-01 to a day of it; nil for a day it does not have.
  func days(_ day: Int) -> Int64? { CivilDate(year: year, month: month, day: day)?.days }

  package var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
}

extension IntakeLayout {
  /// The columns that hold values, ascending.
  package var valueColumns: [Int] {
    switch self {
    case .long(_, let value): [value]
    case .wide(let names): names.keys.sorted()
    case .day(_, let slots): slots.keys.sorted()
    case .month(_, let days): days.keys.sorted()
    }
  }

  /// The column with the point's name, if rows say it.
  package var pointColumn: Int? {
    switch self {
    case .long(let point, _): point
    case .wide: nil
    case .day(let point, _), .month(let point, _): point.column
    }
  }
}
