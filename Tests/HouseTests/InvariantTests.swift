import Foundation
import TestSupport
import Testing

/// One patch of `Tests/Invariants`, which `.ci/mutants` applies to see whether a test notices.
struct InvariantPatch: Sendable, CustomStringConvertible {
  /// Its name, `07-law-of-the-store.patch`.
  let file: String
  let lines: [Substring]

  static let all: [InvariantPatch] = {
    let folder = projectFolder.appending(path: "Tests/Invariants")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().compactMap { name in
      let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
      return text.map { InvariantPatch(file: name, lines: $0.split(separator: "\n")) }
    }
  }()

  var description: String { file }
  /// The invariant that it breaks.
  var number: Int? { Int(file.prefix(2)) }
  /// Target and suite of the test that must notice.
  var test: [Substring] {
    let line = lines.first { $0.hasPrefix("# test: ") }
    return (line?.dropFirst(8) ?? "").split(separator: ".")
  }

  func count(_ start: String) -> Int { lines.count { $0.hasPrefix(start) } }
}

/// What `schema/model.md` §7 says may be relied on is held by tests, and each test would notice.
@Suite struct InvariantTests {
  private static let isRepository = FileManager.default.fileExists(
    atPath: projectFolder.appending(path: ".git").path)

  /// By number, the suites that the page names.
  private static func suites() throws -> [Int: [String]] {
    let page = projectFolder.appending(path: "schema/model.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let rows = text.matches(of: /(?m)^\| (\d+) \| [^|]+ \| ([^|]+) \|$/).map { row in
      (Int(row.1) ?? 0, row.2.matches(of: /`(\w+)`/).map { String($0.1) })
    }
    return Dictionary(rows) { $0 + $1 }
  }

  /// The numbers that the tests of a suite bear in their names.
  private static func numbers(of suite: String, in target: String? = nil) -> Set<Int> {
    let files = House.files.filter {
      $0.text.contains("@Suite struct \(suite) ") && $0.target == target ?? $0.target
    }
    let names = files.flatMap { $0.text.matches(of: /`Invariants? ([^:`]+):/) }
    return Set(names.flatMap { $0.1.matches(of: /\d+/) }.compactMap { Int($0.0) })
  }

  @Test func `each of the twenty invariants has tests that say its number`() throws {
    let suites = try Self.suites()
    #expect(suites.keys.sorted() == Array(1...20))
    for (number, names) in suites {
      #expect(!names.isEmpty)
      for name in names { #expect(Self.numbers(of: name).contains(number), "\(number): \(name)") }
    }
  }

  @Test func `each of the twenty invariants has a patch`() {
    #expect(InvariantPatch.all.map(\.number) == Array(1...20))
  }

  @Test(arguments: InvariantPatch.all)
  func `a patch says what it breaks, in one place, and which test must notice`(
    _ patch: InvariantPatch
  ) throws {
    let number = try #require(patch.number)
    #expect(patch.lines[0].hasPrefix("# Breaks invariant \(number): "))
    #expect(patch.count("+++ b/Sources/") == 1 && patch.count("@@ ") == 1)
    try #require(patch.test.count == 2)
    let (target, suite) = (String(patch.test[0]), String(patch.test[1]))
    #expect(Self.numbers(of: suite, in: target).contains(number))
    #expect(try Self.suites()[number]?.contains(suite) == true)
  }

  @Test(
    .enabled(if: isRepository, "there is no git repository here"), arguments: InvariantPatch.all)
  func `a patch applies to the sources as they are`(_ patch: InvariantPatch) throws {
    let said = try run(
      "git", ["apply", "--check", "Tests/Invariants/\(patch.file)"], in: projectFolder.path)
    #expect(said.status == 0, "\(said.error)")
  }
}
