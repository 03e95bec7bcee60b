import SiteModel
import Storage
import Sync
import TestSupport
import Testing

/// What carrying facts from disk to disk promises (`schema/model.md` §7).
@Suite struct ReachTests {
  /// Everything that three nodes wrote who hear of each other by chance.
  private static func history(using random: inout SeededRandom) throws -> MemoryNode {
    let nodes = try (1...3).map { try MemoryNode("n\($0)", seed: UInt8($0)) }
    func hear(_ taker: MemoryNode) throws {
      guard let giver = nodes.randomElement(using: &random) else { return }
      for piece in try Offer(of: giver.store, to: [taker.holding()]).pieces {
        _ = try taker.take(piece.cut, from: giver)
      }
    }
    for _ in 0..<12 {
      guard let node = nodes.randomElement(using: &random) else { continue }
      try hear(node)
      try node.write("fact")
    }
    for _ in 0..<12 { try hear(nodes[0]) }
    return nodes[0]
  }

  @Test func `Invariant 2: a store holds the past of every commit it shows`() throws {
    var random = SeededRandom(seed: 801)
    var (stores, waited, wrong) = (0, 0, 0)
    for _ in 0..<25 {
      let giver = try Self.history(using: &random)
      let taker = try MemoryNode("taker", seed: 9)
      // Every commit is a bundle of its own; they come in any order, and some never.
      let pieces = try Offer(of: giver.store, to: [], limit: 1).pieces
      let coming = (pieces + pieces).shuffled(using: &random).dropLast(pieces.count / 2)
      for piece in coming {
        if case .waits = try taker.take(piece.cut, from: giver) { waited += 1 }
        let held = try taker.commits()
        for commit in held.values {
          let past = commit.seen.map(\.commit) + [commit.parent].compactMap { $0 }
          wrong += past.count { held[$0] == nil }
        }
        stores += 1
      }
    }
    print("seed 801: \(stores) stores, \(waited) bundles waited for what their writers had seen")
    #expect(wrong == 0)
    #expect(waited > 100)
  }

  @Test
  func `Invariant 16: a fact on any living disk reaches headquarters in at most four round trips`()
    throws
  {
    var random = SeededRandom(seed: 811)
    var (restored, needed, late) = (0, [Int](repeating: 0, count: 5), 0)
    for _ in 0..<40 {
      var travels = try Travels()
      for _ in 0..<Int.random(in: 10...40, using: &random) { try travels.step(using: &random) }
      if Bool.random(using: &random) { try travels.restore(0, using: &random) }
      let facts = try travels.facts
      var trips = 0
      while trips < 4, try !travels.missing(of: facts).isEmpty {
        try travels.roundTrip()
        trips += 1
      }
      needed[trips] += 1
      late += try travels.missing(of: facts).isEmpty ? 0 : 1
      restored += travels.restored
    }
    print("seed 811: 40 histories, \(restored) disks restored; by trips needed: \(needed)")
    #expect(late == 0)
    #expect(restored > 30 && needed[1...].reduce(0, +) > 20)
  }
}
