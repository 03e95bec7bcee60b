import GRDB
import SiteModel

/// Undone segments: they stay in the store and say nothing any more.
extension SiteIndex {
  /// Takes in what an entry undoes; its segments may come before it or after.
  func takeUndo(
    _ entry: Entry, _ name: EntryName, into touched: inout Touched, _ db: Database
  ) throws {
    for blob in entry.undoneSegments.sorted() {
      try db.execute(
        sql: "insert or ignore into undone values (?, ?, ?)",
        arguments: [blob, name.chain, name.seq])
      touched.spans += try Self.spans(ofSegment: blob, db)
    }
  }

  private static func spans(ofSegment blob: String, _ db: Database) throws -> [TouchedSpan] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select r.point, s.segment, min(r.start) low, max(r.last + s.length) high from segments s
        join (select point, segment, start, last from runs
              union all select point, segment, start, last from corrections) r
        on r.segment = s.segment where s.blob = ? group by r.point, s.segment
        """, arguments: [blob])
    return rows.map {
      TouchedSpan(point: $0["point"], segment: $0["segment"], from: $0["low"], until: $0["high"])
    }
  }

  /// The rows of segments that are undone.
  ///
  /// - Parameter past: if given, only undos of commits in it count.
  static func undone(in past: VersionVector? = nil, _ db: Database) throws -> Set<Int64> {
    let rows = try Row.fetchAll(
      db,
      sql: "select s.segment, u.chain, u.seq from undone u join segments s on s.blob = u.blob")
    let known = rows.filter {
      past?.contains(EntryName(chain: $0["chain"], seq: $0["seq"])) ?? true
    }
    return Set(known.map { $0["segment"] })
  }
}
