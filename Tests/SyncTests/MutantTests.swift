import Mutants
import SiteModel
import Storage
import Sync
import TestSupport
import Testing

/// `prove mutants` shows ten thousand of every kind; here every second kind is shown once.
@Suite struct MutantTests {
  @Test func `a mutant is refused by its rule and the honest bundle still comes in`() throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    let folder = try TemporaryFolder()
    let disk = try DiskStore(in: folder.url)
    var run = try MutantRun(seed: seed, disk: (disk, every: 11))
    let first = Int(seed % 2)
    for number in stride(from: first, to: MutantRun.mutations.count, by: 2) { try run.run(number) }
    print("seed \(seed): \(run.count) mutants, \(disk.count) on disk")
    #expect(run.breaches.isEmpty, "seed \(seed): \(run.breaches.joined(separator: "\n"))")
    #expect(run.accepted == 0)
    #expect(try disk.fsck() == "")
  }

  @Test func `every kind of mutant has a name of its own and asks for rules that exist`() {
    let kinds = MutantRun.mutations
    #expect(Set(kinds.map(\.name)).count == kinds.count)
    let known = Rules.all.union(Rules.optional).union(["taken", "partly"])
    for kind in kinds { #expect(kind.rules.isSubset(of: known), "\(kind.name): \(kind.rules)") }
  }
}

/// What a disk refuses to read is that disk's fault, and says nothing about what came.
@Suite struct UnreadableDiskTests {
  @Test func `a read that fails is thrown and never taken for a rule or for absence`() throws {
    let scene = try MutantScene()
    var random = SeededRandom(seed: 1)
    let honest = try scene.bundle(&random).made().bytes
    #expect(try reads(of: honest, by: scene.store) > 3)
  }

  @Test func `nor is a head that was seen, and cannot be read, taken for an unknown branch`() throws
  {
    let (other, giver) = (try MemoryNode("other", seed: 1), try MemoryNode("giver", seed: 2))
    for number in 1...3 {
      try other.write("\(number)")
      _ = try Ingest(into: giver.store, of: "plant").take(bundle(of: other))
      try giver.write("已见 \(number)")
    }
    let reader = MemoryStore(copying: other.store)
    #expect(try reads(of: bundle(of: giver), by: reader) > 3)
  }

  /// Lets each read fail once; how many there are.
  private func reads(of bundle: [UInt8], by store: MemoryStore) throws -> Int {
    for number in 0... {
      let failing = FailingStore(MemoryStore(copying: store), at: number)
      let verdict = Result { try Verdict.name(of: bundle, into: failing) }
      guard failing.hasFailed else {
        #expect(try verdict.get() == "taken")
        return number
      }
      #expect(throws: StoreFault.failed(call: "read", detail: "\(number)")) { try verdict.get() }
    }
    return 0
  }

  private func bundle(of node: MemoryNode) throws -> [UInt8] {
    let cuts = try node.store.cuts().filter { $0.chain == node.chain }
    var bytes: [UInt8] = []
    try BundleWriter(node.store, cuts: cuts).write { bytes += $0 }
    return bytes
  }

  @Test func `a fault of the disk in the middle of a wrong bundle is thrown too`() throws {
    let scene = try MutantScene()
    for (number, kind) in MutantRun.mutations.enumerated().filter({ $0.offset % 9 == 0 }) {
      guard case .bundle(let change) = kind.change, kind.isWrong else { continue }
      var random = SeededRandom(seed: UInt64(number))
      var bundle = try scene.bundle(&random)
      try change(&bundle, &random, scene)
      let bytes = try bundle.made().bytes
      for read in 0..<6 {
        let store = FailingStore(MemoryStore(copying: scene.store), at: read)
        do {
          let verdict = try Verdict.name(of: bytes, into: store)
          #expect(kind.rules.contains(verdict), "\(kind.name), read \(read): \(verdict)")
        } catch {
          #expect(error as? StoreFault == .failed(call: "read", detail: "\(read)"), "\(kind.name)")
        }
      }
    }
  }
}
