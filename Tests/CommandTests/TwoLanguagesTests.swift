import Foundation
import SiteModel
import TestSupport
import Testing

/// One thing a person does wrong, and how the program must end.
struct Mistake: Sendable, CustomStringConvertible {
  let status: Int32
  let arguments: [String]
  var environment: [String: String] = [:]

  init(_ status: Int32, _ line: String, clock: String? = nil) {
    self.status = status
    arguments = line.split(separator: " ").map(String.init)
    environment["KAREZ_CLOCK"] = clock
  }

  var description: String { arguments.joined(separator: " ") }

  private static let how = "--accept --zone +08:00 --label end --kind register --unit kWh"

  /// `NODE` and `DIR` stand for the node's folder and the folder around it.
  static let all: [Mistake] = [
    Mistake(65, "import DIR/none.csv \(how)"), Mistake(65, "import DIR/empty.csv \(how)"),
    Mistake(65, "import DIR/head.csv \(how)"), Mistake(65, "import DIR/book.xlsx \(how)"),
    Mistake(65, "import DIR/long.csv \(how)"), Mistake(65, "import DIR/unknown.csv \(how)"),
    Mistake(65, "import DIR/fall.csv \(how)"),
    Mistake(65, "import DIR/good.csv --accept --zone +08:00 --label end --kind register --unit GJ"),
    Mistake(65, "import DIR/good.csv --accept --zone +08:00 --label end --kind register --unit X"),
    Mistake(65, "import DIR/good.csv --accept --label end --kind register --unit kWh"),
    Mistake(65, "import DIR/good.csv --accept --zone +08:00 --label end --unit kWh"),
    Mistake(65, "import DIR/good.csv --accept --zone +08:00 --kind interval --unit kWh"),
    Mistake(65, "import DIR/good.csv \(how) --midnight noon"),
    Mistake(65, "import DIR/good.csv --accept --zone +08:00 --label end --kind lab --unit kWh"),
    Mistake(65, "init NODE --site plant --name Plant"),
    Mistake(65, "init DIR/other --site Bad_Name --name Plant"),
    Mistake(65, "point add E-101 --kind register --unit kWh --name E"),
    Mistake(65, "point add E-102 --kind register --unit barrel --name E"),
    Mistake(65, "consumption E-999 --period 2025"), Mistake(65, "consumption E-101 --period soon"),
    Mistake(65, "readings E-999 --from 2025-03-01 --to 2025-03-02"),
    Mistake(65, "calculate --rules purchased-heat --set heat.quantity=5"),
    Mistake(65, "calculate --rules purchased-heat --set heat.quantity=5ton"),
    Mistake(65, "calculate --rules purchased-heat --set heat.quantity=5GJ±x"),
    Mistake(65, "calculate --rules purchased-heat --input DIR/none.json"),
    Mistake(65, "calculate --rules purchased-heat --input DIR/good.csv"),
    Mistake(65, "rules show nothing"), Mistake(65, "inventory verify nothing"),
    Mistake(65, "status -C DIR/nowhere"),
    Mistake(65, "restore DIR/nowhere DIR/new"),
    Mistake(65, "status", clock: "half past nine"),
    Mistake(75, "status --share DIR/nowhere"),
    Mistake(76, "status -C DIR/unreadable"), Mistake(76, "verify -C DIR/headless"),
    Mistake(76, "status -C DIR/headless"),
    Mistake(76, "import DIR/good.csv \(how) -C DIR/headless"),
  ]
}

/// A node, and everything a person can do wrong with it.
private struct Misused {
  let folder: TemporaryFolder
  let node: CommandNode

  init() throws {
    folder = try TemporaryFolder()
    node = CommandNode(folder.path("node"), state: folder.path("state"))
    let head = "time,point,value\n"
    for (name, text) in [
      ("good.csv", head + "2025-03-01 00:00,E-101,1\n2025-04-01 00:00,E-101,2\n"),
      ("fall.csv", head + "2025-05-01 00:00,E-101,9\n2025-05-02 00:00,E-101,3\n"),
      ("unknown.csv", head + "2025-05-01 00:00,E-1O1,9\n"), ("empty.csv", ""), ("head.csv", head),
      ("book.xlsx", "PK\u{3}\u{4}aaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
      ("long.csv", head + "2025-05-01 00:00,E-101," + String(repeating: "7", count: 2_000_000)),
    ] {
      try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }
    try node.said("init", node.path, "--site", "plant", "--name", "Plant", "--zone", "+08:00")
    try node.said(
      "point", "add", "E-101", "--kind", "register", "--unit", "kWh", "--name", "E", "-C", node.path
    )
    let spoil = """
      cp -a node unreadable && echo '{' > unreadable/.karez/node.json
      cp -a node headless && for ref in headless/.karez/stores/plant.git/refs/heads/*; do
        echo 1234567890123456789012345678901234567890 > $ref
      done
      """
    try run("sh", ["-c", spoil], in: folder.url.path)
  }

  func answer(to mistake: Mistake, in language: String) throws -> String {
    var arguments = mistake.arguments.map {
      $0.replacing("DIR", with: folder.url.path).replacing("NODE", with: node.path)
    }
    if !arguments.contains("-C"), arguments[0] != "init", arguments[0] != "restore" {
      arguments += ["-C", node.path]
    }
    let answer = try node.take(
      arguments + ["--language", language], environment: mistake.environment)
    #expect(answer.status == mistake.status, "\(mistake): \(answer.error)")
    return answer.error
  }
}

@Suite struct TwoLanguagesTests {
  private static let keys: [String] = {
    let file = projectFolder.appending(path: "schema/phrases/en.json")
    return ((try? JSON.parse(Data(contentsOf: file)))?.object?.keys).map { Array($0) } ?? []
  }()

  @Test func `whatever goes wrong is said in both languages and changes nothing`() throws {
    let misused = try Misused()
    let before = try misused.node.digest()
    for mistake in Mistake.all {
      let english = try misused.answer(to: mistake, in: "en")
      let chinese = try misused.answer(to: mistake, in: "zh")
      #expect(english != chinese, "\(mistake): \(english)")
      #expect(chinese.contains(/\p{Han}/), "\(mistake): \(chinese)")
      for sentence in [english, chinese] {
        #expect(sentence.count > 8, "\(mistake)")
        #expect(!sentence.contains(/\{[A-Za-z-]+\}/), "\(mistake): \(sentence)")
        #expect(Self.keys.filter(sentence.contains) == [], "\(mistake): \(sentence)")
      }
    }
    #expect(try misused.node.digest() == before)
    #expect(Self.keys.count > 100)
  }
}
