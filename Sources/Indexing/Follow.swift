import GRDB
package import SiteModel
package import Storage

extension SiteIndex {
  /// Takes in every commit the index has not seen, and computes what it changes.
  ///
  /// All or nothing: a crash in between leaves the index as it was, and the next call begins again.
  ///
  /// - Throws: ``StoreFault`` if a commit or a file of it cannot be read or is not whole,
  ///   ``FollowFault`` if a file is no fact.
  package func follow(_ store: some FactStore) throws {
    let all = try store.heads()
    let counted = ground.counted()
    let heads = all.filter { counted?.contains($0.key) ?? true }
    let cuts = ground.cuts()
    let isFollowed = try database.read { db in
      let isCurrent = try Self.cutsFollowed(db) == Self.text(of: cuts)
      return try isCurrent && Self.followed(db) == heads.mapValues(\.description)
    }
    if isFollowed { return }
    // Facts are only added: a chain that was answered from must still be there.
    for chain in try database.read({ try Self.followed($0) }).keys where heads[chain] == nil {
      throw StoreFault.noRef(of: chain)
    }
    try take(heads, of: store, waiting: Set(all.keys).subtracting(heads.keys), cuts)
  }

  /// - Parameter uncounted: chains whose commits do not count yet; what has seen them waits too.
  private func take(
    _ heads: [String: ObjectID], of store: some FactStore, waiting uncounted: Set<String>,
    _ cuts: [ChainLimit]
  ) throws {
    try database.write { db in
      var touched = Touched()
      var waiting = CausalOrder()
      for chain in heads.keys.sorted() {
        let after = try Self.head(of: chain, db)
        waiting.add(
          chain, try store.commits(of: chain, after: after), after: try Self.seq(of: chain, db))
      }
      while let commit = try waiting.next(without: uncounted) {
        try take(commit, from: store, into: &touched, db)
      }
      if try cut(by: cuts, db) { try touchAll(&touched, db) }
      try joinRecords(touched.records, db)
      try refreshDays(touched, from: store, db)
    }
  }

  /// What one call of ``follow(_:)`` must compute again.
  struct Touched {
    var records: Set<RecordKey> = []
    /// What new segments say: segment by segment, so that few are in memory at a time.
    var spans: [TouchedSpan] = []
    /// The texts of new segments, as far as they are small enough to be kept until days are drawn.
    var texts = KeptTexts()
  }

  private static func followed(_ db: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      db,
      sql:
        "select chain, id from commits c where seq = (select max(seq) from commits where chain = c.chain)"
    )
    return Dictionary(uniqueKeysWithValues: rows.map { ($0["chain"], $0["id"]) })
  }

  private static func head(of chain: String, _ db: Database) throws -> ObjectID? {
    let id = try String.fetchOne(
      db, sql: "select id from commits where chain = ? order by seq desc limit 1",
      arguments: [chain])
    return id.flatMap { ObjectID($0) }
  }

  private static func seq(of chain: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "select max(seq) from commits where chain = ?", arguments: [chain])
      ?? 0
  }

  private func take(
    _ commit: Commit, from store: some FactStore, into touched: inout Touched, _ db: Database
  ) throws {
    try db.execute(
      sql: "insert into commits values (?, ?, ?, ?, ?, ?, ?, ?, '', 1)",
      arguments: [
        commit.chain, commit.seq, commit.id.description, commit.clock.text(at: commit.offset),
        commit.by, commit.message, commit[trailer: "Source"], try past(of: commit, db).text,
      ])
    let files = try store.filesAdded(by: commit)
    // By folder: a commit may hold thousands of entries, each with its files beside it.
    let folders = Dictionary(grouping: files) { file in
      String(file.path[..<(file.path.lastIndex(of: "/") ?? file.path.startIndex)])
    }
    for file in files {
      if let place = EntryPath(file.path) {
        let own = folders[place.key.folder] ?? []
        try takeEntry(place, file, own, commit, from: store, into: &touched, db)
        touched.records.insert(place.key)
      } else if file.path.hasSuffix(".seg") {
        try takeSegment(file, commit, try store.read(file.id).bytes, into: &touched, db)
      }
    }
  }

  /// The past of a commit: its parent's, what it has seen, and itself.
  private func past(of commit: Commit, _ db: Database) throws -> VersionVector {
    var past = VersionVector()
    if commit.seq > 1 { past.merge(try Self.past(commit.chain, commit.seq - 1, db)) }
    for seen in commit.seen { past.merge(try Self.past(seen.chain, seen.seq, db)) }
    past.insert(EntryName(chain: commit.chain, seq: commit.seq))
    return past
  }

  static func past(_ chain: String, _ seq: Int, _ db: Database) throws -> VersionVector {
    let text = try String.fetchOne(
      db, sql: "select past from commits where chain = ? and seq = ?", arguments: [chain, seq])
    // Commits are taken in after all they have seen, so the row is there.
    guard let text else { throw FollowFault.pastMissing(commit: "\(chain).\(seq)") }
    return VersionVector(text: text)
  }
}

extension VersionVector {
  /// `a3k7.12 b4x2.3`, as the index keeps it.
  var text: String {
    heads.sorted { $0.key < $1.key }.map { "\($0.key).\($0.value)" }.joined(separator: " ")
  }

  init(text: String) {
    let pairs = text.split(separator: " ").compactMap { item -> (String, Int)? in
      guard let dot = item.lastIndex(of: "."), let seq = Int(item[item.index(after: dot)...]) else {
        return nil
      }
      return (String(item[..<dot]), seq)
    }
    self.init(Dictionary(pairs) { max($0, $1) })
  }
}

/// Why a commit of the store cannot be answered from.
package enum FollowFault: Fault, Equatable {
  /// An entry lies where it says it does not belong.
  case misplaced(path: String)
  /// A commit names another that the store does not hold.
  case pastMissing(commit: String)

  package var kind: FaultKind { .untrusted }
  package var phrase: Phrase {
    switch self {
    case .misplaced(let path): Phrase("index.misplaced", ["path": path])
    case .pastMissing(let commit): Phrase("index.past-missing", ["commit": commit])
    }
  }
}
