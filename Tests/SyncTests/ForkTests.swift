import SiteModel
import Storage
import Sync
import TestSupport
import Testing

/// Two disks with one key: the second was copied unnoticed, and its token with it.
@Suite struct ForkTests {
  private let home: MemoryNode
  private let copy: MemoryNode
  private var other: MemoryNode

  init() throws {
    home = try MemoryNode("home", seed: 1)
    try home.write("一")
    try home.write("二")
    copy = try MemoryNode("copy", seed: 1)
    other = try MemoryNode("other", seed: 2)
    try give(home, to: copy)
  }

  private func give(_ giver: MemoryNode, to taker: MemoryNode) throws {
    for piece in try Offer(of: giver.store, to: [taker.holding()]).pieces {
      _ = try taker.take(piece.cut, from: giver)
    }
  }

  private func digest(_ node: MemoryNode) throws -> ContentHash {
    let statement = try node.party.statement(number: 1, clock: "2025-01-01T00:00:00Z")
    return FactsDigest.of(statement.stores["plant"]?.heads ?? [])
  }

  @Test func `Invariant 1: both branches are taken in, in either order, and the digests are one`()
    throws
  {
    try home.write("家")
    try copy.write("副本")
    let (a, b) = (try MemoryNode("a", seed: 3), try MemoryNode("b", seed: 4))
    for (taker, givers) in [(a, [home, copy]), (b, [copy, home])] {
      for giver in givers { try give(giver, to: taker) }
      #expect(try taker.store.tips().count == 2)
    }
    #expect(try digest(a) == digest(b))
    #expect(try a.store.heads() != b.store.heads())
    // What is held is not sent again, and both disks come to hold both.
    for _ in 1...2 { try give(home, to: copy); try give(copy, to: home) }
    #expect(try digest(home) == digest(copy) && digest(home) == digest(a))
    #expect(try Offer(of: a.store, to: [b.holding()]).pieces.isEmpty)
  }

  @Test func `two of one name that went apart at one number are both served`() throws {
    try home.write("家")
    try copy.write("副本")
    for disk in [home, copy] { try give(disk, to: other) }
    let disks = [try home.holding(), try copy.holding()]
    for holdings in [disks, disks.reversed()] {
      let offered = try Offer(of: other.store, to: holdings).pieces.map(\.cut.head)
      for head in try other.store.tips().filter({ $0.chain == home.chain }).map(\.head) {
        #expect(offered.contains(head))
      }
    }
  }

  @Test func `branches grow, and fork again`() throws {
    try home.write("家")
    try copy.write("副本")
    try give(home, to: other)
    try give(copy, to: other)
    try copy.write("副本二")
    try home.write("家二")
    let third = try MemoryNode("third", seed: 1)
    try give(copy, to: third)
    try third.write("第三盘")
    try copy.write("副本三")
    for giver in [home, copy, third, home] { try give(giver, to: other) }
    #expect(try other.store.tips().count == 3)
    #expect(try other.store.tips().map { try other.store.commit($0.head).seq }.max() == 5)
    let verified = StoreVerification(
      of: other.store, entity: "plant", keys: [home.chain: home.key.publicKey])
    #expect(verified.findings.isEmpty && verified.commits == 8)
  }

  @Test func `a commit may have seen both branches, and none of them twice or back`() throws {
    try home.write("家")
    try copy.write("副本")
    for giver in [home, copy] { try give(giver, to: other) }
    let heads = try other.store.tips().map {
      SeenHead(chain: $0.chain, seq: try other.store.commit($0.head).seq, commit: $0.head)
    }
    try other.write("两边都见", seen: heads)
    let reader = try MemoryNode("reader", seed: 5)
    // What has seen both branches waits for them.
    for _ in 1...2 { try give(other, to: reader) }
    #expect(try digest(reader) == digest(other))
    let first = try #require(try other.store.history(of: home.chain).first)
    try other.write(
      "退回", seen: [SeenHead(chain: home.chain, seq: 1, commit: first.id)])
    #expect(throws: IngestFault.self) { try give(other, to: reader) }
  }
}

extension MemoryNode {
  fileprivate func write(_ text: String, seen: [SeenHead]) throws {
    let seq = try store.heads()[chain].map { try store.commit($0).seq } ?? 0
    let draft = CommitDraft(
      entity: entity, chain: chain, message: text, by: name, clock: (Instant(seconds: 0), .utc),
      seen: seen)
    _ = try store.append(draft, signer: key) { files in
      try files.add("readings/2025/01/01-\(seq + 1)-1.seg", Array(text.utf8))
    }
  }
}
