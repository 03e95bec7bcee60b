import GRDB
package import SiteModel

/// What is asked about things that nobody has decided yet.
extension SiteIndex {
  /// The conflicts of fields and of states, by record.
  ///
  /// One statement, and a few for each record in conflict, however many records there are.
  package func recordConflicts() throws -> [Conflict] {
    try database.read { db in
      var judge = Judge(index: self)
      return try Self.disputedRecords(db).flatMap { key in
        let entries = try Self.entries(of: key, db)
        return Conflict.all(of: key, entries, try judge.course(of: key, entries, db))
      }
    }
  }

  private static func disputedRecords(_ db: Database) throws -> [RecordKey] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select type, record from records where disputed <> '' or instr(stage, ' ') > 0
        order by type, record
        """)
    return rows.compactMap { RecordKey(type: $0["type"], id: $0["record"]) }
  }

  /// Values of a natural key that more than one thing of a type shows; records that are said to be
  /// one thing count as one.
  package func clashes(in field: String, of type: String) throws -> [UniqueClash] {
    let value =
      field == "number" ? "number" : "json_extract(state, '$.\"\(field)\"')"
    return try database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          select \(value) as value, group_concat(record, ' ') as ids from records
          where type = ? and \(value) is not null group by \(value) having count(*) > 1
          """, arguments: [type])
      return try rows.compactMap { row in
        let ids = (row["ids"] as String).split(separator: " ").map(String.init).sorted()
        let keys = ids.compactMap { RecordKey(type: type, id: $0) }
        guard try Set(keys.map { try Self.speaker(for: $0, db) }).count > 1 else { return nil }
        return UniqueClash(field: field, value: .string(row["value"]), records: keys)
      }
    }
  }

  /// Points with readings that disagree, and the production days on which they do.
  ///
  /// Day totals know. Where none are kept, each point of which more than one segment speaks at one
  /// time is given, with no days: its readings must be asked.
  package func contestedPoints() throws -> [(point: String, days: ClosedRange<CivilDate>?)] {
    try database.read { db in
      let known = try Row.fetchAll(
        db,
        sql: """
          select point, min(day) as low, max(day) as high from days where instr(json, ' c') > 0
          group by point
          """)
      let crowded = try String.fetchAll(
        db,
        sql: """
          select distinct a.point from runs a join segments s on s.segment = a.segment
          join runs b on b.point = a.point and b.segment <> a.segment
            and b.start >= a.start and b.start <= a.last + s.length
          where a.point not in (select point from day_basis)
          union select point from corrections where point not in (select point from day_basis)
          """)
      let days = known.map { row in
        (row["point"] as String, CivilDate(days: row["low"])...CivilDate(days: row["high"]))
      }
      let rest = Set(crowded).subtracting(days.map(\.0))
      return (days.map { ($0, Optional($1)) } + rest.map { ($0, nil) }).sorted { $0.0 < $1.0 }
    }
  }

  /// Where a segment came from: the commit that brought it first, and the batch of its import.
  package func origin(ofSegment blob: String) throws -> (name: EntryName, batch: String?)? {
    try database.read { db in
      let row = try Row.fetchOne(
        db, sql: "select chain, seq, batch from segments where blob = ? order by chain, seq",
        arguments: [blob])
      return row.map { (EntryName(branch: $0["chain"], seq: $0["seq"]), $0["batch"]) }
    }
  }

  /// The git ids of segments, by the index's number of each.
  package func blobs(ofSegments numbers: some Sequence<Int>) throws -> [Int: String] {
    try database.read { db in
      let rows = try Set(numbers).compactMap { number in
        try Row.fetchOne(
          db, sql: "select segment, blob from segments where segment = ?", arguments: [number])
      }
      return Dictionary(rows.map { ($0["segment"], $0["blob"]) }) { first, _ in first }
    }
  }

  /// A commit as `log` shows it; nil if it is not held.
  package func commit(_ name: EntryName) throws -> LoggedCommit? {
    try database.read { db in
      let row = try Row.fetchOne(
        db,
        sql: #"select chain, seq, id, clock, "by", line from commits where chain = ? and seq = ?"#,
        arguments: [name.branch, name.seq])
      return row.map {
        LoggedCommit(
          name: name, id: $0["id"], clock: $0["clock"], by: $0["by"], line: $0["line"])
      }
    }
  }
}
