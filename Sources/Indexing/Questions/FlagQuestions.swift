import GRDB
package import SiteModel

/// Where readings carry a flag.
extension SiteIndex {
  /// A stretch of one point in one segment in which some readings carry it.
  package struct FlaggedSpan: Sendable, Hashable {
    package let point: String
    /// The entry that brought the segment.
    package let entry: EntryName
    /// Seconds since 1970 UTC, of the first and the last reading of the stretch.
    package let times: ClosedRange<Int64>
  }

  /// The stretches of what counts, ascending by time; each segment once for each of its points.
  ///
  /// - Parameters:
  ///   - since: seconds since 1970 UTC; what ended before is not looked at.
  ///   - past: nil: all that is held.
  package func flagged(
    _ flag: String, since: Int64, knownAt past: VersionVector? = nil
  ) throws -> [FlaggedSpan] {
    try database.read { db in
      let undone = try Self.undone(in: past, db)
      let rows = try Row.fetchAll(
        db,
        sql: """
          select r.segment, r.point, s.chain, s.seq, min(r.start) first, max(r.last) last
          from runs r join segments s on s.segment = r.segment
          where r.flags <> '' and r.last >= ? and instr(' ' || r.flags || ' ', ?) > 0
          group by r.segment, r.point order by first, r.point, r.segment
          """, arguments: [since, " \(flag) "])
      return rows.compactMap { row in
        let entry = EntryName(branch: row["chain"], seq: row["seq"])
        guard !undone.contains(row["segment"]), past?.contains(entry) ?? true else { return nil }
        let (first, last): (Int64, Int64) = (row["first"], row["last"])
        return FlaggedSpan(point: row["point"], entry: entry, times: first...max(first, last))
      }
    }
  }
}
