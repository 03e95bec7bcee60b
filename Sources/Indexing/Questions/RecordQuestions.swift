import GRDB
package import SiteModel
package import Storage

/// What is asked about records. `knownAt` nil means: all that this node holds.
extension SiteIndex {
  /// The entries of one record with their places, oldest first on each chain.
  package func entries(of key: RecordKey) throws -> [PlacedEntry] {
    try database.read { try Self.entries(of: key, $0) }
  }

  /// What a record shows.
  package func state(of key: RecordKey, knownAt: VersionVector? = nil) throws -> RecordState {
    RecordState(joining: try entries(of: key), knownAt: knownAt)
  }

  /// What all records of a type show, by id.
  package func states(
    of type: String, knownAt: VersionVector? = nil
  ) throws -> [(key: RecordKey, state: RecordState)] {
    try database.read { db in
      let ids = try String.fetchAll(
        db, sql: "select record from records where type = ? order by number, record",
        arguments: [type])
      return try ids.compactMap { id in
        guard let key = RecordKey(type: type, id: id) else { return nil }
        let state = RecordState(joining: try Self.entries(of: key, db), knownAt: knownAt)
        return state.fields.isEmpty ? nil : (key, state)
      }
    }
  }

  /// The records of a type that bear a number (natural key), or whose id it is.
  ///
  /// - Returns: none, one, or several where two nodes gave one number (a derived conflict).
  package func find(_ type: String, _ number: String) throws -> [RecordKey] {
    try database.read { db in
      let ids = try String.fetchAll(
        db, sql: "select record from records where type = ?1 and (number = ?2 or record = ?2)",
        arguments: [type, number])
      return ids.compactMap { RecordKey(type: type, id: $0) }
    }
  }

  /// The numbers that records of a type bear, ascending.
  package func numbers(of type: String) throws -> [String] {
    try database.read { db in
      try String.fetchAll(
        db, sql: "select number from records where type = ? and number is not null order by number",
        arguments: [type])
    }
  }

  /// The blob of a file beside an entry, `<seq>.<n>.<ext>`.
  package func content(_ name: String, of key: RecordKey) throws -> ObjectID? {
    try database.read { db in
      let lists = try String.fetchAll(
        db, sql: "select files from entries where type = ? and record = ?",
        arguments: [key.type, key.id])
      let ids = lists.compactMap { (try? JSON.parse($0))?[name]?.string }
      return ids.first.flatMap { ObjectID($0) }
    }
  }

  /// Every record and what it shows, ascending: what the state digest covers.
  package func allStates() throws -> [RecordKey: RecordState] {
    try database.read { db in
      let rows = try Row.fetchAll(db, sql: "select type, record from records order by type, record")
      var states: [RecordKey: RecordState] = [:]
      for row in rows {
        guard let key = RecordKey(type: row["type"], id: row["record"]) else { continue }
        states[key] = RecordState(joining: try Self.entries(of: key, db))
      }
      return states
    }
  }

  static func entries(of key: RecordKey, _ db: Database) throws -> [PlacedEntry] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select e.chain, e.seq, e.json, c.past from entries e
        join commits c on c.chain = e.chain and c.seq = e.seq
        where e.type = ? and e.record = ? order by e.chain, e.seq
        """, arguments: [key.type, key.id])
    return try rows.map { row in
      let name = EntryName(chain: row["chain"], seq: row["seq"])
      let json: String = row["json"]
      let past: String = row["past"]
      return PlacedEntry(
        name: name, entry: try Entry.parse(Array(json.utf8), at: key.path(seq: name.seq)),
        past: VersionVector(text: past))
    }
  }
}
