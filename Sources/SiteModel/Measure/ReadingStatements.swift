/// What one segment says of one point, as columns: the input of ``ShownReadings``.
///
/// All columns have one length. Ascending times make the merge linear; any order is right.
package struct ReadingStatements: Sendable {
  /// The caller's number of the segment; conflicts name it.
  package var segment: Int
  /// The unit all values are written in.
  package var unit: String
  /// Seconds of each interval; nil: as the point's setting says; 0: instants for certain. Not
  /// looked at while the point is a register or counts at its moment: the step there is no length.
  package var length: Int32?
  /// Seconds since 1970 in UTC: the instant, or the start of the interval.
  package var times: [Int64]
  /// Values in units of 10^-decimals, |units| < 10^18.
  package var units: [Int64]
  /// Digits behind the point, 0 … 18.
  package var decimals: [UInt8]
  /// Flags by name: the rows that carry each.
  package var flags: [String: [Int]] = [:]
  /// Whether these are a correction that rests on imports that have been undone since.
  var isWithdrawn = false

  package init(
    segment: Int, unit: String, length: Int32? = nil,
    readings: (times: [Int64], units: [Int64], decimals: [UInt8])
  ) {
    precondition(
      readings.times.count == readings.units.count
        && readings.times.count == readings.decimals.count, "columns of one length")
    (self.segment, self.unit, self.length) = (segment, unit, length)
    (times, units, decimals) = readings
  }

  /// Takes the readings of one point out of columns of many.
  ///
  /// - Parameter point: where the point stands in ``ReadingColumns/points``.
  package init(
    segment: Int, unit: String, length: Int32? = nil, point: UInt16, of columns: ReadingColumns
  ) {
    self.init(segment: segment, unit: unit, length: length, readings: ([], [], []))
    var rows: [Int] = []
    for row in columns.point.indices where columns.point[row] == point { rows.append(row) }
    times = rows.map { columns.time[$0] }
    units = rows.map { columns.units[$0] }
    decimals = rows.map { columns.decimals[$0] }
    guard !columns.flags.isEmpty else { return }
    let places = Dictionary(uniqueKeysWithValues: zip(rows, rows.indices))
    flags = columns.flags.mapValues { $0.compactMap { places[$0] } }.filter { !$0.value.isEmpty }
  }
}

/// A cell that counts as missing because its statements do not agree.
package struct ReadingConflict: Sendable, Hashable {
  /// What stands against what.
  package enum Cause: String, Sendable, Hashable {
    /// The statements have different values in one cell.
    case values
    /// The interval overlaps another one that is not the same cell.
    case overlap
    /// The statement has another unit than the point's setting.
    case unit
    /// The statement is of an instant where the point has intervals, or the other way round.
    case shape
    /// The statement is a correction that rests on a withdrawn import.
    case withdrawn
  }

  /// One value, and the segment that says it.
  package struct Statement: Sendable, Hashable {
    /// The caller's number of the segment.
    package let segment: Int
    /// As written, with its decimals.
    package let value: Decimal18
    /// As written; it differs from the point's where that is the cause.
    package let unit: String
  }

  /// The instant, or the start of the interval.
  package let at: Instant
  /// Seconds of the interval; 0 for an instant.
  package let length: Int32
  /// The first that applies, of a statement that does not fit before one that contradicts.
  package let cause: Cause
  /// Every different statement once, by segment and value.
  package let statements: [Statement]
}
