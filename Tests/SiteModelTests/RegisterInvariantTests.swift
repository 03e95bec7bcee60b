import SiteModel
import TestSupport
import Testing

/// The invariants of the model (`schema/model.md`) that speak of registers, over random histories.
///
/// A case is one store: some entries of a history, closed under their pasts, as they may have come.
@Suite struct RegisterInvariantTests {
  static func histories(
    _ count: Int, seed: UInt64, _ body: (RegisterHistory, inout SeededRandom) throws -> Void
  ) rethrows {
    var random = SeededRandom(seed: seed)
    for _ in 0..<count {
      try body(
        RegisterHistory(steps: Int.random(in: 4...12, using: &random), using: &random), &random)
    }
  }

  @Test(arguments: [UInt64(11), 12])
  func `Invariant 1: the order, grouping and repetition of what arrives changes nothing shown`(
    _ seed: UInt64
  ) {
    var (cases, conflicts, wrong) = (0, 0, 0)
    Self.histories(1500, seed: seed) { history, random in
      for _ in 0..<20 {
        let store = history.someStore(using: &random)
        let one = RecordState(joining: history.delivery(of: store, using: &random))
        if one != history.state(at: store) { wrong += 1 }
        conflicts += one.conflicts.isEmpty ? 0 : 1
        cases += 1
      }
    }
    print("seed \(seed): \(cases) stores joined in two orders, \(conflicts) with a conflict")
    #expect(wrong == 0)
    #expect(conflicts > cases / 50)
  }

  @Test func `Invariant 1: equal facts give an equal state digest, and another value another`() {
    var (cases, wrong) = (0, 0)
    Self.histories(700, seed: 21) { history, random in
      guard let key = RegisterHistory.key, let last = history.entries.last else { return }
      let all = history.entries.reduce(into: VersionVector()) { $0.insert($1.name) }
      let states = (0..<2).map { _ in
        RecordState(joining: history.delivery(of: all, using: &random))
      }
      let digests = states.map { StateDigest.of([key: $0], liveSegments: []) }
      let before = RecordState(joining: history.entries.filter { $0 != last })
      let earlier = StateDigest.of([key: before], liveSegments: [])
      wrong += digests[0] == digests[1] ? 0 : 1
      wrong += before.values != states[0].values && earlier == digests[0] ? 1 : 0
      cases += 1
    }
    print("seed 21: \(cases) digests")
    #expect(wrong == 0)
  }

  @Test func `Invariant 3: a value that is not shown was named by a write`() {
    var (cases, lost) = (0, 0)
    Self.histories(1000, seed: 31) { history, random in
      for _ in 0..<15 {
        let store = history.someStore(using: &random)
        for register in RegisterHistory.registers {
          let writes = history.entries.filter { store.contains($0.name) }
            .compactMap { $0.write(to: register) }
          let named = Set(writes.flatMap(\.over))
          lost += Self.hidden(register, history, store).isSubset(of: named) ? 0 : 1
        }
        cases += 1
      }
    }
    print("seed 31: \(cases) stores")
    #expect(lost == 0)
  }

  @Test func `Invariant 4: what was replaced stays replaced in every larger store`() {
    var (cases, back) = (0, 0)
    Self.histories(1000, seed: 32) { history, random in
      for _ in 0..<15 {
        let small = history.someStore(using: &random)
        let large = small.merged(with: history.someStore(using: &random))
        for register in RegisterHistory.registers {
          let hidden = Self.hidden(register, history, small)
          back += hidden.isSubset(of: Self.hidden(register, history, large)) ? 0 : 1
        }
        cases += 1
      }
    }
    print("seed 32: \(cases) stores, each within a larger one")
    #expect(back == 0)
  }

  /// The names a store holds of a register and does not show.
  private static func hidden(
    _ register: String, _ history: RegisterHistory, _ store: VersionVector
  ) -> Set<EntryName> {
    let written = history.entries.filter {
      store.contains($0.name) && $0.entry.set[register] != nil
    }
    return Set(written.map(\.name))
      .subtracting(history.state(at: store)[register]?.names ?? [])
  }

  @Test func `Invariant 5: a decision stays alone until a write comes that did not know it`() {
    var (cases, wrong, joined) = (0, 0, 0)
    Self.histories(2500, seed: 41) { history, random in
      for save in history.saves {
        let own = history.state(at: save.entry.past)
        let larger = save.entry.past.merged(with: history.someStore(using: &random))
        let later = history.state(at: larger)
        for register in save.entry.entry.set.keys {
          if own[register]?.names != [save.entry.name] { wrong += 1 }
          guard later[register]?.names != [save.entry.name] else { continue }
          joined += 1
          let causes = history.entries.filter {
            larger.contains($0.name) && !save.entry.past.contains($0.name)
              && $0.entry.set[register] != nil
          }
          if causes.isEmpty { wrong += 1 }
        }
        cases += 2
      }
    }
    print("seed 41: \(cases) stores around a decision, \(joined) of them moved on")
    #expect(wrong == 0 && joined > 1000)
  }

  @Test func `Invariant 6: a save never replaces what its form did not show`() {
    var (saves, refusals, wrong) = (0, 0, 0)
    Self.histories(3000, seed: 51) { history, _ in
      refusals += history.refusals
      for save in history.saves {
        for (register, write) in save.entry.entry.set {
          if write.over != save.form[register]?.names ?? [] { wrong += 1 }
          if write.old != save.form[register]?.values ?? [.null] { wrong += 1 }
        }
        saves += 1
      }
    }
    print("seed 51: \(saves) saves, \(refusals) refused")
    #expect(wrong == 0 && refusals > 500)
  }
}
