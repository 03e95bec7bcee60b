import GRDB
import SiteModel
import Storage

/// Revoked chains: what lies above a cut stays, and counts for nothing.
extension SiteIndex {
  /// Notes for every commit of a revoked chain what is said of it.
  ///
  /// - Returns: whether anything counts now that did not, or no longer.
  func cut(by cuts: [ChainLimit], _ db: Database) throws -> Bool {
    let byChain = Dictionary(grouping: cuts, by: \.chain)
    let noted = try String.fetchAll(db, sql: "select distinct chain from commits where cut <> ''")
    let named = try byChain.keys.flatMap { try Self.branches(of: $0, db) }
    var isNew = false
    for branch in Set(noted).union(named).sorted() {
      let spoken = byChain[EntryName(branch: branch, seq: 1).chain] ?? []
      if try note(spoken, on: branch, db) { isNew = true }
    }
    try Self.keep("cuts", Self.text(of: cuts), db)
    return isNew
  }

  /// - Returns: whether a word about any commit is another than before.
  private func note(_ cuts: [ChainLimit], on branch: String, _ db: Database) throws -> Bool {
    let reaches = try cuts.map { cut in (cut, try Self.past(of: cut.last, db)) }
    let rows = try Row.fetchAll(
      db, sql: "select seq, cut from commits where chain = ?", arguments: [branch])
    var isNew = false
    for row in rows {
      let name = EntryName(branch: branch, seq: row["seq"])
      let admitting: [EntryName] = reaches.compactMap { cut, past in
        // A last commit that is not here yet: what bears smaller numbers lies below it.
        let isBelow = past?.contains(name) ?? (cut.last.map { name.seq <= $0.seq } ?? false)
        return isBelow ? cut.name : nil
      }
      let revoking = cuts.filter(\.isRevocation)
      let cut = EntryCut(revoking: revoking.map(\.name), admitting: admitting)
      let text = revoking.isEmpty ? "" : cut.text
      guard text != row["cut"] as String else { continue }
      isNew = true
      try db.execute(
        sql: "update commits set cut = ?, counts = ? where chain = ? and seq = ?",
        arguments: [text, revoking.isEmpty || !cut.holds(in: nil), branch, name.seq])
    }
    return isNew
  }

  private static func past(of last: ChainHead?, _ db: Database) throws -> VersionVector? {
    guard let last else { return nil }
    return try ObjectID(last.commit).flatMap { try past(of: $0, db) }
  }

  /// A chain, or the branches of one that has forked.
  static func branches(of chain: String, _ db: Database) throws -> [String] {
    try String.fetchAll(
      db, sql: "select distinct chain from commits where chain = ?1 or chain glob ?1 || '~*'",
      arguments: [chain])
  }

  /// Everything is to be computed again: who may sign what may have changed with it.
  func touchAll(_ touched: inout Touched, _ db: Database) throws {
    let rows = try Row.fetchAll(db, sql: "select distinct type, record from entries")
    touched.records.formUnion(
      rows.compactMap { RecordKey(type: $0["type"], id: $0["record"]) })
    let points = try String.fetchAll(db, sql: "select distinct point from runs")
    touched.spans = try points.flatMap { try Self.spans(of: $0, db) }
  }

  static func cutsFollowed(_ db: Database) throws -> String {
    try note("cuts", db)
  }

  static func text(of cuts: [ChainLimit]) -> String {
    let lines = cuts.map { cut in
      let last = cut.last.map { "\($0.seq) \($0.commit)" } ?? "0"
      return "\(cut.name) \(cut.isRevocation ? "-" : "+") \(cut.chain) \(last)"
    }
    return lines.sorted().joined(separator: "\n")
  }
}

extension EntryCut {
  /// `hq01.7/hq01.7 hq01.9`, as the index keeps it.
  var text: String {
    [revoking, admitting].map { $0.map(\.description).joined(separator: " ") }
      .joined(separator: "/")
  }

  /// nil where nothing is said.
  init?(text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false).map {
      $0.split(separator: " ").compactMap { EntryName($0) }
    }
    guard halves.count == 2 else { return nil }
    self.init(revoking: halves[0], admitting: halves[1])
  }
}
