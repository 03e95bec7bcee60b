import GRDB
package import SiteModel
package import Storage

/// What is asked about records. `knownAt` nil means: all that this node holds.
extension SiteIndex {
  /// The entries of one record with their places, oldest first on each chain.
  package func entries(of key: RecordKey) throws -> [PlacedEntry] {
    try database.read { try Self.entries(of: key, $0) }
  }

  /// The records of a type that bear a number (natural key), or whose id it is.
  ///
  /// - Returns: none, one, or several where two nodes gave one number (a derived conflict). Records
  ///   that are said to be one thing are one, of which the smallest id speaks.
  package func find(_ type: String, _ number: String) throws -> [RecordKey] {
    try database.read { db in
      let ids = try String.fetchAll(
        db, sql: "select record from records where type = ?1 and (number = ?2 or record = ?2)",
        arguments: [type, number])
      return try Self.eachOnce(ids.compactMap { RecordKey(type: type, id: $0) }, db)
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

  /// Whether there is any record of a type.
  package func holds(any type: String) throws -> Bool {
    try database.read { db in
      try Bool.fetchOne(
        db, sql: "select exists (select 1 from entries where type = ?)", arguments: [type]) ?? false
    }
  }

  /// The blob of a file beside one entry; nil if that entry has no such file.
  package func content(_ name: String, of key: RecordKey, beside entry: EntryName) throws
    -> ObjectID?
  {
    try database.read { db in
      let files = try String.fetchOne(
        db,
        sql: "select files from entries where type = ? and record = ? and chain = ? and seq = ?",
        arguments: [key.type, key.id, entry.branch, entry.seq])
      let id = try files.map { try JSON.parse(Array($0.utf8)) }?[name]?.string
      return id.flatMap { ObjectID($0) }
    }
  }

  /// Every file that an entry ever attached, detached ones too.
  package func attachments() throws -> [(key: RecordKey, file: Attachment)] {
    try database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: "\(Self.entryColumns) where e.json like ?",
        arguments: ["%\"\(Envelope.Part.attachment.prefix)%"])
      var files: [(key: RecordKey, file: Attachment)] = []
      while let row = try rows.next() {
        let entry = try Self.entry(row).entry
        files += entry.set.compactMap { register, write in
          Attachment(register: register, write.new).map { (entry.key, $0) }
        }
      }
      return files
    }
  }

  static func entries(of key: RecordKey, _ db: Database) throws -> [PlacedEntry] {
    let rows = try Row.fetchAll(
      db,
      sql: "\(entryColumns) where e.type = ? and e.record = ? order by e.chain, e.seq",
      arguments: [key.type, key.id])
    return try rows.map(entry)
  }

  /// Everything ``entry(_:)`` reads.
  static let entryColumns = """
    select e.type, e.record, e.chain, e.seq, e.json, e.signer, c.past, c.id, c.cut from entries e
    join commits c on c.chain = e.chain and c.seq = e.seq
    """

  static func entry(_ row: Row) throws -> PlacedEntry {
    let name = EntryName(branch: row["chain"], seq: row["seq"])
    let (json, past): (String, String) = (row["json"], row["past"])
    guard let key = RecordKey(type: row["type"], id: row["record"]) else {
      throw FollowFault.misplaced(path: "\(name)")
    }
    return PlacedEntry(
      name: name, entry: try Entry.parse(Array(json.utf8), at: key.path(seq: name.seq)),
      past: VersionVector(text: past), commit: row["id"], cut: EntryCut(text: row["cut"]))
  }
}
