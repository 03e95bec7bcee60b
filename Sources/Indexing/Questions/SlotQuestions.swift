import GRDB
package import SiteModel

/// What is asked about slots.
extension SiteIndex {
  /// What was done about slots, and what its law looks at.
  ///
  /// - Parameter slot: if given, only it and the slots by whose resumption its mark was passed on.
  package func slots(of slot: SlotKey? = nil) throws -> (acts: [SlotAct], ground: SlotGround) {
    try database.read { db in
      let placed = try Self.slotEntries(of: slot, db)
      let chains = try branchesOfHeadquarters(db)
      let acts = try placed.compactMap {
        SlotAct($0, notBefore: try Self.newestDay(of: chains, in: $0.past, db))
      }
      return (acts, try slotGround(placed, db))
    }
  }

  /// The day of the newest commit of headquarters in all that is held; empty without one.
  package func newestDayOfHeadquarters() throws -> String {
    let known = try known()
    return try database.read { db in
      try Self.newestDay(of: branchesOfHeadquarters(db), in: known, db)
    }
  }

  private static func slotEntries(of slot: SlotKey?, _ db: Database) throws -> [PlacedEntry] {
    guard let slot else {
      let rows = try Row.fetchAll(
        db, sql: "\(entryColumns) where e.type = ?", arguments: [SlotKey.recordType])
      return try rows.map(entry)
    }
    let resumed = try String.fetchAll(
      db,
      sql: """
        select distinct record from entries
        where type = ? and json_extract(json, '$.slot.step') = 'resume'
        """, arguments: [SlotKey.recordType])
    return try Set(resumed).union([slot.record.id]).sorted().flatMap {
      try RecordKey(type: SlotKey.recordType, id: $0).map { try entries(of: $0, db) } ?? []
    }
  }

  private func slotGround(_ placed: [PlacedEntry], _ db: Database) throws -> SlotGround {
    let cuts = Dictionary(
      placed.compactMap { place in place.cut.map { (place.name, $0) } }, uniquingKeysWith: { $1 })
    return SlotGround(
      headquarters: Set(try ground.headquarters().keys), predecessors: try Self.predecessors(db),
      grants: try ground.marks()
    ) { act, past in cuts[act.place.name]?.holds(in: past) ?? false }
  }

  /// By successor chain, the one its opening names: its own first commit says so.
  private static func predecessors(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        select chain, record, json_extract(json, '$.set.chain.new') old from entries
        where type = 'opening' and seq = 1 and old is not null
        """)
    let openings = rows.compactMap { row -> (String, String)? in
      let chain = EntryName(branch: row["chain"], seq: 1).chain
      return row["record"] == chain ? (chain, row["old"]) : nil
    }
    return Dictionary(openings) { first, _ in first }
  }

  /// As the clock of headquarters wrote it.
  private static func newestDay(
    of chains: [String], in past: VersionVector, _ db: Database
  ) throws -> String {
    try newest(of: chains, in: past, db).map { String($0.clock.prefix(10)) } ?? ""
  }
}
