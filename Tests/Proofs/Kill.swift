import ArgumentParser
import Foundation
import SiteModel

extension Prove {
  /// `prove kill`: an import that is killed at any moment leaves all of its rows or none.
  struct Kill: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Kill an import, and then a few other commands, at seeded moments; nothing is half.",
      discussion: """
        After each kill: verify ends with 0, status answers, a dry run finds all rows held or none,
        and importing again makes them all held, once. Then init, inventory draw, record attach,
        backup, restore and a restored node's first write are killed a few times each. Ends with 1
        at the first breach and keeps the folder.
        """)

    @Option(help: "How often to kill.") var moments = 100
    @Option(help: "Seed of the file and the moments.") var seed: UInt64 = 2026
    @Option(help: "Stop after so many seconds, with no fewer than 20 moments.") var seconds = 600

    /// As many packs as may lie side by side: the import's own makes it join them.
    private static let points = (1...49).map { "E-\(100 + $0)" }

    func run() throws {
      let clock = ContinuousClock()
      let begun = clock.now
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "karez-prove-kill-\(ProcessInfo.processInfo.processIdentifier)")
      let file = MeterFile(points: Self.points, times: 12_000, seed: seed)
      var counts = KilledImport.Counts()
      do {
        let node = try ProvenNode(in: scratch, points: Self.points)
        let kill = try KilledImport(of: file, into: node)
        Self.say("seed \(seed): \(file.rows) rows, undisturbed in \(kill.undisturbed)")
        var random = SeededRandom(seed: seed)
        while counts.all < moments, clock.now - begun < .seconds(seconds) {
          let part = Int.random(in: 0...1_200_000, using: &random)
          counts.add(try kill.run(atMillionth: part, withFsck: counts.all % 10 == 0))
        }
        for line in try KilledCommands(node: node, seed: seed).run() { Self.say(line) }
        guard counts.all >= min(20, moments) else {
          throw Breach("only \(counts.all) moments in \(seconds) s")
        }
      } catch {
        Self.say("seed \(seed), after \(counts): \(error)\nkept: \(scratch.path)")
        throw ExitCode(1)
      }
      try FileManager.default.removeItem(at: scratch)
      Self.say("seed \(seed): \(counts) in \(clock.now - begun)")
    }

    // At once, also into a pipe: whoever waits for minutes wants to see.
    private static func say(_ text: String) {
      try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    }
  }
}
