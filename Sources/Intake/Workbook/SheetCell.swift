package import SiteModel

/// A row of a sheet, or of a table in a text file.
package struct SheetRow: Sendable, Hashable {
  /// As the person counts, from 1.
  package let number: Int
  /// Whether the sheet hides it; a filter hides rows too, so this is no reason to pass over it.
  package let isHidden: Bool
  /// Ascending by column; blank cells are not there.
  package let cells: [SheetCell]

  package init(number: Int, isHidden: Bool = false, cells: [SheetCell]) {
    (self.number, self.isHidden, self.cells) = (number, isHidden, cells)
  }
}

/// A cell that holds something.
package struct SheetCell: Sendable, Hashable {
  /// From 0: A is 0.
  package let column: Int
  package let value: CellValue
  /// Whether a formula made the value, which is as it was when the file was last saved.
  package let isComputed: Bool
  /// What its format shows of a moment.
  let show: CellShow

  package init(column: Int, value: CellValue, isComputed: Bool = false) {
    (self.column, self.value, self.isComputed, show) = (column, value, isComputed, .asIs)
  }

  init(column: Int, value: CellValue, isComputed: Bool, show: CellShow) {
    (self.column, self.value, self.isComputed, self.show) = (column, value, isComputed, show)
  }
}

/// What the format of a cell shows of a moment, beside what its value is.
enum CellShow: Sendable, Hashable {
  case asIs
  /// A date with its time of day, midnight too.
  case clock
  /// Hours that do not begin again after 24.
  case elapsed
}

/// What a cell holds.
package enum CellValue: Sendable, Hashable {
  case text(String)
  /// As the file writes it, up to 17 digits; see ``CellNumber``.
  case number(String)
  /// A day, and seconds after its midnight.
  case date(CivilDate, second: Int)
  /// A time of day without a day.
  case clock(second: Int)
  case flag(Bool)
  /// An error such as `#N/A`, a formula that was never computed (`#?`), a date that does not
  /// exist, bytes that are no text.
  case fault(String)
}

/// Cells that are shown as one; only the first holds a value.
package struct MergedCells: Sendable, Hashable {
  /// As the person counts, from 1.
  package let rows: ClosedRange<Int>
  /// From 0.
  package let columns: ClosedRange<Int>
}
