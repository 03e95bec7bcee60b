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
          let size = Int.random(in: 1...file, using: &random)
          try pair.addNews(number: sum.lines, bytes: size, using: &random)
          let line = try BadLine(
            to: pair.port, cut: .bytes(from...upTo), seed: random.next())
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

/// A site, headquarters, and the program that answers there.
private struct LinkedPair {
  let port: Int
  private let scratch: URL
  private let server: Child

  init(in scratch: URL) throws {
    self.scratch = scratch
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    try Self.say(scratch, "init", "hq", "--hq", "--name", "HQ")
    try Self.say(scratch, "init", "p", "--site", "plant", "--name", "Plant")
    let enrolment = try Self.say(scratch, "-C", "hq", "site", "enrol", "plant")
    try enrolment.write(to: scratch.appending(path: "e"), atomically: true, encoding: .utf8)
    try Self.say(scratch, "-C", "p", "join", "e")
    try Self.say(
      scratch, "-C", "p", "record", "new", "instrument", "--set", "number=QJ-0", "--set", "name=0")
    let log = scratch.appending(path: "serve.log")
    server = try Child(
      [ProvenNode.program, "-C", "hq", "serve", "--listen", "127.0.0.1:0", "--language", "en"],
      in: scratch.path, environment: Self.environment(scratch), output: log.path,
      error: scratch.appending(path: "serve.err").path)
    port = try Self.port(in: log)
  }

  private static func port(in log: URL) throws -> Int {
    for _ in 0..<200 {
      let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      if let found = text.firstMatch(of: /127\.0\.0\.1:(\d+)/), let port = Int(found.1) {
        return port
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
    throw Breach("headquarters do not answer")
  }

  func stop() {
    server.signal(SIGTERM)
    _ = server.wait()
  }

  func addNews(number: Int, bytes: Int, using random: inout SeededRandom) throws {
    let words = (0..<(bytes / 8 + 1)).map { _ in random.next() }
    let file = scratch.appending(path: "file-\(number).pdf")
    try words.withUnsafeBytes { Data($0) }.write(to: file)
    try Self.say(scratch, "-C", "p", "record", "attach", "QJ-0", file.path)
    try FileManager.default.removeItem(at: file)
  }

  /// - Returns: bytes that had to cross.
  func sync(over port: Int) throws -> Int {
    let said = try Self.say(
      scratch, "-C", "p", "sync", "https://127.0.0.1:\(port)", "--json")
    let sent = try JSON.parse(said)["sent"]?.array?.first
    return sent?["bytes"]?.number.flatMap { Int($0) } ?? 0
  }

  func checkEqual() throws {
    let here = try JSON.parse(Self.say(scratch, "-C", "p", "status", "--json"))["digest"]?.string
    let there = try JSON.parse(Self.say(scratch, "-C", "hq", "sites", "--json"))
      .array?.first?["digest"]?.string
    guard let here, here == there else { throw Breach("digests differ after a sync") }
  }

  private static func environment(_ scratch: URL) -> [String: String] {
    ["XDG_STATE_HOME": scratch.appending(path: "state").path, "LANG": "C.UTF-8"]
  }

  @discardableResult
  private static func say(_ scratch: URL, _ arguments: String...) throws -> String {
    let answer = try TestSupport.run(
      ProvenNode.program, arguments, in: scratch.path, environment: environment(scratch))
    guard answer.status == 0 else {
      throw Breach("karez \(arguments.joined(separator: " ")): \(answer.status)\n\(answer.error)")
    }
    return answer.output
  }
}
