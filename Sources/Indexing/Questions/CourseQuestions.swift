import GRDB
package import SiteModel

/// What is asked about records that people sign. `knownAt` nil means: all that this node holds.
extension SiteIndex {
  /// Where signed acts have brought a record.
  ///
  /// - Returns: nil where nobody signed anything, or its type has no lifecycle.
  package func course(of key: RecordKey, knownAt: VersionVector? = nil) throws -> RecordCourse? {
    try database.read { db in
      var judge = Judge(index: self)
      return try judge.course(of: key, try Self.entries(of: key, db), knownAt: knownAt, db)
    }
  }

  /// What a record shows: the join of its entries, or the text that was signed where it is locked.
  package func state(of key: RecordKey, knownAt: VersionVector? = nil) throws -> RecordState {
    try database.read { db in
      var judge = Judge(index: self)
      return try Self.state(of: key, try Self.entries(of: key, db), knownAt, &judge, db)
    }
  }

  /// What all records of a type show, by number and then by id.
  package func states(
    of type: String, knownAt: VersionVector? = nil
  ) throws -> [(key: RecordKey, state: RecordState)] {
    try database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          \(Self.entryColumns) join records r on r.type = e.type and r.record = e.record
          where e.type = ? order by r.number, e.record, e.chain, e.seq
          """, arguments: [type])
      return try states(rows, knownAt, db)
    }
  }

  /// What all records of a type show and where acts have brought them, in the order in which they
  /// were begun: by what their first entries knew.
  package func records(
    of type: String, knownAt: VersionVector? = nil
  ) throws -> [(key: RecordKey, state: RecordState, course: RecordCourse?)] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db, sql: "\(Self.entryColumns) where e.type = ?", arguments: [type])
      let placed = Dictionary(grouping: try rows.map(Self.entry), by: \.entry.key)
      var judge = Judge(index: self)
      return try placed.map { key, entries in (key, entries, Self.beginning(entries)) }
        .sorted { ($0.2.size, $0.2.name) < ($1.2.size, $1.2.name) }
        .compactMap { key, entries, _ in
          let course = try judge.course(of: key, entries, knownAt: knownAt, db)
          let state = course?.shown ?? RecordState(joining: entries, knownAt: knownAt)
          return state.fields.isEmpty ? nil : (key, state, course)
        }
    }
  }

  private static func beginning(_ entries: [PlacedEntry]) -> (size: Int, name: EntryName) {
    let all = entries.map { (size: $0.past.size, name: $0.name) }
    return all.min { $0 < $1 } ?? (0, EntryName(chain: "", seq: 0))
  }

  /// Every record and what it shows, ascending.
  package func allStates() throws -> [(key: RecordKey, state: RecordState)] {
    try database.read { db in
      let rows = try Row.fetchCursor(
        db, sql: "\(Self.entryColumns) order by e.type, e.record, e.chain, e.seq")
      return try states(rows, nil, db)
    }
  }

  /// The records that somebody signed anything about, and where that has brought them.
  package func courses() throws -> [RecordCourse] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db, sql: "select distinct type, record from entries where act is not null")
      var judge = Judge(index: self)
      return try rows.compactMap { row in
        guard let key = RecordKey(type: row["type"], id: row["record"]) else { return nil }
        return try judge.course(of: key, try Self.entries(of: key, db), db)
      }
    }
  }

  /// What one more act about a record is judged by: its entries and those it rests on, and the
  /// people as signers of all of them.
  package func ground(of key: RecordKey) throws -> (entries: [PlacedEntry], people: People) {
    try database.read { db in
      var judge = Judge(index: self)
      let entries = try Judge.withGrounds(of: try Self.entries(of: key, db), db)
      return (entries, try judge.people(for: entries, db))
    }
  }

  /// Where an act would bring its record if it were written: the whole fold, before anything is.
  ///
  /// - Parameter signer: the public line of the key that has signed it.
  package func course(with act: PlacedEntry, signedBy signer: String) throws -> RecordCourse? {
    try database.read { db in
      let key = act.entry.key
      var judge = Judge(index: self, with: (act, signer))
      return try judge.course(of: key, try Self.entries(of: key, db) + [act], db)
    }
  }

  /// Every key that a person's record or a vouch ever named, with the person's id.
  package func personKeys() throws -> [(person: String, key: String)] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          select distinct record, json_extract(json, '$.set.key.new') as key from entries
          where type in ('person', 'vouch') and key is not null order by record, key
          """)
      return rows.map { ($0["record"], $0["key"]) }
    }
  }

  /// The people of the entity at every past.
  package func people() throws -> People { try database.read { try people($0) } }

  func people(_ db: Database, with draft: (act: PlacedEntry, signer: String)? = nil) throws
    -> People
  {
    var evidence = Evidence()
    (evidence.founders, evidence.headquarters) = (try ground.founders(), try ground.headquarters())
    let rows = try Row.fetchCursor(
      db,
      sql: "\(Self.entryColumns) where e.type in ('person', 'vouch', 'delegation')")
    var entries: [PlacedEntry] = []
    while let row = try rows.next() {
      let placed = try Self.entry(row)
      entries.append(placed)
      let place = EntryPlace(key: placed.entry.key, name: placed.name)
      evidence.signatures[place] = row["signer"]
    }
    if let draft {
      entries.append(draft.act)
      let place = EntryPlace(key: draft.act.entry.key, name: draft.act.name)
      evidence.signatures[place] = draft.signer
    }
    return People(entries, evidence: evidence, lifecycles: ground.lifecycles)
  }

  // Rows of one record lie together.
  private func states(
    _ rows: RowCursor, _ knownAt: VersionVector?, _ db: Database
  ) throws -> [(key: RecordKey, state: RecordState)] {
    var judge = Judge(index: self)
    var states: [(key: RecordKey, state: RecordState)] = []
    var placed: [PlacedEntry] = []
    func finish() throws {
      guard let key = placed.first?.entry.key else { return }
      let state = try Self.state(of: key, placed, knownAt, &judge, db)
      if !state.fields.isEmpty { states.append((key, state)) }
      placed = []
    }
    while let row = try rows.next() {
      let next = try Self.entry(row)
      if next.entry.key != placed.first?.entry.key { try finish() }
      placed.append(next)
    }
    try finish()
    return states
  }

  private static func state(
    of key: RecordKey, _ placed: [PlacedEntry], _ knownAt: VersionVector?, _ judge: inout Judge,
    _ db: Database
  ) throws -> RecordState {
    try judge.course(of: key, placed, knownAt: knownAt, db)?.shown
      ?? RecordState(joining: placed, knownAt: knownAt)
  }
}
