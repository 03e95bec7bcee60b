import Intake
import SiteModel

/// Readings that are new, ready to become a segment, and what the others were.
struct JudgedReadings: Sendable {
  /// New readings; `points` are record ids. Within a point they ascend in time.
  var columns = ReadingColumns()
  /// The unit of each of the columns' points.
  var units: [String] = []
  /// How many were held already with the same value, or stood twice in the file.
  var same = 0
  /// Readings that differ from what is held, or from another row of the file.
  var differing: [DifferingReading] = []
}

/// Why a reading that can be read is not taken; the raw value is its code.
enum ReadingVerdict: String, Sendable {
  /// Another value is held for that instant.
  case conflict
  /// Other rows of the file give that instant other values.
  case duplicate
  /// Its interval covers part of another one.
  case overlap
  /// It lies more than a day ahead of the node's clock.
  case future
  /// The register does not show such a number.
  case range
  /// Its month is frozen; what would be right is the month, opened again.
  case frozen
}

/// A reading that is not taken, and what stands in its way.
struct DifferingReading: Sendable, Hashable {
  /// The row of the file, counted from 1.
  let row: Int
  let point: String
  let at: Instant
  let value: Decimal18
  /// What is held, or stands in another row.
  let held: [Decimal18]
  let verdict: ReadingVerdict
  /// What would have been right, if it is no value.
  var expected = ""
}
