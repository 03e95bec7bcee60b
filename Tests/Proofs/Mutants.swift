import ArgumentParser
import Foundation
import Mutants

extension Prove {
  /// `prove mutants`: what is wrong in its meaning only is refused by its rule and leaves nothing.
  struct Mutate: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mutants",
      abstract: "Bundles and statements that are wrong in one thing, hashed and signed again.",
      discussion: """
        Each is shown to a store before and after the honest bundle it was made from, and some to a
        store on disk. Prints how many of each kind there were and by which rule they were refused.
        Ends with 1 if one was accepted, was refused by another rule than its kind asks for, left a
        trace, or if a rule was never met.
        """)

    @Option(help: "How many mutants.") var count = 10_000
    @Option(help: "The first one's number; with the seed it says which mutant.") var from = 0
    @Option(help: "Seed of what the mutants are made from.") var seed: UInt64 = 2026
    @Option(help: "Stop after so many seconds.") var seconds = 600

    func run() throws {
      let clock = ContinuousClock()
      let begun = clock.now
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "karez-prove-mutants-\(ProcessInfo.processInfo.processIdentifier)")
      try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: scratch) }
      let disk = try DiskStore(in: scratch)
      var run = try MutantRun(seed: seed, disk: (disk, every: 5))
      for number in from..<(from + count) where clock.now - begun < .seconds(seconds) {
        try run.run(number)
      }
      for (name, count) in run.kinds.sorted(by: { $0.key < $1.key }) { print("\(count)\t\(name)") }
      print("refused or waiting, by rule:")
      for (rule, count) in run.refused.sorted(by: { $0.key < $1.key }) {
        print("\(count)\t\(rule)")
      }
      for rule in Rules.beyond { print("not to be met: \(rule)") }
      print(
        """
        seed \(seed): \(run.count) mutants of \(run.kinds.count) kinds, \(run.doubles) of them doubly \
        wrong, \(run.refused.count) rules, \
        \(run.accepted) accepted; \(run.taken) with nothing wrong were taken in; \
        \(disk.count) shown to a store on disk; \(clock.now - begun)
        """)
      try check(run, disk)
    }

    private func check(_ run: MutantRun, _ disk: DiskStore) throws {
      let isWhole = count >= MutantRun.mutations.count
      var breaches = run.breaches
      if isWhole { breaches += run.neverHit.map { "never met: \($0)" } }
      if run.count < count { breaches.append("only \(run.count) in \(seconds) s") }
      let fsck = try disk.fsck()
      if !fsck.isEmpty { breaches.append("git fsck: \(fsck)") }
      for breach in breaches.prefix(50) { print("BREACH \(breach)") }
      guard breaches.isEmpty, run.accepted == 0 else { throw ExitCode(1) }
    }
  }
}
