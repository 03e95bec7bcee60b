import Foundation
import TestSupport

/// A plant and headquarters that answers, for what crosses between them.
struct WireKarez {
  let port: Int
  private let programs: Programs
  private let server: Child

  init(_ programs: Programs) throws {
    self.programs = programs
    let (karez, path, log) = (
      programs.karez, programs.scratch.path, programs.scratch.path("serve.log")
    )
    try succeed(karez, ["init", path("hq"), "--hq", "--name", "HQ"])
    try succeed(karez, ["init", path("p"), "--site", "p", "--name", "P", "--zone", "+08:00"])
    let enrolment = try run(karez, ["-C", path("hq"), "site", "enrol", "p"]).output
    try enrolment.write(toFile: path("e"), atomically: true, encoding: .utf8)
    try succeed(karez, ["-C", path("p"), "join", path("e")])
    for point in PlantDay.points {
      try succeed(
        karez,
        [
          "-C", path("p"), "point", "add", point, "--kind", "interval", "--unit", "kWh", "--name",
          point,
        ])
    }
    server = try Child(
      [karez, "-C", path("hq"), "serve", "--listen", "127.0.0.1:0"], output: log)
    port = try Self.port(in: log)
  }

  private static func port(in log: String) throws -> Int {
    for _ in 0..<100 {
      let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
      if let found = text.firstMatch(of: /127\.0\.0\.1:(\d+)/), let port = Int(found.1) {
        return port
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
    throw Cost.Failed(program: "karez serve", arguments: [])
  }

  func stop() {
    server.signal(SIGTERM)
    _ = server.wait()
  }

  /// Imports the day's readings and enters its records.
  func take(_ day: PlantDay) throws {
    let file = programs.scratch.path("day-\(day.number).csv")
    try day.readings.write(toFile: file, atomically: true, encoding: .utf8)
    try at([
      "import", file, "--accept", "--zone", "+08:00", "--label", "start", "--kind", "interval",
      "--unit", "kWh", "--length", "900",
    ])
    for each in day.instruments {
      let fields = each.sorted { $0.key < $1.key }.flatMap { ["--set", "\($0.key)=\($0.value)"] }
      try at(["record", "new", "instrument"] + fields)
    }
  }

  func attach(bytes: Int) throws {
    let file = programs.scratch.path("scan.pdf")
    try NoisyFile.write(bytes, to: file)
    try at(["record", "attach", "QJ-1-0", file])
  }

  func sync(over port: Int) throws -> Bool {
    let words = ["-C", programs.scratch.path("p"), "sync", "https://127.0.0.1:\(port)"]
    return try run(programs.karez, words).status == 0
  }

  /// P9: every signature of the plant's store, by us and by `git log`.
  func measureSignatures(into table: inout Table) throws {
    let store = programs.scratch.path("p/.karez/stores/p.git")
    let commits = try run("git", ["-C", store, "rev-list", "--all", "--count"]).output
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let ours = try Cost.of(programs.karez, ["-C", programs.scratch.path("p"), "verify"])
    let theirs = try Cost.of(
      "git",
      [
        "-C", store, "-c",
        "gpg.ssh.allowedSignersFile=" + programs.scratch.path("p/.karez/keys/allowed_signers"),
        "log", "--all", "--show-signature", "--format=%H",
      ])
    table.add("P9", "karez verify", ours, note: "\(commits) commits, and all else it checks")
    table.add(
      "P9", "git log --show-signature", theirs,
      note: Table.text(theirs.seconds / ours.seconds, 0) + " times as long")
  }

  private func at(_ arguments: [String]) throws {
    try succeed(programs.karez, ["-C", programs.scratch.path("p")] + arguments)
  }
}
