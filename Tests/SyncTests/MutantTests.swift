import Mutants
import SiteModel
import Testing

@Suite struct MutantTests {
  @Test func `a mutant of every kind is refused by its rule and the honest bundle comes in`() throws
  {
    let seed = UInt64.random(in: 0..<1_000_000)
    var run = try MutantRun(seed: seed)
    for number in MutantRun.mutations.indices { try run.run(number) }
    print("seed \(seed): \(run.count) mutants")
    #expect(run.breaches.isEmpty, "seed \(seed): \(run.breaches.joined(separator: "\n"))")
    #expect(run.accepted == 0)
    #expect(run.neverHit.isEmpty, "\(run.neverHit)")
    #expect(Set(MutantRun.mutations.map(\.name)).count == MutantRun.mutations.count)
  }
}
