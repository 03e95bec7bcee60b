import Foundation
import Indexing
import SiteModel
import Storage
import TestSupport
import Testing

/// When a commit was made, by what headquarters bears witness to (`model.md` §6, invariant 20).
@Suite struct TimeBoundsTests {
  @Test(arguments: [UInt64(701), 702])
  func `Invariant 20: not-before ≤ true time ≤ not-after, the clock of headquarters being right`(
    _ seed: UInt64
  ) throws {
    var random = SeededRandom(seed: seed)
    var (asked, both, early, wrong) = (0, 0, 0, 0)
    for _ in 0..<25 {
      var history = try TimedHistory()
      let folder = try TemporaryFolder()
      let index = try history.index(in: folder)
      for step in 1...14 {
        try history.step(using: &random)
        // What is not known yet bounds nothing; what comes later may only narrow.
        guard step % 5 == 0 || step == 14 else { continue }
        try index.follow(history.store)
        for (number, one) in history.written.enumerated() {
          let bounds = try index.timeBounds(of: one.name)
          let (before, after) = (bounds.notBefore?.at.seconds, bounds.notAfter?.at.seconds)
          wrong += before ?? .min <= one.time && one.time <= after ?? .max ? 0 : 1
          // No wider than the model says.
          wrong += before == history.newestWitness(before: number) ? 0 : 1
          wrong += after == history.firstWitness(after: number) ? 0 : 1
          asked += 1
          both += before != nil && after != nil && before != after ? 1 : 0
          early += one.claimed < before ?? .min || one.claimed > after ?? .max ? 1 : 0
        }
      }
    }
    print("seed \(seed): \(asked) commits, \(both) within bounds, \(early) claimed another time")
    #expect(wrong == 0)
    #expect(both > 50 && early > 50)
  }

  @Test func `headquarters whose key was revoked bears no witness`() throws {
    var random = SeededRandom(seed: 703)
    var history = try TimedHistory()
    for _ in 1...14 { try history.step(using: &random) }
    let cuts = TimedHistory.headquarters.map { chain in
      ChainLimit(
        name: EntryName(chain: "lib0", seq: 1), chain: chain, last: nil, isRevocation: true)
    }
    let folder = try TemporaryFolder()
    let index = try history.index(in: folder, cuts)
    try index.follow(history.store)
    for one in history.written {
      let bounds = try index.timeBounds(of: one.name)
      #expect(bounds.notBefore == nil && bounds.notAfter == nil)
    }
  }
}

/// Two plants whose clocks say anything, and headquarters of two lives whose clock is right.
private struct TimedHistory {
  static let headquarters = ["hq00", "hq01"]
  static let chains = headquarters + ["aaaa", "bbbb"]

  struct Written {
    let commit: Commit
    /// Seconds since 1970, in truth and as its writer's clock said.
    let time: Int64
    let claimed: Int64
    /// Itself, and what its writer had seen: places in the history.
    let past: Set<Int>

    var name: EntryName { EntryName(chain: commit.chain, seq: commit.seq) }
  }

  let store = MemoryStore()
  private(set) var written: [Written] = []
  private let keys: [String: SSHKey]
  private var now: Int64 = 1_740_000_000
  /// What each node holds: places in the history.
  private var held: [String: Set<Int>] = [:]

  init() throws {
    keys = Dictionary(uniqueKeysWithValues: Self.chains.map { ($0, SSHKey()) })
  }

  func newestWitness(before number: Int) -> Int64? {
    written[number].past.filter(isWitness).map { written[$0].time }.max()
  }

  func firstWitness(after number: Int) -> Int64? {
    written.indices.filter { isWitness($0) && written[$0].past.contains(number) }
      .map { written[$0].time }.min()
  }

  private func isWitness(_ number: Int) -> Bool {
    Self.headquarters.contains(written[number].name.chain)
  }

  mutating func step(using random: inout SeededRandom) throws {
    now += Int64.random(in: 1...90_000, using: &random)
    let chain = Self.chains.randomElement(using: &random) ?? "aaaa"
    // Somebody's stick came by; perhaps an old one.
    if let other = written.randomElement(using: &random) {
      held[chain, default: []].formUnion(other.past)
    }
    let claimed =
      Self.headquarters.contains(chain) ? now : Int64.random(in: 0...2 * now, using: &random)
    try write(chain, claimed)
  }

  private mutating func write(_ chain: String, _ claimed: Int64) throws {
    let known = held[chain, default: []]
    let others = Dictionary(grouping: known.map { written[$0].commit }, by: \.chain)
    let seen = others.values.compactMap { $0.max { $0.seq < $1.seq } }
      .filter { $0.chain != chain }.sorted { $0.chain < $1.chain }
      .map { SeenHead(chain: $0.chain, seq: $0.seq, commit: $0.id) }
    let draft = CommitDraft(
      entity: "xj", chain: chain, message: "n", by: "x",
      clock: (Instant(seconds: claimed), .utc), seen: seen)
    guard let key = keys[chain] else { return }
    let commit = try store.append(draft, signer: key) { files in
      try files.add("records/note/aa/n/\(written.count).1.txt", Array(chain.utf8))
    }
    held[chain] = known.union([written.count])
    written.append(
      Written(commit: commit, time: now, claimed: claimed, past: held[chain, default: []]))
  }

  func index(in folder: TemporaryFolder, _ cuts: [ChainLimit] = []) throws -> SiteIndex {
    let tables = try String(
      contentsOf: projectFolder.appending(path: "schema/index.sql"), encoding: .utf8)
    let ground = FoldGround(
      lifecycles: Lifecycles(), founders: { [:] },
      headquarters: { Dictionary(uniqueKeysWithValues: Self.headquarters.map { ($0, "") }) },
      cuts: { cuts })
    return try SiteIndex(
      at: folder.url.appending(path: "index.db"), tables: tables, site: "xj", ground: ground)
  }
}
