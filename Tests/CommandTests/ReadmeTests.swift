import Foundation
import TestSupport
import Testing

/// README's console blocks, run in order in one scratch folder.
private struct ReadmeRun {
  struct Step {
    var command: String
    var expected: String
  }

  static func steps() throws -> [Step] {
    let readme = try String(
      contentsOf: projectFolder.appending(path: "README.md"), encoding: .utf8)
    var steps: [Step] = []
    var isInside = false
    for line in readme.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```console" {
        isInside = true
      } else if line == "```" {
        isInside = false
      } else if isInside, line.hasPrefix("> "), !steps.isEmpty {
        // What a shell asks on with: the rest of the command.
        steps[steps.count - 1].command += "\n" + line.dropFirst(2)
      } else if isInside, line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), expected: ""))
      } else if isInside, !steps.isEmpty {
        steps[steps.count - 1].expected += line + "\n"
      }
    }
    return steps
  }

  /// All steps in one shell, since a `cd` or a variable must hold; a mark ends each.
  static func outputs(of steps: [Step]) throws -> [String] {
    let folder = try TemporaryFolder()
    let mark = "=====karez-readme====="
    let script = "exec 2>&1\n" + steps.map { "\($0.command)\necho \(mark)\n" }.joined()
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let result = try run(
      "sh", ["-c", script], in: folder.url.path,
      environment: [
        "PATH": "\(builtProducts.path):\(path)", "XDG_STATE_HOME": folder.path("state"),
        "PROJECT": projectFolder.path, "LANG": "C.UTF-8",
      ])
    var outputs = result.output.components(separatedBy: mark + "\n")
    // Behind the last mark stands nothing.
    outputs.removeLast()
    return outputs
  }

  /// Whether the output is as shown; `…` stands for any text within a line.
  static func matches(_ output: String, _ shown: String) -> Bool {
    let (lines, expected) = (output.split(separator: "\n"), shown.split(separator: "\n"))
    return lines.count == expected.count
      && zip(lines, expected).allSatisfy { line, pattern in
        let parts = pattern.components(separatedBy: "…").map(NSRegularExpression.escapedPattern)
        return line.range(
          of: "^" + parts.joined(separator: ".*") + "$", options: .regularExpression) != nil
      }
  }
}

@Suite struct ReadmeTests {
  @Test func `what README shows is what the program prints`() throws {
    let steps = try ReadmeRun.steps()
    let outputs = try ReadmeRun.outputs(of: steps)
    try #require(outputs.count == steps.count && steps.count > 30)
    for (step, output) in zip(steps, outputs) {
      // Notices on standard error are not shown; results are.
      let shown = step.expected
      #expect(
        ReadmeRun.matches(output, shown) || ReadmeRun.matches(Self.withoutNotices(output), shown),
        "$ \(step.command)\n\(output)---\n\(shown)")
    }
  }

  private static func withoutNotices(_ output: String) -> String {
    let notices = [
      "0:00 in ", "The site had no zone", "Days are counted", "按 ", "This folder was restored",
    ]
    return output.split(separator: "\n")
      .filter { line in !notices.contains { line.hasPrefix($0) } }.joined(separator: "\n")
  }

  @Test func `both commands install what the gate installs`() throws {
    let readme = try String(contentsOf: projectFolder.appending(path: "README.md"), encoding: .utf8)
    let gate = try String(contentsOf: projectFolder.appending(path: ".ci/run"), encoding: .utf8)
    let installs = readme.matches(of: /apt-get install -y ([a-z0-9 .+-]+) && swift (run|test)/)
    #expect(installs.map { String($0.2) } == ["run", "test"])
    let lines = gate.replacing("\\\n", with: " ")
    let gates = lines.matches(of: /apt-get install -y -qq ([a-z0-9 .+-]+)/)
    let installed = try #require(gates.first).1.split(separator: " ")
    let named = installs.map { $0.1.split(separator: " ") }
    #expect(Set(installed) == Set(try #require(named.last)), "the command that tests")
    #expect(Set(installed).isSuperset(of: try #require(named.first)), "the command that shows")
  }

  @Test func `every file README names is there`() throws {
    let readme = try String(contentsOf: projectFolder.appending(path: "README.md"), encoding: .utf8)
    let names = readme.matches(
      of: /[`(]((?:Sources|Tests|schema|site-template|\.ci)\/[\w.+\/-]*)[`)]/
    )
    .map { String($0.1) }
    #expect(names.count > 20)
    for name in names {
      let path = projectFolder.appending(path: name).path
      #expect(FileManager.default.fileExists(atPath: path), "\(name)")
    }
  }

  @Test func `every dependency has its row in README`() throws {
    let readme = try String(contentsOf: projectFolder.appending(path: "README.md"), encoding: .utf8)
    let manifest = try String(
      contentsOf: projectFolder.appending(path: "Package.swift"), encoding: .utf8)
    let packages = manifest.matches(of: /github\.com\/[\w-]+\/([\w.-]+)\.git/).map { String($0.1) }
    let libraries = manifest.matches(of: /systemLibrary\(name: "(\w+)"/).map { "`\($0.1)`" }
    #expect(packages.count > 3 && libraries.count > 1)
    for name in packages + libraries {
      #expect(Self.hasRow(readme, name), "\(name)")
    }
  }

  private static func hasRow(_ readme: String, _ name: String) -> Bool {
    readme.split(separator: "\n").contains { line in
      line.hasPrefix("| ") && line.split(separator: "|").first?.contains(name) == true
    }
  }
}
