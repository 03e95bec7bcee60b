/// What two segments say of one point and cannot both be: their cells count as missing.
package struct ReadingClash: Sendable, Hashable {
  /// The record id of the point.
  package let point: String
  /// The git ids of the two segments, ascending; one alone that does not fit the point's settings.
  package let segments: [String]
  /// Why, of each kind of cause once; ascending.
  package let causes: [String]
  /// The cells, by time.
  package let cells: [ReadingConflict]

  /// Gathers the conflicts of a point by the segments that stand against each other.
  ///
  /// - Parameters:
  ///   - conflicts: as ``ShownReadings/conflicts``, by time.
  ///   - blob: the git id of the segment with a number.
  package static func all(
    of point: String, _ conflicts: [ReadingConflict], blob: (Int) -> String
  ) -> [ReadingClash] {
    var cells: [[String]: [ReadingConflict]] = [:]
    for (place, conflict) in conflicts.enumerated() {
      var numbers = conflict.segments
      if conflict.cause == .overlap {
        numbers.formUnion(neighbours(of: place, in: conflicts).flatMap(\.segments))
      }
      for pair in pairs(Set(numbers.map(blob)).sorted()) {
        cells[pair, default: []].append(conflict)
      }
    }
    return cells.map { pair, cells in
      ReadingClash(
        point: point, segments: pair, causes: Set(cells.map(\.cause.rawValue)).sorted(),
        cells: cells)
    }
    .sorted { $0.segments.lexicographicallyPrecedes($1.segments) }
  }

  private static func pairs(_ names: [String]) -> [[String]] {
    guard names.count > 1 else { return [names] }
    return names.indices.flatMap { a in
      names.indices.filter { $0 > a }.map { [names[a], names[$0]] }
    }
  }

  /// The overlapping cells that share time with one.
  private static func neighbours(
    of place: Int, in conflicts: [ReadingConflict]
  ) -> [ReadingConflict] {
    let span = conflicts[place].span
    return conflicts.filter { $0.cause == .overlap && $0.span.overlaps(span) }
  }
}

extension ReadingConflict {
  /// The caller's numbers of the segments that it stands between.
  package var segments: Set<Int> { Set(statements.map(\.segment)) }

  fileprivate var span: Range<Int64> { at.seconds..<at.seconds + Int64(max(1, length)) }
}
