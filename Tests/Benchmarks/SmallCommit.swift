import Foundation
import TestSupport

/// P10: what one small commit costs, beside git with every fsync it knows.
struct SmallCommit {
  let programs: Programs
  let node: Node
  let runs: Int

  func measure(into table: inout Table) throws {
    let fsyncs = programs.hasStrace ? try countedFsyncs() : nil
    let ours = try (0..<runs).map { try programs.karez(point($0), at: node) }
    table.add(
      "P10", "karez point add", Cost.median(ours),
      note: fsyncs.map { "\($0) fsyncs" } ?? "strace: not here")
    table.add("P10", "git -c core.fsync=all commit", Cost.median(try gitCommits()))
  }

  private func point(_ number: Int) -> [String] {
    ["point", "add", "N-\(number)", "--kind", "register", "--unit", "kWh", "--name", "new"]
  }

  private func countedFsyncs() throws -> Int {
    let counts = programs.scratch.path("fsyncs")
    let command = [programs.karez, "-C", node.folder] + point(1_000)
    _ = try Cost.of(
      "strace", ["-f", "-e", "trace=fsync,fdatasync", "-o", counts] + command,
      environment: node.environment)
    let text = try String(contentsOfFile: counts, encoding: .utf8)
    return text.split(separator: "\n").count { $0.contains("sync(") }
  }

  private func gitCommits() throws -> [Cost] {
    let folder = programs.scratch.path("git")
    _ = try run("git", ["init", "-q", folder])
    let who = ["-c", "user.name=k", "-c", "user.email=k@k", "-c", "core.fsync=all"]
    return try (0..<runs).map { run in
      try "\(run)".write(toFile: folder + "/point-\(run).json", atomically: true, encoding: .utf8)
      _ = try TestSupport.run("git", ["-C", folder, "add", "."])
      return try Cost.of("git", ["-C", folder] + who + ["commit", "-q", "-m", "new"])
    }
  }
}
