import GRDB
package import SiteModel

/// What is asked about records that are one thing: what ``SameRecord`` says of them.
extension SiteIndex {
  /// All records that are one thing with this one, itself included; ascending, the first speaks.
  package func same(as key: RecordKey) throws -> [RecordKey] {
    try database.read { try Self.same(as: key, $0) }
  }

  /// Of records that are one thing, one.
  static func eachOnce(_ keys: [RecordKey], _ db: Database) throws -> [RecordKey] {
    guard keys.count > 1 else { return keys }
    return Set(try keys.map { try speaker(for: $0, db) }).sorted()
  }

  static func speaker(for key: RecordKey, _ db: Database) throws -> RecordKey {
    try same(as: key, db).first ?? key
  }

  private static func same(as key: RecordKey, _ db: Database) throws -> [RecordKey] {
    var (found, open) = (Set([key]), [key])
    while let next = open.popLast() {
      let ids = try String.fetchAll(
        db.cachedStatement(
          sql: """
            select other from links where type = ?1 and record = ?2 and rel = ?3
            union select record from links where other_type = ?1 and other = ?2 and rel = ?3
            """), arguments: [next.type, next.id, SameRecord.register])
      for other in ids.compactMap({ RecordKey(type: key.type, id: $0) })
      where found.insert(other).inserted {
        open.append(other)
      }
    }
    return found.sorted()
  }

  static func setSame(_ key: RecordKey, _ other: RecordKey, _ db: Database) throws {
    try db.execute(
      sql: "insert or replace into links values (?, ?, ?, ?, ?)",
      arguments: [key.type, key.id, SameRecord.register, other.type, other.id])
  }
}
