package import SiteModel

/// What one piece of a foreign file gave: its readings, its gaps, and what was refused and why.
///
/// Rows are counted from 0 within the piece, leading rows and blank rows included; a row with
/// line ends inside quotes is one row, as a spreadsheet shows it.
package struct IntakeBatch: Sendable {
  /// The readings in the order of the file; `columns.points` equals `names.names`.
  package var columns = ReadingColumns()
  /// The row of each reading, one entry for each of `columns`.
  package var row: [UInt32] = []
  /// All rows of the piece, so that the next piece's rows can be counted on.
  package var rows = 0
  /// Rows without any text.
  package var blankRows = 0
  /// Fields that say "no value": each is a gap, never 0.
  package var gaps = 0
  /// Rows of words under or between the readings, page heads among them: no readings, so no loss.
  package var notes: [UInt32] = []
  /// Columns for days that the month does not have, where they are blank as they should be.
  package var surplus: Set<Int> = []
  /// What was not taken, by row and then by column.
  package var refusals: [RowRefusal] = []
  /// Each row with a refusal once, ascending: its own bytes in UTF-8 with its line end.
  package var refusedRows: [RefusedRow] = []
  /// Title, header and unit rows of the piece in UTF-8; empty but in the first pieces of a file.
  package var leading: [UInt8] = []
  /// The names of points, those the piece was begun with first.
  package var names = PointNames()

  package init() {}

  /// Makes the batch empty and keeps its memory.
  mutating func clear() {
    columns.point.removeAll(keepingCapacity: true)
    columns.time.removeAll(keepingCapacity: true)
    columns.units.removeAll(keepingCapacity: true)
    columns.decimals.removeAll(keepingCapacity: true)
    columns.flags = [:]
    row.removeAll(keepingCapacity: true)
    (rows, blankRows, gaps) = (0, 0, 0)
    (refusals, refusedRows, leading, notes, surplus) = ([], [], [], [], [])
  }
}

/// Why one field, or one whole row, was not taken.
package struct RowRefusal: Sendable, Hashable {
  /// The row within the piece, from 0.
  package let row: UInt32
  /// The column from 0, or nil if the row as a whole is wrong.
  package let column: Int?
  package let reason: RefusalReason
  /// What stands there, at most 200 characters; for a wrong number of columns that number.
  package let found: String
  /// What would have been right: a form, a number or empty.
  package let expected: String
}

/// A refused row as it stood in the file.
package struct RefusedRow: Sendable, Hashable {
  /// The row within the piece, from 0.
  package let row: UInt32
  /// UTF-8; what the file's encoding could not read is U+FFFD.
  package let bytes: [UInt8]
}

/// The ways a row can be wrong; `rawValue` is the code in a file of reasons.
package enum RefusalReason: String, Sendable, Hashable, CaseIterable {
  /// Bytes that are not of the file's encoding.
  case bytes
  /// A quote that is not closed, or text behind a closing quote.
  case quote
  /// Too few columns, or too many with text in them.
  case columns
  /// A sum written under the readings (合计), not compared with them yet.
  case total
  /// A sum that is not what the values beside or above it add up to.
  case sum
  /// An interval whose two ends are not as far apart as the others'.
  case length
  /// The row is of another point than the table's.
  case other
  /// A value under a day that the month does not have.
  case surplus
  /// No date, or one the calendar does not have.
  case date
  /// No time of day.
  case clock
  /// A time with a fraction of a second.
  case fraction
  /// A point without a name.
  case point
  /// More than 65,536 points.
  case points
  /// No number.
  case value
  /// A number of more than 18 digits.
  case digits
  /// A comma that may stand for thousands or for decimals.
  case thousands
  /// No whole frame of the log's protocol.
  case frame
  /// A frame longer or shorter than it says.
  case frameLength = "frame-length"
  /// A frame whose check sum is not that of its bytes.
  case checksum
  /// A frame of an edition of the protocol that is not read here.
  case edition
  /// A frame in which the device says that it cannot answer.
  case device
  /// A mark of quality that the protocol does not have.
  case flag
}

extension RowRefusal {
  /// The sentence for a person, with the place in the file.
  ///
  /// - Parameter passed: how many rows of the file lie before the batch.
  package func phrase(after passed: Int) -> Phrase {
    Phrase(
      "intake.refused-" + reason.rawValue,
      [
        "row": String(passed + Int(row) + 1), "column": column.map { String($0 + 1) } ?? "",
        "found": found, "expected": expected,
      ])
  }
}
