import Foundation
import SiteModel
import TestSupport

/// Two nodes of a plant and headquarters, at which people do things to documents at random.
struct DocumentPlant {
  /// What was tried and seen.
  struct Counts {
    var steps = 0, taken = 0, refused = 0, released = 0, meetings = 0, signatures = 0

    mutating func add(_ other: Counts) {
      steps += other.steps
      taken += other.taken
      refused += other.refused
      released += other.released
      meetings += other.meetings
      signatures += other.signatures
    }
  }

  private let scratch: URL
  private var random: SeededRandom
  private var day = CivilDate(year: 2026, month: 1, day: 5)?.days ?? 0
  private(set) var counts = Counts()

  private static let numbers = ["QM-01", "QP-74", "WI-01"]
  private static let people = ["wang", "li", "zhang", "chen"]

  /// Makes a plant that all others are copied from: making its people's keys takes longest.
  static func template() throws -> URL {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "karez-prove-documents-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    try script.write(
      to: scratch.appending(path: "make.sh"), atomically: true, encoding: .utf8)
    let made = try TestSupport.run(
      "sh", ["make.sh", ProvenNode.program], in: scratch.path, environment: environment(scratch))
    guard made.status == 0 else { throw Breach("the plant: \(made.output)\(made.error)") }
    return scratch
  }

  /// The folders themselves stay where they are, so that every node is at home; what is in them is
  /// put back.
  init(from template: URL, seed: UInt64) throws {
    scratch = template
    random = SeededRandom(seed: seed)
    try shell(
      "for n in p b hq; do find $n -mindepth 2 -delete; cp -a kept/$n/. $n/; done; rm -rf usb; mkdir usb"
    )
  }

  func remove() {}

  /// One step of somebody somewhere, and a look at what it left.
  mutating func step() throws {
    counts.steps += 1
    let node = Bool.random(using: &random) ? "p" : "b"
    let number = pick(Self.numbers)
    switch Int.random(in: 0..<20, using: &random) {
    case 0: day += Int64.random(in: 0...2, using: &random)
    case 1: return try meet()
    case 2:
      try take(
        node,
        [
          "document", "new", number, "--title", "文件", "--kind", "procedure", "--file", text(),
          "--reviewer", "li", "--approver", "zhang",
        ], "wang")
    case 3, 4:
      try take(
        node,
        [
          "document", "revise", number, "--file", text(), "--summary", "改", "--request",
          "CR-plant-2026-0001",
        ], "wang")
    case 5: try take(node, ["document", "edit", number, "--file", text()], pick(["wang", "li"]))
    case 6:
      try take(node, ["document", "withdraw", number, "--reason", "停用"], pick(["zhang", "chen"]))
    case 7: try handOver(node, number)
    case 8:
      try take(
        node, ["document", pick(["return", "reject", "drop"]), number, "--reason", "重写"],
        pick(Self.people))
    case 9, 10: try take(node, ["document", "submit", number], pick(["wang", "wang", "li"]))
    case 11, 12: try take(node, ["document", "review", number], pick(["li", "li", "wang"]))
    case 13, 14: try take(node, ["document", "approve", number], pick(["zhang", "zhang", "li"]))
    case 15, 16:
      try take(
        node,
        [
          "document", "release", number, "--effective",
          date(day + Int64.random(in: 0...3, using: &random)),
        ], pick(["chen", "chen", "wang"]))
    default: try straight(node, number)
    }
    try look(node)
  }

  /// The way a document should go, as far as it goes.
  private mutating func straight(_ node: String, _ number: String) throws {
    try take(
      node,
      [
        "document", "revise", number, "--file", text(), "--summary", "改", "--request",
        "CR-plant-2026-0001",
      ], "wang")
    try take(node, ["document", "submit", number], "wang")
    try take(node, ["document", "review", number], "li")
    try take(node, ["document", "approve", number], "zhang")
    try take(
      node,
      [
        "document", "release", number, "--effective",
        date(day + Int64.random(in: 0...2, using: &random)),
      ], "chen")
  }

  private mutating func handOver(_ node: String, _ number: String) throws {
    let other = try chain(node == "p" ? "b" : "p")
    try take(node, ["number", "hand-over", number, "--to", other, "--reason", "换人"], nil)
  }

  /// Over the stick, until each has heard of all; then they say the same.
  private mutating func meet() throws {
    counts.meetings += 1
    for node in ["p", "b", "hq", "p", "b", "hq", "p", "b", "hq", "p", "b"] {
      try expect(node, ["sync", "usb"])
    }
    let answers = try ["p", "b"].map { try expect($0, ["document", "as-of", date(day), "--json"]) }
    guard answers[0] == answers[1] else { throw Breach("\(answers)") }
    for node in ["p", "b"] { try look(node) }
  }

  private mutating func take(_ node: String, _ command: [String], _ person: String?) throws {
    let answer = try run(node, command + (person.map { ["--as", $0] } ?? []))
    switch answer.status {
    case 0: counts.taken += 1
    case 65, 75, 77: counts.refused += 1
    default: throw Breach("\(node) \(command): \(answer.status) \(answer.output)\(answer.error)")
    }
  }
}

extension DocumentPlant {
  /// What lies in `controlled/` is what is in force, and every signature it needs is there.
  mutating func look(_ node: String) throws {
    let shown = try JSON.parse(expect(node, ["document", "list", "--json"])).array ?? []
    let folder = scratch.appending(path: "\(node)/controlled").path
    var files = Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    files.remove("00-现行清单.html")
    for document in shown {
      guard let inForce = document["inForce"], inForce["counts"]?.bool == true else { continue }
      try check(document, inForce, folder, &files)
      counts.released += 1
    }
    guard files.isEmpty else { throw Breach("\(node): not in force, but in controlled/: \(files)") }
  }

  private func check(
    _ document: JSON, _ inForce: JSON, _ folder: String, _ files: inout Set<String>
  ) throws {
    let number = document["number"]?.string ?? ""
    let version = inForce["version"]?.string ?? ""
    let own = files.filter { $0.hasPrefix("\(number) ") }
    let stem = "\(number) \(version.replacing("/", with: "-")) "
    guard own.count == 1, let name = own.first, name.hasPrefix(stem) else {
      throw Breach("\(number) \(version): \(own)")
    }
    files.remove(name)
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    guard ContentHash(of: bytes).description == inForce["sha256"]?.string else {
      throw Breach("\(name) has other bytes")
    }
    let revision = document["revisions"]?.array?.first {
      $0["version"]?.string == version && $0["sha256"]?.string == inForce["sha256"]?.string
    }
    let acts = revision?["acts"]?.array ?? []
    func last(_ action: String) -> String? {
      acts.last { $0["action"]?.string == action }?["by"]?.string
    }
    let signers = ["submit", "review", "approve", "release"].compactMap(last)
    guard signers == ["王芳", "李强", "张伟", "陈静"] else {
      throw Breach("\(number) \(version) by \(signers)")
    }
  }

  /// With tools that are not ours.
  mutating func finish() throws {
    for node in ["p", "b"] {
      try expect(node, ["verify"])
      try shell("git -C \(node)/.karez/stores/plant.git fsck --strict")
    }
    let checked = try shell("sh signatures.sh")
    counts.signatures += Int(checked.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  @discardableResult
  func expect(_ node: String, _ command: [String]) throws -> String {
    let answer = try run(node, command)
    guard answer.status == 0 else {
      throw Breach("\(node) \(command): \(answer.status) \(answer.output)\(answer.error)")
    }
    return answer.output
  }

  private func run(
    _ node: String, _ command: [String]
  ) throws -> (status: Int32, output: String, error: String) {
    var environment = Self.environment(scratch)
    environment["KAREZ_CLOCK"] = "\(date(day))T09:00:00+08:00"
    return try TestSupport.run(
      ProvenNode.program, command + ["-C", node], in: scratch.path, environment: environment)
  }

  @discardableResult
  func shell(_ line: String) throws -> String {
    let answer = try TestSupport.run("sh", ["-c", line], in: scratch.path)
    guard answer.status == 0 else { throw Breach("\(line): \(answer.output)\(answer.error)") }
    return answer.output
  }

  private func chain(_ node: String) throws -> String {
    try JSON.parse(expect(node, ["status", "--json"]))["node"]?.string ?? ""
  }

  private func date(_ day: Int64) -> String { CivilDate(days: day).description }

  private mutating func pick(_ texts: [String]) -> String {
    texts.randomElement(using: &random) ?? ""
  }

  /// A new text each time.
  private mutating func text() throws -> String {
    let text = "# 文件\n\n第 \(UInt32.random(in: 0...UInt32.max, using: &random)) 稿\n"
    try text.write(
      to: scratch.appending(path: "text.md"), atomically: true, encoding: .utf8)
    return "text.md"
  }

  static func environment(_ scratch: URL) -> [String: String] {
    [
      "XDG_STATE_HOME": scratch.appending(path: "state").path, "LANG": "en_US.UTF-8",
      "KAREZ_CLOCK": "2026-01-05T09:00:00+08:00", "KAREZ_PASSPHRASE": "water from the mountains",
    ]
  }
}
