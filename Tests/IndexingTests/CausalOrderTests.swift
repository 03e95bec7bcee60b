import Foundation
import Indexing
import SiteModel
import Storage
import TestSupport
import Testing

/// Two chains that have seen each other, written into a store in memory.
private struct TwoChains {
  let store = MemoryStore()
  private let keys = ["aaaa": SSHKey(), "bbbb": SSHKey()]
  private let point: RecordKey

  init() throws { point = try #require(RecordKey(type: "note", id: "n1")) }

  @discardableResult
  func write(_ chain: String, _ value: JSON, over: [EntryName], seen: [Commit]) throws -> Commit {
    let key = try #require(keys[chain])
    let write = FieldWrite(old: [], new: value, over: over)
    let entry = Entry(entity: "xj", key: point, schema: 1, set: ["name": write], by: Author("x"))
    let draft = CommitDraft(
      entity: "xj", chain: chain, message: "n", by: "x", clock: (Instant(seconds: 0), .utc),
      seen: seen.map { SeenHead(chain: $0.chain, seq: $0.seq, commit: $0.id) })
    return try store.append(draft, signer: key) { files in
      let seq = try (store.heads()[chain].map { try store.commit($0).seq } ?? 0) + 1
      try files.add(point.path(seq: seq), entry.bytes)
    }
  }

  func name(_ commit: Commit) -> EntryName { EntryName(chain: commit.chain, seq: commit.seq) }

  func index(in folder: TemporaryFolder) throws -> SiteIndex {
    let tables = try String(
      contentsOf: projectFolder.appending(path: "schema/index.sql"), encoding: .utf8)
    return try SiteIndex(
      at: folder.url.appending(path: "index.db"), tables: tables, site: "xj",
      ground: FoldGround(lifecycles: Lifecycles(), founders: { [:] }))
  }
}

@Suite struct CausalOrderTests {
  @Test func `a chain whose name comes first may have seen one whose name comes later`() throws {
    let chains = try TwoChains()
    let first = try chains.write("bbbb", "one", over: [], seen: [])
    let second = try chains.write("aaaa", "two", over: [chains.name(first)], seen: [first])
    try chains.write("bbbb", "three", over: [chains.name(second)], seen: [second])
    let folder = try TemporaryFolder()
    let index = try chains.index(in: folder)
    try index.follow(chains.store)
    let key = try #require(RecordKey(type: "note", id: "n1"))
    #expect(try index.state(of: key).values["name"] == "three")
    #expect(try index.known().heads == ["aaaa": 1, "bbbb": 2])
    let asOfTwo = VersionVector(["aaaa": 1, "bbbb": 1])
    #expect(try index.state(of: key, knownAt: asOfTwo).values["name"] == "two")
  }

  @Test func `following step by step or at once gives the same answers`() throws {
    let chains = try TwoChains()
    let (step, once) = (try TemporaryFolder(), try TemporaryFolder())
    let stepwise = try chains.index(in: step)
    let first = try chains.write("bbbb", "one", over: [], seen: [])
    try stepwise.follow(chains.store)
    try chains.write("aaaa", "two", over: [], seen: [])
    try stepwise.follow(chains.store)
    try chains.write("bbbb", "three", over: [chains.name(first)], seen: [])
    try stepwise.follow(chains.store)
    let atOnce = try chains.index(in: once)
    try atOnce.follow(chains.store)
    #expect(try stepwise.allStates().map(\.state) == atOnce.allStates().map(\.state))
    let key = try #require(RecordKey(type: "note", id: "n1"))
    #expect(try atOnce.state(of: key)["name"]?.isConflict == true)
  }
}
