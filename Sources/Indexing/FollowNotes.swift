import GRDB
import SiteModel
import Storage

/// What the answers were computed under, beside the facts.
extension SiteIndex {
  /// Empty where nothing was noted.
  static func note(_ name: String, _ db: Database) throws -> String {
    try String.fetchOne(db, sql: "select value from ground where name = ?", arguments: [name])
      ?? ""
  }

  static func keep(_ name: String, _ value: String, _ db: Database) throws {
    try db.execute(sql: "insert or replace into ground values (?, ?)", arguments: [name, value])
  }

  /// Begins anew: a chain has forked, and its commits are called by their branches from now on.
  static func forgetAll(_ db: Database) throws {
    let tables = [
      "commits", "ground", "entries", "records", "search", "search_rows", "links", "segments",
      "undone", "access_segments", "runs", "corrections", "days", "day_basis",
    ]
    for table in tables { try db.execute(sql: "delete from \(table)") }
  }

  /// The newest commit of every chain, and of every branch of one that has forked.
  static func tips(_ db: Database) throws -> [ChainHead] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select chain, seq, id from commits c
        where seq = (select max(seq) from commits where chain = c.chain)
        """)
    // Where a chain has forked, what its branches have in common ends in none of them.
    let first = try String.fetchAll(
      db,
      sql: """
        select parent from commits c where chain glob '*~*' and parent is not null
          and seq = (select min(seq) from commits where chain = c.chain)
        """)
    return rows.filter { !first.contains($0["id"]) }.map {
      ChainHead(
        chain: EntryName(branch: $0["chain"], seq: 1).chain, seq: $0["seq"], commit: $0["id"])
    }
  }
}
