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
        arguments: [blob, name.branch, name.seq])
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

  /// The rows of segments that say nothing: they are undone, or lie above a cut.
  ///
  /// - Parameter past: if given, only undos and cuts of commits in it count.
  static func undone(in past: VersionVector? = nil, _ db: Database) throws -> Set<Int64> {
    let undos = try Row.fetchAll(
      db,
      sql: """
        select s.segment, u.chain, u.seq, c.cut from undone u
        join segments s on s.blob = u.blob join commits c on c.chain = u.chain and c.seq = u.seq
        """)
    let known = undos.filter { row in
      past?.contains(EntryName(branch: row["chain"], seq: row["seq"])) ?? true
        && !isCut(row, in: past)
    }
    let cut = try Row.fetchAll(
      db,
      sql: """
        select s.segment, c.cut from commits c
        join segments s on s.chain = c.chain and s.seq = c.seq where c.cut <> ''
        """)
    return Set((known + cut.filter { isCut($0, in: past) }).map { $0["segment"] })
  }

  private static func isCut(_ row: Row, in past: VersionVector?) -> Bool {
    EntryCut(text: row["cut"])?.holds(in: past) ?? false
  }
}
