import GRDB
package import SiteModel
package import Storage

/// One commit as `log` shows it.
package struct LoggedCommit: Sendable, Hashable {
  /// Its chain and number.
  package let name: EntryName
  /// 40 hex digits.
  package let id: String
  /// The writer's claimed time, RFC 3339; shown, never trusted.
  package let clock: String
  /// Who did it.
  package let by: String
  /// What was done, for people.
  package let line: String
}

extension SiteIndex {
  /// The newest commits of all chains; within a chain newest first.
  package func log(limit: Int) throws -> [LoggedCommit] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql:
          #"select chain, seq, id, clock, "by", line from commits order by clock desc, seq desc, chain limit ?"#,
        arguments: [limit])
      return rows.map { row in
        LoggedCommit(
          name: EntryName(branch: row["chain"], seq: row["seq"]), id: row["id"],
          clock: row["clock"], by: row["by"], line: row["line"])
      }
    }
  }

  /// The head of every chain: its number and its commit.
  package func heads() throws -> [String: (seq: Int, id: String)] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db,
        sql:
          "select chain, seq, id from commits c where seq = (select max(seq) from commits where chain = c.chain)"
      )
      return Dictionary(
        uniqueKeysWithValues: rows.map { ($0["chain"], ($0["seq"], $0["id"])) })
    }
  }

  /// How many commits lie above a cut, by chain; chains without any are left out.
  package func cutCommits() throws -> [String: Int] {
    try database.read { db in
      let rows = try Row.fetchAll(
        db, sql: "select chain, count(*) as total from commits where counts = 0 group by chain")
      return Dictionary(
        rows.map { (EntryName(branch: $0["chain"], seq: 1).chain, $0["total"] as Int) },
        uniquingKeysWith: +)
    }
  }

  /// All that this node holds, as a past: what "known at" is when nothing else is asked.
  package func known() throws -> VersionVector {
    VersionVector(try heads().mapValues(\.seq))
  }

  /// What the next commit of a chain must say it has seen: heads that changed since its last one.
  ///
  /// `model.md` §1: "none listed = unchanged".
  package func seen(by chain: String) throws -> [SeenHead] {
    let heads = try heads()
    let before = try database.read { db in
      try heads[chain].map { try Self.past(chain, $0.seq, db) } ?? VersionVector()
    }
    return heads.keys.sorted().compactMap { other in
      guard other != chain, let head = heads[other], let id = ObjectID(head.id),
        !before.contains(EntryName(chain: other, seq: head.seq))
      else { return nil }
      return SeenHead(chain: other, seq: head.seq, commit: id)
    }
  }

  /// The claimed time of a commit, RFC 3339.
  package func clock(of name: EntryName) throws -> String? {
    try database.read { db in
      try String.fetchOne(
        db, sql: "select clock from commits where chain = ? and seq = ?",
        arguments: [name.branch, name.seq])
    }
  }
}
