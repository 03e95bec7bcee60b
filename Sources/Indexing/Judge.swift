import GRDB
import SiteModel

/// Folds the signed acts of records, and reads the register of people once for all of them.
struct Judge {
  let index: SiteIndex
  /// An act that is judged as if it had been written, and whose key has signed it.
  private let draft: (act: PlacedEntry, signer: String)?
  private var people: People?

  init(index: SiteIndex, with draft: (act: PlacedEntry, signer: String)? = nil) {
    (self.index, self.draft) = (index, draft)
  }

  /// Where acts have brought a record.
  ///
  /// - Parameter placed: its entries.
  /// - Returns: nil where nobody signed anything, or its type has no lifecycle.
  mutating func course(
    of key: RecordKey, _ placed: [PlacedEntry], knownAt: VersionVector? = nil, _ db: Database
  ) throws -> RecordCourse? {
    guard index.ground.lifecycles[key.type] != nil, placed.contains(where: { $0.entry.act != nil })
    else { return nil }
    let entries = try Self.withGrounds(of: placed, db)
    let fold = ActFold(
      entries, by: index.ground.lifecycles, people: try people(for: entries, db),
      knownAt: knownAt)
    return fold[key]
  }

  /// The people, as those who may have signed these entries.
  mutating func people(for entries: [PlacedEntry], _ db: Database) throws -> People {
    var signatures: [EntryPlace: String] = [:]
    for key in Set(entries.filter { $0.entry.act != nil }.map(\.entry.key)) {
      let rows = try Row.fetchAll(
        db,
        sql: """
          select chain, seq, signer from entries
          where type = ? and record = ? and signer is not null
          """, arguments: [key.type, key.id])
      for row in rows {
        let name = EntryName(branch: row["chain"], seq: row["seq"])
        signatures[EntryPlace(key: key, name: name)] = row["signer"]
      }
    }
    return try known(db).adding(signatures)
  }

  private mutating func known(_ db: Database) throws -> People {
    if let people { return people }
    let read = try index.people(db, with: draft)
    people = read
    return read
  }

  /// The entries and those of all records whose acts they rest on, however far.
  static func withGrounds(of placed: [PlacedEntry], _ db: Database) throws -> [PlacedEntry] {
    var all = placed
    var held = Set(placed.map(\.entry.key))
    var open = Set(placed.flatMap { $0.entry.act?.rests ?? [] })
    while let rest = open.popFirst() {
      guard let key = try record(ofAct: rest, db), held.insert(key).inserted else { continue }
      let more = try SiteIndex.entries(of: key, db)
      open.formUnion(more.flatMap { $0.entry.act?.rests ?? [] })
      all += more
    }
    return all
  }

  private static func record(ofAct act: ContentHash, _ db: Database) throws -> RecordKey? {
    let row = try Row.fetchOne(
      db, sql: "select type, record from entries where act = ?", arguments: [act.description])
    return row.flatMap { RecordKey(type: $0["type"], id: $0["record"]) }
  }
}
