import GRDB
package import SiteModel

/// Between which commits of headquarters another was made: all that is known of its true time.
///
/// `model.md` §6: "Not before: the newest HQ commit in past(c). Not after: the first HQ commit whose
/// past holds c." The clock of headquarters is believed here, and no other.
package struct TimeBounds: Sendable, Hashable {
  /// A commit of headquarters, and what its clock said.
  package struct Witness: Sendable, Hashable {
    package let name: EntryName
    package let at: Instant
    /// The same as it was written, RFC 3339.
    package let clock: String
  }

  /// nil where its writer had heard nothing of headquarters.
  package let notBefore: Witness?
  /// nil until headquarters has said that it holds it.
  package let notAfter: Witness?
}

extension SiteIndex {
  /// When a commit was made, by the commits of headquarters in this store.
  package func timeBounds(of name: EntryName) throws -> TimeBounds {
    try database.read { db in
      let text = try String.fetchOne(
        db, sql: "select past from commits where chain = ? and seq = ?",
        arguments: [name.branch, name.seq])
      let past = VersionVector(text: text ?? "")
      let chains = try branchesOfHeadquarters(db)
      return TimeBounds(
        notBefore: try Self.newest(of: chains, in: past, db),
        notAfter: try chains.compactMap { try Self.first(of: $0, after: past, holding: name, db) }
          .min { $0.at < $1.at })
    }
  }

  /// What headquarters had said that they hold when a day of theirs ended.
  ///
  /// - Parameter day: `yyyy-mm-dd`.
  package func knownToHeadquarters(on day: String) throws -> VersionVector {
    let chains = try database.read { try branchesOfHeadquarters($0) }
    return try chains.reduce(into: VersionVector()) {
      $0.merge(try known(by: $1, on: day))
    }
  }

  func branchesOfHeadquarters(_ db: Database) throws -> [String] {
    try ground.headquarters().keys.flatMap { try Self.branches(of: $0, db) }
  }

  /// The newest commit of headquarters that a past holds.
  static func newest(
    of chains: [String], in past: VersionVector, _ db: Database
  ) throws -> TimeBounds.Witness? {
    try chains.compactMap { try newest(of: $0, in: past, db) }.max { $0.at < $1.at }
  }

  private static func newest(
    of chain: String, in past: VersionVector, _ db: Database
  ) throws -> TimeBounds.Witness? {
    let row = try Row.fetchOne(
      db,
      sql: """
        select seq, clock from commits where chain = ? and seq <= ? and counts
        order by seq desc limit 1
        """,
      arguments: [chain, past.heads[chain, default: 0]])
    return row.flatMap { witness(chain, $0) }
  }

  /// What a commit had seen of a chain cannot hold it, so the search begins there.
  private static func first(
    of chain: String, after past: VersionVector, holding name: EntryName, _ db: Database
  ) throws -> TimeBounds.Witness? {
    let rows = try Row.fetchCursor(
      db,
      sql:
        "select seq, clock, past from commits where chain = ? and seq >= ? and counts order by seq",
      arguments: [chain, past.heads[chain, default: 0]])
    while let row = try rows.next() {
      if VersionVector(text: row["past"]).contains(name) { return witness(chain, row) }
    }
    return nil
  }

  private static func witness(_ chain: String, _ row: Row) -> TimeBounds.Witness? {
    let clock: String = row["clock"]
    return Instant.parse(clock).map {
      TimeBounds.Witness(
        name: EntryName(branch: chain, seq: row["seq"]), at: $0.instant, clock: clock)
    }
  }
}
