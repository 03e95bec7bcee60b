import SiteModel
import Testing

/// What may exist once (`schema/model.md` §4): invariants 8, 11 and 12, in every store.
@Suite struct SlotInvariantTests {
  /// How often a larger store shows what it must not, given what a smaller one shows.
  private static func wrongs(_ history: SlotHistory) -> Int {
    let stores = history.closed.map { ($0, history.fold(history.acts(in: $0))) }
    var wrong = 0
    for (small, old) in stores {
      guard let old else { continue }
      // One act more suffices: between two stores lies a row of them, each one act larger.
      for (large, new) in stores
      where small & ~large == 0 && (large & ~small).nonzeroBitCount == 1 {
        let came = history.acts(in: large & ~small)
        wrong += new.map { follows(old, $0, came) } == true ? 0 : 1
      }
    }
    return wrong
  }

  private static func follows(_ old: SlotLine, _ new: SlotLine, _ came: [SlotAct]) -> Bool {
    let broken = came.contains(where: \.step.breaksLine)
    // Nothing is lost: whatever counted is on the line, is a side, or is shown beside it.
    let held = (old.acts + old.sides + old.aside).map(\.identity)
    let shown = Set((new.acts + new.sides + new.aside).map(\.identity))
    return shown.isSuperset(of: held) && (new.acts.starts(with: old.acts) || broken)
      && (!new.isContested || old.isContested || broken)
  }

  private static func forceIsOne(_ line: SlotLine) -> Bool {
    SlotHistory.days.allSatisfy { day in
      guard let release = line.inForce(on: day) else { return true }
      let later = line.acts.drop { $0 != release }.dropFirst().filter { $0.day <= day }
      return release.day <= day
        && later.allSatisfy { if case .release = $0.step { false } else { $0.step != .withdraw } }
    }
  }

  @Test(arguments: [(UInt64(403), false), (404, true)])
  func `Invariant 11: in every store at most one revision is in force on a day`(
    _ seed: UInt64, _ breaks: Bool
  ) {
    var random = SeededRandom(seed: seed)
    var (stores, inForce, wrong) = (0, 0, 0)
    for _ in 0..<2000 {
      let steps = Int.random(in: 3...5, using: &random)
      let history = SlotHistory(steps: steps, breaks: breaks, using: &random)
      for line in history.closed.compactMap({ history.fold(history.acts(in: $0)) }) {
        wrong += Self.forceIsOne(line) ? 0 : 1
        inForce += SlotHistory.days.contains { line.inForce(on: $0) != nil } ? 1 : 0
        stores += 1
      }
    }
    print("seed \(seed): \(stores) stores, a revision in force in \(inForce)")
    #expect(wrong == 0)
    #expect(inForce > 500)
  }

  @Test(arguments: [(UInt64(401), false), (402, true)])
  func `Invariant 12: without take-over and resumption the line only grows`(
    _ seed: UInt64, _ breaks: Bool
  ) {
    var random = SeededRandom(seed: seed)
    var (wrong, orders, long, contested, aside) = (0, 0, 0, 0, 0)
    for _ in 0..<5000 {
      let steps = Int.random(in: 3...5, using: &random)
      let history = SlotHistory(steps: steps, breaks: breaks, using: &random)
      wrong += Self.wrongs(history)
      let line = history.fold(history.acts)
      orders += line == history.fold(history.acts.shuffled(using: &random) + history.acts) ? 0 : 1
      guard let line else { continue }
      long += line.acts.count > 2 ? 1 : 0
      contested += line.isContested ? 1 : 0
      aside += line.aside.isEmpty ? 0 : 1
    }
    print(
      "seed \(seed): 5000 histories, \(long) lines of three and more, \(contested) contested,",
      "\(aside) with acts aside")
    #expect(wrong == 0)
    #expect(orders == 0)
    #expect(long > 500)
    #expect(breaks ? contested > 20 && aside > 20 : contested == 0 && aside == 0)
  }

  @Test func `Invariant 12: it only grows in every lawful history of three nodes to depth four`() {
    var whole = [SlotHistory()]
    for _ in 0..<4 { whole = whole.flatMap(Self.continued) }
    let wrong = whole.reduce(0) { $0 + Self.wrongs($1) }
    print("\(whole.count) histories")
    #expect(wrong == 0)
    #expect(whole.count > 100)
  }

  /// The history with each lawful act that each node could do next, before or after hearing one.
  private static func continued(_ history: SlotHistory) -> [SlotHistory] {
    let nodes = ["aaaa", "hq00", "aaab"]
    let ways = nodes.flatMap { node in nodes.map { (node, $0) } }
    return ways.flatMap { node, other -> [SlotHistory] in
      var heard = history
      if node != other, !heard.hear(node, from: other) { return [] }
      return heard.wishes(of: node).compactMap { heard.draft($0) }.filter(heard.isLawful).map {
        var next = heard
        next.write($0)
        return next
      }
    }
  }
}
