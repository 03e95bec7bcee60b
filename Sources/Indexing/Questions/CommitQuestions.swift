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

  /// The newest commit of every chain, and of every branch of one that has forked; by chain.
  package func heads() throws -> [ChainHead] {
    try database.read { try Self.tips($0) }
      .sorted { ($0.chain, $0.seq, $0.commit) < ($1.chain, $1.seq, $1.commit) }
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
    var known = try database.read { db in
      let rows = try Row.fetchAll(
        db, sql: "select chain, max(seq) as seq from commits group by chain")
      return VersionVector(Dictionary(uniqueKeysWithValues: rows.map { ($0["chain"], $0["seq"]) }))
    }
    for head in try ground.library() { known.insert(EntryName(chain: head.chain, seq: head.seq)) }
    return known
  }

  /// What the next commit of a chain must say it has seen: heads that changed since its last one,
  /// those of the library too.
  ///
  /// `model.md` §1: "none listed = unchanged".
  package func seen(by chain: String) throws -> [SeenHead] {
    let heads = try heads()
    // What lies below the chain's own tips, and is seen already.
    let before = try database.read { db in
      try heads.filter { $0.chain == chain }.reduce(into: VersionVector()) { before, head in
        if let id = ObjectID(head.commit), let past = try Self.past(of: id, db) {
          before.merge(past)
        }
      }
    }
    let others = try database.read { db in
      try heads.filter { $0.chain != chain }.compactMap { head -> SeenHead? in
        guard let id = ObjectID(head.commit), let past = try Self.past(of: id, db),
          !past.isWithin(before)
        else { return nil }
        return SeenHead(chain: head.chain, seq: head.seq, commit: id)
      }
    }
    let library = try ground.library().filter {
      !before.contains(EntryName(chain: $0.chain, seq: $0.seq))
    }
    return others + library
  }

  /// What a chain's last commit of a day or before knew, by its own clock.
  ///
  /// - Parameter day: `yyyy-mm-dd`.
  package func known(by chain: String, on day: String) throws -> VersionVector {
    try database.read { db in
      let text = try String.fetchOne(
        db,
        sql: """
          select past from commits where chain = ? and substr(clock, 1, 10) <= ?
          order by seq desc limit 1
          """, arguments: [chain, day])
      return VersionVector(text: text ?? "")
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
