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
    let all = try store.tips()
    let counted = try ground.counted()
    let tips = all.filter { counted?.contains($0.chain) ?? true }
    let cuts = try ground.cuts()
    let (before, isCurrent) = try database.read { db in
      (try Self.followed(db), try Self.cutsFollowed(db) == Self.text(of: cuts))
    }
    if isCurrent, Set(before.values.joined()) == Set(tips.map(\.head.description)) { return }
    // Facts are only added: a chain that was answered from must still be there.
    for chain in before.keys.sorted() where !tips.contains(where: { $0.chain == chain }) {
      throw StoreFault.noRef(of: chain)
    }
    let waiting = Set(all.map(\.chain)).subtracting(tips.map(\.chain))
    try take(tips, of: store, waiting: waiting, cuts)
  }

  /// - Parameter uncounted: chains whose commits do not count yet; what has seen them waits too.
  private func take(
    _ tips: [ChainTip], of store: some FactStore, waiting uncounted: Set<String>,
    _ cuts: [ChainLimit]
  ) throws {
    let branching = try Branching(tips, in: store)
    try database.write { db in
      // The names of what was followed are others now.
      if try Self.note("branches", db) != branching.text { try Self.forgetAll(db) }
      try Self.keep("branches", branching.text, db)
      var touched = Touched()
      var waiting = try order(of: tips, branching, in: store, db)
      while let next = try waiting.next(without: uncounted) {
        try take(next.commit, on: next.branch, from: store, into: &touched, db)
      }
      if try cut(by: cuts, db) { try touchAll(&touched, db) }
      try joinRecords(touched.records, db)
      try refreshDays(touched, from: store, db)
    }
  }

  private func order(
    of tips: [ChainTip], _ branching: Branching, in store: some FactStore, _ db: Database
  ) throws -> CausalOrder {
    let holes = try ground.holes()
    var order = CausalOrder(
      isFollowed: { try Self.past(of: $0, db) != nil },
      isBeyond: { [ground] in try ground.isOfLibrary($0.chain) || holes.contains($0.commit) })
    var queued: Set<ObjectID> = []
    for tip in tips {
      guard branching.names[tip.head] != nil else {
        let after = try Self.head(of: tip.chain, db)
        order.add(tip.chain, try store.commits(to: tip.head, after: after))
        continue
      }
      var (line, next) = ([Commit](), Optional(tip.head))
      while let id = next, try !queued.contains(id) && Self.past(of: id, db) == nil {
        let commit = try store.commit(id)
        queued.insert(id)
        line.append(commit)
        next = commit.parent
      }
      for commit in line.reversed() {
        order.add(branching.names[commit.id] ?? tip.chain, [commit])
      }
    }
    return order
  }

  /// What one call of ``follow(_:)`` must compute again.
  struct Touched {
    var records: Set<RecordKey> = []
    /// What new segments say: segment by segment, so that few are in memory at a time.
    var spans: [TouchedSpan] = []
    /// The texts of new segments, as far as they are small enough to be kept until days are drawn.
    var texts = KeptTexts()
  }

  /// The ids of the tips that were followed, by chain.
  private static func followed(_ db: Database) throws -> [String: [String]] {
    Dictionary(grouping: try tips(db), by: \.chain).mapValues { $0.map(\.commit) }
  }

  private static func head(of chain: String, _ db: Database) throws -> ObjectID? {
    let id = try String.fetchOne(
      db, sql: "select id from commits where chain = ? order by seq desc limit 1",
      arguments: [chain])
    return id.flatMap { ObjectID($0) }
  }

  private func take(
    _ commit: Commit, on branch: String, from store: some FactStore,
    into touched: inout Touched, _ db: Database
  ) throws {
    let name = EntryName(branch: branch, seq: commit.seq)
    try db.execute(
      sql: "insert into commits values (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 1)",
      arguments: [
        branch, commit.seq, commit.id.description, commit.parent?.description,
        commit.clock.text(at: commit.offset), commit.by, commit.message,
        commit[trailer: "Source"], try past(of: commit, name, db).text,
      ])
    let files = try store.filesAdded(by: commit)
    // By folder: a commit may hold thousands of entries, each with its files beside it.
    let folders = Dictionary(grouping: files) { file in
      String(file.path[..<(file.path.lastIndex(of: "/") ?? file.path.startIndex)])
    }
    for file in files {
      if let place = EntryPath(file.path) {
        let own = folders[place.key.folder] ?? []
        try takeEntry(place, file, own, name, from: store, into: &touched, db)
        touched.records.insert(place.key)
      } else if file.path.hasSuffix(".seg") {
        try takeSegment(file, name, try store.read(file.id).bytes, into: &touched, db)
      }
    }
  }

  /// The past of a commit: its parent's, what it has seen, and itself.
  private func past(
    of commit: Commit, _ name: EntryName, _ db: Database
  ) throws -> VersionVector {
    var past = VersionVector()
    if let parent = commit.parent { past.merge(try Self.past(of: parent, db) ?? past) }
    for seen in commit.seen {
      if let other = try Self.past(of: seen.commit, db) {
        past.merge(other)
      } else if try ground.isOfLibrary(seen.chain) {
        past.insert(EntryName(chain: seen.chain, seq: seen.seq))
      }
    }
    past.insert(name)
    return past
  }

  /// nil for a commit that was not followed; those are taken in after all they have seen.
  static func past(of id: ObjectID, _ db: Database) throws -> VersionVector? {
    let text = try String.fetchOne(
      db.cachedStatement(sql: "select past from commits where id = ?"),
      arguments: [id.description])
    return text.map { VersionVector(text: $0) }
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
