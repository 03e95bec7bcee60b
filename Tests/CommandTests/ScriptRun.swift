import Foundation
import SiteModel
import TestSupport
import Testing

/// One run of a script in a scratch folder.
struct ScriptRun {
  private let folder: TemporaryFolder
  private let script: Script
  private var expected: Int32 = 0
  private var last = (status: Int32(0), output: "", error: "")
  private var kept: [String: String] = [:]

  init(_ script: Script) throws {
    self.script = script
    folder = try TemporaryFolder()
    for (name, text) in script.files {
      try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }
  }

  mutating func run() throws {
    for step in script.steps { try take(step) }
  }

  private mutating func take(_ step: Script.Step) throws {
    let place = "\(script.name).txt:\(step.line)"
    switch step.word {
    case "status": expected = try #require(Int32(step.rest))
    case "karez", "$": try command(step, place)
    case "out": #expect(last.output.contains(step.rest), "\(place): \(last.output)\(last.error)")
    case "err": #expect(last.error.contains(step.rest), "\(place): \(last.error)")
    case "no-out": #expect(!last.output.contains(step.rest), "\(place): \(last.output)")
    case "no-err": #expect(!last.error.contains(step.rest), "\(place): \(last.error)")
    case "json": try json(step, place)
    case "keep": kept[step.rest] = last.output
    case "same":
      #expect(last.output == kept[step.rest], "\(place): output differs from \(step.rest)")
    default: Issue.record("\(place): unknown word \(step.word)")
    }
  }

  private mutating func command(_ step: Script.Step, _ place: String) throws {
    let line = step.word == "$" ? step.rest : "karez " + step.rest
    last = try TestSupport.run("sh", ["-c", line], in: folder.url.path, environment: environment)
    #expect(last.status == expected, "\(place): \(line)\n\(last.output)\(last.error)")
    expected = 0
  }

  private var environment: [String: String] {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH": "\(builtProducts.path):\(path)", "XDG_STATE_HOME": folder.path("state"),
      "PROJECT": projectFolder.path, "LANG": "C.UTF-8",
    ]
  }

  private func json(_ step: Script.Step, _ place: String) throws {
    let parts = step.rest.components(separatedBy: " = ")
    try #require(parts.count == 2, "\(place): json PATH = VALUE")
    let value = parts[0].split(separator: ".").reduce(try? JSON.parse(last.output)) { json, key in
      if key == "#" { return (json?.array?.count).map { .number(String($0)) } }
      if let place = Int(key), let items = json?.array {
        return items.indices.contains(place) ? items[place] : nil
      }
      return json?[String(key)]
    }
    #expect(value?.canonical == parts[1], "\(place): \(last.output)")
  }
}

/// Where this build put its programs.
let builtProducts = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
  .deletingLastPathComponent()

/// Whether a server can be started here; Debian puts each version's programs into a folder of its own.
private let hasPostgres = FileManager.default.fileExists(atPath: "/usr/lib/postgresql")

@Suite struct CommandScriptTests {
  @Test(arguments: Script.all.filter { !$0.needsSharedData && !$0.needsPostgres })
  func `the script holds`(_ script: Script) throws {
    var run = try ScriptRun(script)
    try run.run()
  }

  @Test(
    .enabled(if: sharedData != nil, "needs ../shared/data"),
    arguments: Script.all.filter(\.needsSharedData))
  func `the script holds on real files`(_ script: Script) throws {
    var run = try ScriptRun(script)
    try run.run()
  }

  @Test(
    .enabled(if: hasPostgres, "needs PostgreSQL: apt-get install postgresql"),
    arguments: Script.all.filter { $0.needsPostgres })
  func `the script holds on a PostgreSQL of its own`(_ script: Script) throws {
    var run = try ScriptRun(script)
    try run.run()
  }

  @Test func `there are scripts`() { #expect(Script.all.count >= 8) }
}
