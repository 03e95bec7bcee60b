import Foundation
import TestSupport

/// A command script: what a person types, and what must come of it.
///
/// Lines, from top to bottom:
/// - `# …` says what the next lines show; blank lines mean nothing.
/// - `karez …` runs the built program; `$ …` runs a line of shell. Both must end with status 0,
///   unless the line before is `status N`.
/// - `out TEXT` / `err TEXT`: standard output / error of the last command holds the text;
///   `no-out TEXT`, `no-err TEXT`: it does not.
/// - `json PATH = VALUE`: the JSON printed last has this value there (`lines.0.value = "1.5"`;
///   `gaps.# = 2` counts the items).
/// - `keep NAME` keeps the output; `same NAME` compares with it, byte for byte.
/// - `-- NAME --` begins a file, up to the next such line; all files exist before the first command.
struct Script: Sendable, CustomStringConvertible {
  let name: String
  let steps: [Step]
  let files: [String: String]

  struct Step: Sendable {
    let line: Int
    let word: String
    let rest: String
  }

  var description: String { name }

  init(_ url: URL) throws {
    name = url.deletingPathExtension().lastPathComponent
    let text = try String(contentsOf: url, encoding: .utf8)
    var steps: [Step] = []
    var files: [String: [Substring]] = [:]
    var file: String?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if let name = Self.fileName(line) {
        file = name
        files[name] = []
      } else if let name = file {
        files[name, default: []].append(line)
      } else if let step = Self.step(line, number + 1) {
        steps.append(step)
      }
    }
    self.steps = steps
    self.files = files.mapValues { $0.joined(separator: "\n") }
  }

  private static func fileName(_ line: Substring) -> String? {
    guard line.hasPrefix("-- "), line.hasSuffix(" --"), line.count > 6 else { return nil }
    return String(line.dropFirst(3).dropLast(3))
  }

  private static func step(_ line: Substring, _ number: Int) -> Step? {
    let trimmed = line.trimmingCharacters(in: .whitespaces)
    guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { return nil }
    let parts = trimmed.split(separator: " ", maxSplits: 1)
    return Step(line: number, word: String(parts[0]), rest: parts.count > 1 ? String(parts[1]) : "")
  }

  /// All of them; while one is written, `SCRIPT=people swift test --filter ScriptTests` runs it alone.
  static let all: [Script] = {
    let only = ProcessInfo.processInfo.environment["SCRIPT"].map { "\($0).txt" }
    let folder = projectFolder.appending(path: "Tests/CommandTests/Scripts")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") && $0 == only ?? $0 }.sorted()
      .compactMap { try? Script(folder.appending(path: $0)) }
  }()

  /// Whether the script starts a PostgreSQL of its own.
  var needsPostgres: Bool { files["pg.sh"] != nil }

  /// Whether the script needs files that a fresh clone does not have.
  var needsSharedData: Bool { steps.contains { $0.rest.contains("../shared/data") } }
}
