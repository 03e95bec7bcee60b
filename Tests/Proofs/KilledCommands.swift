import Foundation
import SiteModel

/// Commands beside the import that are killed a few times each, and what must hold afterwards.
///
/// The node holds a whole import when they begin.
struct KilledCommands {
  private static let times = 8

  private let node: ProvenNode
  private let seed: UInt64

  init(node: ProvenNode, seed: UInt64) { (self.node, self.seed) = (node, seed) }

  /// - Returns: a line about each command.
  /// - Throws: ``Breach`` if anything does not hold.
  func run() throws -> [String] {
    try node.said(
      "source", "add", "S-1", "--rules", "purchased-electricity", "-C", node.folder.path, "--bind",
      "electricity.quantity=E-101", "--bind", "electricity.factor=grid.prov.Xinjiang.2023")
    var random = SeededRandom(seed: seed &+ 1)
    return try Self.all.map { try killed($0, using: &random) }
  }

  private func killed(_ command: Command, using random: inout SeededRandom) throws -> String {
    try command.prepare(node, 0)
    let undisturbed = try node.time(command.arguments(node, 0))
    try command.check(node, 0)
    var finished = 0
    for number in 1...Self.times {
      let part = Int.random(in: 0...1_200_000, using: &random)
      try command.prepare(node, number)
      let delay = undisturbed * part / 1_000_000
      if try node.kill(command.arguments(node, number), after: delay) { finished += 1 }
      do { try command.check(node, number) } catch {
        throw Breach("\(command.name) killed at \(part) millionths of \(undisturbed): \(error)")
      }
    }
    return "\(command.name): \(Self.times) moments within \(undisturbed), \(finished) had finished"
  }

  /// What is killed; each try has a number, and folders of its own.
  private struct Command {
    let name: String
    var prepare: (ProvenNode, Int) throws -> Void = { _, _ in }
    let arguments: (ProvenNode, Int) -> [String]
    let check: (ProvenNode, Int) throws -> Void
  }

  private static var all: [Command] {
    [
      Command(
        name: "init", arguments: { making($0.path("made", $1)) },
        check: { try whole($0, at: $0.path("made", $1), or: making($0.path("made", $1))) }),
      Command(
        name: "inventory draw", arguments: { node, _ in drawing(node) },
        check: { node, _ in try checkDrawn(node) }),
      Command(
        name: "record attach", prepare: prepareAttach, arguments: { attaching($0, $1) },
        check: { try checkAttached($0, $1) }),
      Command(
        name: "backup", prepare: prepareBackup,
        arguments: { backing($0, to: $0.path("backup", $1)) },
        check: { try checkBackup($0, $0.path("backup", $1), $1) }),
      Command(
        name: "restore", arguments: { restoring($0, to: $0.path("restored", $1)) },
        check: { node, number in
          let folder = node.path("restored", number)
          try whole(node, at: folder, or: restoring(node, to: folder))
        }),
      Command(
        name: "a restored node's first write",
        arguments: { adding("Y-1", to: $0.path("restored", $1)) },
        check: { try checkSuccessor($0, $0.path("restored", $1)) }),
    ]
  }

  private static func making(_ folder: String) -> [String] {
    ["init", folder, "--site", "made", "--name", "Made"]
  }

  /// A folder is a whole node or none at all; where it is none, the same command again makes one.
  private static func whole(
    _ node: ProvenNode, at folder: String, or command: [String]
  ) throws {
    let found = try node.take(["status", "-C", folder])
    if found.status == 65 { try node.done(command) }
    guard [0, 1, 2, 65].contains(found.status) else { throw Breach("status: \(found)") }
    let status = try node.json(["status"], at: folder)
    guard status["records"]?["site"]?.canonical == "1" else { throw Breach(status.canonical) }
    try node.said("verify", "-C", folder)
    try node.shell("test -z \"$(find '\(folder)' -maxdepth 1 -name '.karez?*')\"")
  }

  private static func drawing(_ node: ProvenNode) -> [String] {
    ["inventory", "draw", "--period", "2025-02", "-C", node.folder.path]
  }

  private static func checkDrawn(_ node: ProvenNode) throws {
    try node.said("verify", "-C", node.folder.path)
    let before = try inventories(node)
    for id in before { try node.said("inventory", "verify", id, "-C", node.folder.path) }
    try node.done(drawing(node))
    let after = try inventories(node)
    guard after.count == before.count + 1 else {
      throw Breach("\(before.count) inventories, then \(after.count)")
    }
  }

  private static func inventories(_ node: ProvenNode) throws -> [String] {
    try (node.json(["inventory", "list"]).array ?? []).compactMap { $0["id"]?.string }
  }

  // Too large for git, so that bytes and fact are written one after the other.
  private static func prepareAttach(_ node: ProvenNode, _ number: Int) throws {
    let bytes = Data(repeating: UInt8(number), count: 1_000_000 + number)
    try bytes.write(to: URL(filePath: node.path("scan", number)))
    if number == 0 {
      let fields = ["--set", "number=K-1", "--set", "name=K"]
      try node.done(["record", "new", "instrument", "-C", node.folder.path] + fields)
    }
  }

  private static func attaching(_ node: ProvenNode, _ number: Int) -> [String] {
    ["record", "attach", "K-1", node.path("scan", number), "-C", node.folder.path]
  }

  /// A file that a record names is there; what was cut short can be done again, and leaves nothing.
  private static func checkAttached(_ node: ProvenNode, _ number: Int) throws {
    try node.said("verify", "-C", node.folder.path)
    try node.done(attaching(node, number))
    try node.said("verify", "-C", node.folder.path)
    let files = try node.json(["record", "attachments", "K-1"]).array?.count
    guard files == number + 1 else { throw Breach("\(number): \(files ?? 0) attachments") }
    try node.shell("test -z \"$(ls -A '\(node.folder.path)'/.karez/stores/*.git/lfs/tmp)\"")
  }

  // The second backup into a folder is killed: what the first one holds stays good.
  private static func prepareBackup(_ node: ProvenNode, _ number: Int) throws {
    try node.done(backing(node, to: node.path("backup", number)))
    try node.done(adding("X-\(number)", to: node.folder.path))
  }

  private static func backing(_ node: ProvenNode, to folder: String) -> [String] {
    ["backup", folder, "-C", node.folder.path]
  }

  private static func adding(_ point: String, to folder: String) -> [String] {
    ["point", "add", point, "--kind", "register", "--unit", "kWh", "--name", point, "-C", folder]
  }

  private static func restoring(_ node: ProvenNode, to folder: String) -> [String] {
    ["restore", node.path("backup", 0), folder]
  }

  private static func checkBackup(_ node: ProvenNode, _ folder: String, _ number: Int) throws {
    try node.said("verify", "-C", node.folder.path)
    let early = node.path("early", number)
    try node.done(["restore", folder, early])
    try node.said("verify", "-C", early)
    try node.done(backing(node, to: folder))
    let late = node.path("late", number)
    try node.done(["restore", folder, late])
    guard try digest(node, late) == digest(node, node.folder.path) else {
      throw Breach("what the backup made again holds differs")
    }
  }

  // Whatever was cut short, every chain but the first has its opening.
  private static func checkSuccessor(_ node: ProvenNode, _ folder: String) throws {
    try node.said("verify", "-C", folder)
    try node.done(adding("Z-1", to: folder))
    try node.said("verify", "-C", folder)
    let status = try node.json(["status"], at: folder)
    let chains = status["chains"]?.array?.count ?? 0
    guard status["records"]?["opening"]?.canonical == String(chains - 1), chains > 1 else {
      throw Breach("\(chains) chains: \(status.canonical)")
    }
  }

  private static func digest(_ node: ProvenNode, _ folder: String) throws -> String? {
    try node.json(["status"], at: folder)["digest"]?.string
  }
}

extension ProvenNode {
  /// A folder beside the node.
  fileprivate func path(_ name: String, _ number: Int) -> String {
    scratch.appending(path: "\(name)-\(number)").path
  }

  /// Runs a command that must end with 0.
  fileprivate func done(_ arguments: [String]) throws {
    let answer = try take(arguments)
    guard answer.status == 0 else {
      throw Breach("karez \(arguments.joined(separator: " ")): \(answer.status)\n\(answer.error)")
    }
  }
}
