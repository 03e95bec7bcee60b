import GRDB
package import SiteModel
package import Storage

/// Which readings of a point are asked for.
package struct ReadingRange: Sendable, Hashable {
  /// The record id of the point.
  package let point: String
  /// Runs that touch this span; nil: all.
  package let span: ClosedRange<Int64>?
  /// Only segments of commits in this past; nil: all held.
  package let knownAt: VersionVector?

  package init(of point: String, span: ClosedRange<Int64>? = nil, knownAt: VersionVector? = nil) {
    (self.point, self.span, self.knownAt) = (point, span, knownAt)
  }
}

/// What one segment says of a point, and where it stands.
package struct SegmentStatements: Sendable {
  /// The blob of the segment.
  package let blob: String
  /// The commit that brought it.
  package let name: EntryName
  /// The batch of the import.
  package let batch: String?
  /// What its readings mean.
  package let kind: ReadingKind
  /// Seconds east of UTC in which the labels were written.
  package let offset: Int32
  /// The readings.
  package let statements: ReadingStatements
}

extension SiteIndex {
  /// Everything that live segments say of a point in a span, one item per segment, oldest first.
  ///
  /// Whole runs are given: readings outside the span may come too.
  ///
  /// - Throws: ``StoreFault`` or ``SegmentFault`` if a segment cannot be read.
  package func statements(
    _ range: ReadingRange, from store: some FactStore
  ) throws -> [SegmentStatements] {
    var texts = SegmentTexts(store)
    return try database.read { try Self.statements(range, from: &texts, $0) }
  }

  /// Whether any reading of a point is held.
  package func hasReadings(of point: String) throws -> Bool {
    try database.read { db in
      try Bool.fetchOne(
        db, sql: "select exists (select 1 from runs where point = ?)", arguments: [point]) ?? false
    }
  }

  /// From the first reading or correction held of a point to the end of the last; nil: there is none.
  ///
  /// A reading of a moment ends with it.
  package func extent(of point: String) throws -> ClosedRange<Int64>? {
    try database.read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          select min(first) first, max(last) last from (
            select min(r.start) first, max(r.last + max(s.length, 1) - 1) last
            from runs r join segments s on s.segment = r.segment where r.point = ?1 and r.\(Self.isLive)
            union all
            select min(c.start), max(c.last) from corrections c
            where c.point = ?1 and c.\(Self.isLive))
          """, arguments: [point])
      guard let first: Int64 = row?["first"], let last: Int64 = row?["last"] else { return nil }
      return first...last
    }
  }

  /// From the run that begins last before a span to the run that ends first behind it: what must be
  /// read to see a point's neighbours of the span.
  package func reach(of point: String, around span: ClosedRange<Int64>) throws -> ClosedRange<
    Int64
  > {
    try database.read { db in
      let low = try Int64.fetchOne(
        db, sql: "select max(start) from runs where point = ? and start <= ? and \(Self.isLive)",
        arguments: [point, span.lowerBound])
      let high = try Int64.fetchOne(
        db, sql: "select min(last) from runs where point = ? and last >= ? and \(Self.isLive)",
        arguments: [point, span.upperBound])
      return (low ?? span.lowerBound)...(high ?? span.upperBound)
    }
  }

  /// Of a run: no undo names its segment.
  private static let isLive =
    "segment not in (select s.segment from undone u join segments s on s.blob = u.blob)"

  /// The offset in which a point's newest labels were written, or nil if it has no reading.
  package func labelOffset(of point: String) throws -> Offset? {
    try database.read { db in
      let seconds = try Int32.fetchOne(
        db, sql: #"select "offset" from runs where point = ? order by start desc limit 1"#,
        arguments: [point])
      return seconds.flatMap { Offset(seconds: $0) }
    }
  }

  /// The blobs of all live segments, ascending.
  package func liveSegments() throws -> [String] {
    try database.read {
      try String.fetchAll(
        $0,
        sql: """
          select s.blob from segments s join commits c on c.chain = s.chain and c.seq = s.seq
          where c.counts and s.blob not in (
            select u.blob from undone u join commits d on d.chain = u.chain and d.seq = u.seq
            where d.counts)
          order by s.blob
          """)
    }
  }

  /// Of each segment that holds readings: what they are, and from the first to the end of the last.
  package func spans(
    of blobs: some Sequence<String>
  ) throws -> [(kind: ReadingKind, span: Range<Instant>)] {
    let rows = try database.read { db in
      try blobs.compactMap { blob in
        try Row.fetchOne(
          db,
          sql: """
            select s.kind, min(r.start) first, max(r.last + max(s.length, 1)) until
            from runs r join segments s on s.segment = r.segment
            where s.blob = ? having first is not null
            """, arguments: [blob])
      }
    }
    return rows.compactMap { row in
      let (name, first, until): (String, Int64, Int64) = (row["kind"], row["first"], row["until"])
      return ReadingKind(rawValue: name).map {
        ($0, Instant(seconds: first)..<Instant(seconds: until))
      }
    }
  }

  static func statements(
    _ range: ReadingRange, from texts: inout SegmentTexts, _ db: Database
  ) throws -> [SegmentStatements] {
    let span = range.span ?? Int64.min...Int64.max
    let query = try db.cachedStatement(
      sql: """
        select r.*, s.blob, s.chain, s.seq, s.kind, s.length, s.batch
        from runs r join segments s on s.segment = r.segment
        where r.point = ? and r.start <= ? and r.last >= ? order by r.segment, r.line
        """)
    let rows = try Row.fetchAll(
      query, arguments: [range.point, span.upperBound, span.lowerBound])
    let undone = try undone(in: range.knownAt, db)
    let known = rows.filter { row in
      !undone.contains(row["segment"])
        && range.knownAt?.contains(EntryName(branch: row["chain"], seq: row["seq"])) ?? true
    }
    let bySegment = Dictionary(grouping: known) { $0["segment"] as Int64 }
    return try bySegment.keys.sorted().compactMap { segment in
      try bySegment[segment].flatMap { try statements(of: $0, segment, from: &texts) }
    }
  }

  private static func statements(
    of runs: [Row], _ segment: Int64, from texts: inout SegmentTexts
  ) throws -> SegmentStatements? {
    guard let first = runs.first, let blob = ObjectID(first["blob"] as String),
      let kind = ReadingKind(rawValue: first["kind"])
    else { return nil }
    let text = try texts[blob]
    var columns = ReadingColumns()
    for row in runs {
      try SegmentReader.read(text, run: SegmentRun(row), into: &columns, point: 0)
    }
    let length: Int32 = first["length"]
    var statements = ReadingStatements(
      segment: Int(segment), unit: first["unit"], length: length > 0 ? length : nil,
      readings: (columns.time, columns.units, columns.decimals))
    statements.flags = columns.flags
    return SegmentStatements(
      blob: blob.description, name: EntryName(branch: first["chain"], seq: first["seq"]),
      batch: first["batch"], kind: kind, offset: first["offset"], statements: statements)
  }
}

extension SegmentRun {
  init(_ row: Row) {
    self.init(
      line: row["line"], range: (row["lower"] as Int)..<(row["upper"] as Int), point: row["point"],
      unit: row["unit"], start: row["start"],
      offset: Offset(seconds: row["offset"] as Int32) ?? .utc,
      step: row["step"], count: row["count"], last: row["last"])
  }
}
