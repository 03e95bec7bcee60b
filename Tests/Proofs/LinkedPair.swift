import Foundation
import SiteModel
import TestSupport

/// A site, headquarters, and the program that answers there.
struct LinkedPair {
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

  /// Begins a sync that goes on beside.
  func startSync(over port: Int) throws -> Child {
    try Child(
      [ProvenNode.program, "-C", "p", "sync", "https://127.0.0.1:\(port)"], in: scratch.path,
      environment: Self.environment(scratch))
  }

  func addRecord(_ number: String) throws {
    try Self.say(
      scratch, "-C", "p", "record", "new", "instrument", "--set", "number=\(number)", "--set",
      "name=\(number)")
  }

  /// - Returns: bytes that had to cross.
  func sync(over port: Int) throws -> Int {
    let said = try Self.say(
      scratch, "-C", "p", "sync", "https://127.0.0.1:\(port)", "--json")
    let sent = try JSON.parse(said)["sent"]?.array?.first
    return sent?["bytes"]?.number.flatMap { Int($0) } ?? 0
  }

  /// Whether headquarters hold what the site holds.
  func isEqual() throws -> Bool {
    let here = try JSON.parse(Self.say(scratch, "-C", "p", "status", "--json"))["digest"]?.string
    let there = try JSON.parse(Self.say(scratch, "-C", "hq", "sites", "--json"))
      .array?.first?["digest"]?.string
    return here != nil && here == there
  }

  func checkEqual() throws {
    guard try isEqual() else { throw Breach("digests differ after a sync") }
  }

  private static func environment(_ scratch: URL) -> [String: String] {
    ["XDG_STATE_HOME": scratch.appending(path: "state").path, "LANG": "C.UTF-8"]
  }

  @discardableResult
  private static func say(_ scratch: URL, _ arguments: String...) throws -> String {
    let answer = try TestSupport.run(
      ProvenNode.program, arguments, in: scratch.path, environment: environment(scratch))
    // 1 and 2: how things stand, not whether it was answered.
    guard [0, 1, 2].contains(answer.status) else {
      throw Breach("karez \(arguments.joined(separator: " ")): \(answer.status)\n\(answer.error)")
    }
    return answer.output
  }
}
