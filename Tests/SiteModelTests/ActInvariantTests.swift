import Foundation
import SiteModel
import TestSupport
import Testing

/// The invariants of the model (`schema/model.md`) that speak of acts, over random histories.
@Suite struct ActInvariantTests {
  static func histories(
    _ count: Int, steps: ClosedRange<Int> = 3...6, _ mischief: ActHistory.Mischief = [.wrong],
    seed: UInt64, _ body: (ActHistory, inout SeededRandom) throws -> Void
  ) throws {
    let lifecycle = try ActLifecycleTests.lifecycle("record")
    var random = SeededRandom(seed: seed)
    for _ in 0..<count {
      let steps = Int.random(in: steps, using: &random)
      try body(ActHistory(steps: steps, mischief, lifecycle, using: &random), &random)
    }
  }

  @Test(arguments: [UInt64(101), 102])
  func `Invariant 1: every order in which acts can arrive folds to the same`(_ seed: UInt64) throws
  {
    var (graphs, orders, whole, wrong, conflicts, lawless) = (0, 0, 0, 0, 0, 0)
    try Self.histories(2500, [.wrong, .cuts], seed: seed) { history, random in
      let all = history.all
      let expected = history.fold(all)
      let ways = LinearExtension.some(100, of: history.entries, using: &random)
      for order in ways.orders {
        let arrived = order.map { history.entries[$0] }
        let fold = ActFold(
          arrived, by: history.lifecycles, people: history.standing, knownAt: all)
        wrong += fold == expected ? 0 : 1
      }
      graphs += 1
      orders += ways.orders.count
      whole += ways.isAll ? 1 : 0
      for course in expected.courses.values {
        if case .conflict = course.state { conflicts += 1 }
        lawless += course.acts.contains { !$0.isLawful } ? 1 : 0
      }
    }
    print(
      "seed \(seed): \(graphs) graphs, \(orders) orders, all there are of \(whole);",
      "\(conflicts) in conflict, \(lawless) with an unlawful act")
    #expect(wrong == 0)
    #expect(conflicts > graphs / 50 && lawless > graphs / 10)
  }

  @Test func `Invariant 1: a hundred orders of a longer history fold to the same`() throws {
    var (orders, wrong) = (0, 0)
    try Self.histories(25, steps: 12...16, [.wrong, .cuts], seed: 103) { history, random in
      let expected = history.fold(history.all)
      let ways = LinearExtension.some(100, of: history.entries, using: &random)
      for order in ways.orders {
        let arrived = order.map { history.entries[$0] }
        let again = arrived.filter { _ in Bool.random(using: &random) }
        let fold = ActFold(
          arrived + again, by: history.lifecycles, people: history.standing,
          knownAt: history.all)
        wrong += fold == expected ? 0 : 1
      }
      orders += ways.orders.count
    }
    print("seed 103: \(orders) orders of 25 graphs")
    #expect(wrong == 0)
  }

  @Test func `Invariant 7: the law of an act is the same in every store that holds it`() throws {
    var (judged, wrong) = (0, 0)
    try Self.histories(850, [.wrong, .cuts], seed: 111) { history, random in
      let whole = history.course(history.all)
      let law = Dictionary(
        uniqueKeysWithValues: (whole?.acts ?? []).map { ($0.identity, $0.breaches) })
      for _ in 0..<3 {
        for act in history.course(history.someStore(using: &random))?.acts ?? [] {
          judged += 1
          wrong += law[act.identity] == act.breaches ? 0 : 1
        }
      }
    }
    print("seed 111: \(judged) acts judged again in a smaller store")
    #expect(wrong == 0 && judged > 2000)
  }

  @Test func `Invariant 8: a state changes only by acts that follow it, or to a conflict`() throws {
    var (moved, parted, wrong) = (0, 0, 0)
    try Self.histories(850, steps: 5...9, seed: 121) { history, random in
      // What a node held, and all there was at last.
      let small = history.entries.randomElement(using: &random)?.past ?? VersionVector()
      let large = Bool.random(using: &random) ? history.all : small.merged(with: history.stores[0])
      guard let before = history.course(small), let after = history.course(large),
        case .at(let state) = before.state, !before.heads.isEmpty
      else { return }
      guard case .at(let now) = after.state else {
        parted += 1
        return
      }
      guard now != state else { return }
      moved += 1
      let effective = after.acts.filter { after.effective.contains($0.identity) }
      for head in before.heads {
        let followers = effective.filter {
          $0.act.after.contains(head.act.identity) && !before.effective.contains($0.identity)
        }
        wrong += followers.isEmpty ? 1 : 0
      }
    }
    print("seed 121: \(moved) states moved on, \(parted) came into conflict")
    #expect(wrong == 0 && moved > 50 && parted > 20)
  }

  @Test func `Invariant 9: no permission holds that the state of some last act denies`() throws {
    let lifecycle = try ActLifecycleTests.lifecycle("record")
    var (conflicts, denied, wrong) = (0, 0, 0)
    try Self.histories(850, seed: 131) { history, random in
      guard let course = history.course(history.all) else { return }
      let followed = Set(
        course.acts.filter { course.effective.contains($0.identity) && !$0.act.isStatement }
          .flatMap(\.act.after))
      let last = course.acts.filter {
        course.effective.contains($0.identity) && !$0.act.isStatement
          && !followed.contains($0.identity)
      }
      wrong += Set(last.map(\.identity)) == Set(course.heads.map(\.act.identity)) ? 0 : 1
      if case .conflict = course.state { conflicts += 1 }
      for permission in Permission.allCases where !course.heads.isEmpty {
        let grants = course.heads.map {
          lifecycle[state: $0.state]?.permits.contains(permission) ?? false
        }
        wrong += course.permits(permission) == !grants.contains(false) ? 0 : 1
        denied += grants.contains(true) && grants.contains(false) ? 1 : 0
      }
    }
    print("seed 131: \(conflicts) conflicts; \(denied) permissions that one side only grants")
    #expect(wrong == 0 && conflicts > 50 && denied > 50)
  }

  @Test func `Invariant 10: a locked record shows the text that was signed, and the rest waits`()
    throws
  {
    var (locked, waiting, wrong) = (0, 0, 0)
    try Self.histories(850, seed: 141) { history, random in
      for store in [history.all, history.someStore(using: &random)] {
        guard let course = history.course(store), !course.permits(.mayEdit),
          case .at = course.state, let head = course.heads.first
        else { continue }
        locked += 1
        waiting += course.waiting.isEmpty ? 0 : 1
        wrong += head.act.act.text.values == course.shown.values ? 0 : 1
        let writes = history.entries.filter { store.contains($0.name) && $0.entry.act == nil }
        let signed = writes.filter { write in
          course.heads.contains { $0.act.base.contains(write.name) }
        }
        wrong += Set(signed.map(\.name)).isDisjoint(with: course.waiting) ? 0 : 1
        wrong += signed.count + course.waiting.count == writes.count ? 0 : 1
      }
    }
    print("seed 141: \(locked) locked records, \(waiting) of them with writes that wait")
    #expect(wrong == 0 && locked > 300 && waiting > 50)
  }

  @Test func `Invariant 13: the bytes of an act copied elsewhere change nothing`() throws {
    var (copied, wrong) = (0, 0)
    try Self.histories(850, seed: 151) { history, random in
      let acts = history.entries.filter { $0.entry.act != nil }
      guard let act = acts.randomElement(using: &random) else { return }
      let before = history.course(history.all)
      for node in history.stores.indices {
        var other = history
        other.copy(act, to: node)
        wrong += other.course(other.all) == before ? 0 : 1
        copied += 1
      }
    }
    print("seed 151: \(copied) copies")
    #expect(wrong == 0 && copied > 1000)
  }

  @Test
  func
    `Invariant 19: nothing a revoked key signed outside its cut has effect, nobody waits for it`()
    throws
  {
    var (cut, later, wrong) = (0, 0, 0)
    try Self.histories(850, steps: 5...9, [.cuts], seed: 161) { history, random in
      let all = history.all
      guard let course = history.course(all) else { return }
      let known = history.standing.cuts.filter { all.contains($0.name) }
      for act in course.acts {
        let isCut = known.contains {
          $0.person == act.person && !$0.limit.contains(act.entry.name)
        }
        let hasEffect = course.effective.contains(act.identity)
        cut += isCut ? 1 : 0
        wrong += isCut && hasEffect ? 1 : 0
        wrong += hasEffect && !act.act.after.allSatisfy(course.effective.contains) ? 1 : 0
        // Who knew of every revocation goes on without what was cut.
        let knew = known.allSatisfy { act.entry.past.contains($0.name) }
        guard knew, !known.isEmpty, !isCut, act.isLawful else { continue }
        later += 1
        wrong += hasEffect ? 0 : 1
      }
    }
    print("seed 161: \(cut) acts cut, \(later) made in knowledge of every cut")
    #expect(wrong == 0 && cut > 50 && later > 50)
  }
}
