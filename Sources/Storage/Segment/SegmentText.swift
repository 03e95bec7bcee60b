package import SiteModel

/// Writes segments: readings as lines of text that a person reads with `git show`.
///
/// What is chosen here (decimals, runs, rules) makes a segment small; no reader depends on it.
package enum SegmentText {
  /// How many readings a segment should hold before it is cut.
  ///
  /// A line's head costs about 13 bytes after compression, so a line gets 512 readings or more.
  package static func readings(points: Int) -> Int {
    max(262_144, min(786_432, 512 * points))
  }

  /// Writes readings as one segment, sorted by point id, then time.
  ///
  /// - Parameters:
  ///   - columns: at most 1 Mi readings, rows in any order, times in the years
  ///     1 to 9999; ids as `[A-Za-z0-9._-]+`, flags by such
  ///     names and at most 16 of them. Readings of one instant are all kept.
  ///   - unit: the unit of each of `columns.points`, without spaces.
  ///   - offset: what times are written at, and where a local day and month begins.
  ///   - header: what stands before the readings.
  /// - Returns: the text. Sparse or wild values can make it longer than ``SegmentLimit/bytes``,
  ///   which no reader takes; ``segments(of:unit:offset:header:)`` cuts then.
  package static func write(
    _ columns: ReadingColumns, unit: [String], offset: Offset, header: SegmentHeader
  ) -> [UInt8] {
    check(columns, unit)
    var readings = SortedReadings(columns)
    var writer = RunWriter(header: header, offset: offset)
    for slice in readings.slices {
      let shape = readings.scale(slice.rows)
      writer.point = "\(columns.points[slice.point]) \(unit[slice.point]) \(shape.text) "
      writer.shape = shape
      let cut = RunCut(readings.time.span, slice.rows, offset)
      for run in cut.runs(readings.time.span) {
        writer.write(run, step: cut.step, readings)
      }
    }
    return writer.out.finish()
  }

  /// Writes readings as one segment, or as several where the text would be too long to read back.
  ///
  /// - Returns: texts of at most ``SegmentLimit/bytes``, in the order of the rows.
  package static func segments(
    of columns: ReadingColumns, unit: [String], offset: Offset, header: SegmentHeader
  ) -> [[UInt8]] {
    if columns.count <= SegmentLimit.readings {
      let text = write(columns, unit: unit, offset: offset, header: header)
      if text.count <= SegmentLimit.bytes || columns.count < 2 { return [text] }
    }
    let middle = columns.count / 2
    return [0..<middle, middle..<columns.count].flatMap {
      segments(of: columns.rows($0), unit: unit, offset: offset, header: header)
    }
  }

  private static func check(_ columns: ReadingColumns, _ unit: [String]) {
    let count = columns.count
    precondition(count <= SegmentLimit.readings, "a segment holds at most 1 Mi readings")
    precondition(
      columns.point.count == count && columns.units.count == count
        && columns.decimals.count == count && unit.count == columns.points.count,
      "all columns have one length, and each point a unit")
    precondition(columns.flags.count <= SegmentLimit.flags, "a line holds at most 16 flags")
    for name in columns.points + columns.flags.keys {
      precondition(
        !name.isEmpty && name.utf8.allSatisfy(SegmentLine.isIDByte),
        "ids and flag names are [A-Za-z0-9._-]+")
    }
    for name in unit {
      precondition(
        !name.isEmpty
          && name.unicodeScalars.allSatisfy { $0.value > 32 && !(127..<160 ~= $0.value) },
        "a unit is visible text without spaces")
    }
  }
}

extension ReadingColumns {
  /// A stretch of the rows, with all points.
  func rows(_ range: Range<Int>) -> ReadingColumns {
    var part = ReadingColumns()
    part.points = points
    part.point = Array(point[range])
    part.time = Array(time[range])
    part.units = Array(units[range])
    part.decimals = Array(decimals[range])
    for (name, flagged) in flags {
      let inside = flagged.filter(range.contains).map { $0 - range.lowerBound }
      if !inside.isEmpty { part.flags[name] = inside }
    }
    return part
  }
}
