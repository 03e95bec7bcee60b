import ArgumentParser
import Foundation
import SiteModel
import TestSupport

extension Prove {
  /// `prove links`: over a line that is cut again and again everything arrives, and little crosses twice.
  struct Links: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sync a site with headquarters over lines that are cut at seeded bytes.",
      discussion: """
        For each line a record and a large file are new at the site. The sync must end with 0, and
        headquarters must hold what the site holds, by digest. What crossed is compared with what had to:
        the blocks of bundles and files. Ends with 1 at the first breach and keeps the folder.
        """)

    @Option(help: "How many lines.") var lines = 200
    @Option(help: "Seed of the lines and the files.") var seed: UInt64 = 2026
    @Option(help: "Least bytes after which a connection is cut.") var from = 100_000
    @Option(help: "Most bytes after which a connection is cut.") var upTo = 400_000
    @Option(help: "Bytes a second, each way; as fast as it goes if it is not given.") var rate: Int?
    @Option(help: "Cut every so many seconds instead.") var every: Double?
    @Option(help: "Bytes of each file, at most.") var file = 1_200_000
    @Option(help: "Stop after so many seconds, with no fewer than 10 lines.") var seconds = 600

    func run() throws {
      let (clock, begun) = (ContinuousClock(), ContinuousClock().now)
      let scratch = FileManager.default.temporaryDirectory
        .appending(path: "karez-prove-links-\(ProcessInfo.processInfo.processIdentifier)")
      var sum = Carried()
      do {
        let pair = try LinkedPair(in: scratch)
        defer { pair.stop() }
        var random = SeededRandom(seed: seed)
        while sum.lines < lines, clock.now - begun < .seconds(seconds) {
          let size = every == nil ? Int.random(in: 1...file, using: &random) : file
          try pair.addNews(number: sum.lines, bytes: size, using: &random)
          let line = try BadLine(
            to: pair.port, cut: every.map { .seconds($0) } ?? .bytes(from...upTo), rate: rate,
            seed: random.next())
          defer { line.close() }
          sum.add(line, needed: try pair.sync(over: line.port))
          try pair.checkEqual()
        }
        guard sum.lines >= min(10, lines) else {
          throw Breach("only \(sum.lines) lines in \(seconds) s")
        }
      } catch {
        print("seed \(seed), after \(sum): \(error)\nkept: \(scratch.path)")
        throw ExitCode(1)
      }
      try FileManager.default.removeItem(at: scratch)
      print("seed \(seed): \(sum) in \(clock.now - begun)")
      // The least that a cut can cost is the block on its way: 64 KiB of what a line carries.
      guard sum.ratio <= 1.25 else { throw ExitCode(1) }
    }
  }
}

/// What crossed lines, and what had to.
private struct Carried: CustomStringConvertible {
  private(set) var lines = 0
  private var (crossed, needed, connections) = (0, 0, 0)
  private var worst = 0.0

  var ratio: Double { needed == 0 ? 0 : Double(crossed) / Double(needed) }

  mutating func add(_ line: BadLine, needed: Int) {
    let carried = line.carried
    lines += 1
    crossed += carried.up + carried.down
    connections += carried.connections
    self.needed += needed
    worst = max(worst, Double(carried.up + carried.down) / Double(max(1, needed)))
  }

  var description: String {
    "\(lines) lines finished, \(connections) connections, \(crossed) bytes crossed for \(needed), "
      + "\(String(format: "%.3f", ratio)) times what had to, \(String(format: "%.3f", worst)) at worst"
  }
}
