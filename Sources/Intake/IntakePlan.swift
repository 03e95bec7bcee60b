package import SiteModel

/// How one foreign table becomes readings: all that a profile remembers about a source.
///
/// Columns are counted from 0. A plan knows no store: points are texts of the file or names that
/// a person gave to columns.
package struct IntakePlan: Sendable, Hashable {
  package var encoding: TextEncoding
  package var delimiter: Delimiter
  /// Rows before the header, such as a title and the period.
  package var skippedRows: Int
  /// Rows of the header, unit row included.
  package var headerRows: Int
  /// How many columns a row has. Fewer are refused; more are, unless the surplus is blank.
  package var columns: Int
  package var layout: IntakeLayout
  package var time: TimeColumns
  package var dateOrder: DateOrder
  /// Distance from UTC of labels that do not carry their own.
  package var offset: Offset
  package var label: LabelSide
  package var midnight: Midnight
  /// Seconds of each interval; needed where interval or power labels are ends.
  package var length: Int?
  package var kind: ReadingKind
  /// Texts that say "no value" beside blank; case of letters and width of characters are ignored.
  package var placeholders: [String]
  /// Whether a person has said that `1,234` is one thousand two hundred thirty-four.
  ///
  /// Without it only texts that can mean nothing else are read: `1,234.5` and `1,234,567`.
  package var groupedThousands: Bool
  /// The month whose days are named by their numbers alone; nil if dates are whole.
  package var month: CivilMonth?
  /// Columns at a row's end that hold the sum of the row's values.
  package var sums: [Int] = []
  /// The column with the end of each interval, where rows name both ends: it must lie one
  /// ``length`` behind the label.
  package var ends: Int?
  /// What columns that name the point say in every row of a table whose columns are points; a row
  /// that says another thing is of another point and is refused.
  package var fixed: [Int: String] = [:]
  /// What a log's frames are, where the file is no table: a row is a frame then.
  package var frames: FrameMap?

  /// What meters and their systems write where they have no value. Each is a gap, never 0.
  package static let usualPlaceholders = [
    "-", "--", "—", "——", "/", "无", "缺测", "null", "n/a", "#n/a", "nan", "?",
  ]

  package init(
    columns: Int, layout: IntakeLayout, time: TimeColumns, clock: LabelClock, kind: ReadingKind
  ) {
    (self.columns, self.layout, self.time, self.kind) = (columns, layout, time, kind)
    (offset, label, length) = (clock.offset, clock.label, clock.length)
    (encoding, delimiter, skippedRows, headerRows) = (.utf8, .comma, 0, 1)
    (dateOrder, midnight, groupedThousands) = (.ymd, .nextDate, false)
    placeholders = Self.usualPlaceholders
  }

  /// Rows at the top that hold no readings.
  package var leadingRows: Int { skippedRows + headerRows }

  /// Whether a reading belongs to an interval and is stored under the interval's start.
  var isOverInterval: Bool { kind == .interval || kind == .power }
}

/// What a label means: where its clock stands and which end of the interval it names.
package struct LabelClock: Sendable, Hashable {
  package let offset: Offset
  package let label: LabelSide
  /// Seconds of each interval, if known.
  package let length: Int?

  package init(offset: Offset, label: LabelSide, length: Int? = nil) {
    (self.offset, self.label, self.length) = (offset, label, length)
  }
}

/// Where a table keeps the label of a row.
package struct TimeColumns: Sendable, Hashable {
  /// The column with the date, or with date and time of day.
  package let date: Int
  /// The column with the time of day, if it stands apart.
  package let clock: Int?

  package init(date: Int, clock: Int? = nil) { (self.date, self.clock) = (date, clock) }
}

/// The order of a date's parts where its year does not stand first.
///
/// A date that begins with four digits is always read year, month, day.
package enum DateOrder: String, Sendable, Hashable, CaseIterable { case ymd, dmy, mdy }

/// Which end of its interval a label names.
package enum LabelSide: String, Sendable, Hashable, CaseIterable { case start, end }

/// Which midnight `0:00` under a date is.
package enum Midnight: String, Sendable, Hashable, CaseIterable {
  /// The one the date begins with, as ISO 8601 has it.
  case nextDate = "next-date"
  /// The one the date ends with: some meters close each day with `0:00` of the same date.
  case sameDate = "same-date"
}
