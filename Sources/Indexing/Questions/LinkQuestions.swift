import GRDB
package import SiteModel

/// That a record says something of another one.
package struct Reference: Sendable, Hashable {
  /// The record that says it.
  package let from: RecordKey
  /// What the other record is to it.
  package let rel: RecordLink.Relation
}

extension SiteIndex {
  /// Everything that other records say of one, by relation.
  package func references(to key: RecordKey) throws -> [Reference] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          select type, record, rel from links where other_type = ? and other = ?
          order by rel, type, record
          """, arguments: [key.type, key.id])
      return rows.compactMap { row in
        guard let from = RecordKey(type: row["type"], id: row["record"]),
          let rel = RecordLink.Relation(rawValue: row["rel"])
        else { return nil }
        return Reference(from: from, rel: rel)
      }
    }
  }

  static func setLinks(of key: RecordKey, _ links: [RecordLink], _ db: Database) throws {
    try db.execute(
      sql: "delete from links where type = ? and record = ?", arguments: [key.type, key.id])
    for link in links {
      try db.execute(
        sql: "insert into links values (?, ?, ?, ?, ?)",
        arguments: [key.type, key.id, link.rel.rawValue, link.target.type, link.target.id])
    }
  }
}
