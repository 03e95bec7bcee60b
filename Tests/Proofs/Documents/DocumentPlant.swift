import Foundation
import Operations
import SiteModel
import TestSupport

/// Two nodes of a plant and headquarters, at which people do things to documents at random.
struct DocumentPlant {
  let made: DocumentPlantMade
  var random: SeededRandom
  var day: Int64
  var counts = DocumentCounts()
  /// What should be in force.
  var lines = NumberLines()
  /// The hashes of all texts that somebody wrote for a number.
  var written: [String: Set<String>] = [:]
  /// Those that git keeps beside itself, and what was spoilt of them where.
  var apart: Set<String> = [], spoilt: Set<String> = []
  /// By person, the last day here, and the entry that says so.
  var left: [String: (day: String, chain: String, seq: Int)] = [:]
  var p: DocumentNode
  var b: DocumentNode
  let hq: DocumentNode

  static let numbers = ["QM-01", "QP-74", "WI-01", "PO-01"]

  /// Begins where the template ended.
  ///
  /// The folders themselves stay where they are, so that every node is at home; what is in them is
  /// put back.
  init(from made: DocumentPlantMade, seed: UInt64) throws {
    self.made = made
    random = SeededRandom(seed: seed)
    day = DocumentPlantMade.firstDay
    (p, b, hq) = (made.node("p"), made.node("b"), made.node("hq"))
    try shell(
      "for n in p b hq; do find $n -mindepth 2 -delete; cp -a kept/$n/. $n/; done; rm -rf usb; mkdir usb"
    )
    b.skew = Int64.random(in: -2...1, using: &random)
    try headquartersWrote()
  }

  /// What people do, and how often.
  enum Step: CaseIterable {
    case day, sync, meet, straight, revise, edit, submit, review, countersign, approve, giveBack
    case release, withdraw, handOver, takeOver, quarrel, decide, unsigned, leave, spoil, spoilText,
      forge

    var weight: Int {
      switch self {
      case .straight: 22
      case .withdraw, .sync: 12
      case .day, .release: 8
      case .spoil, .approve, .review, .submit, .revise: 6
      case .spoilText, .forge, .giveBack: 4
      case .edit, .countersign, .handOver, .decide, .unsigned: 3
      case .meet, .takeOver, .quarrel: 2
      case .leave: 1
      }
    }

    static let drawn = allCases.flatMap { Array(repeating: $0, count: $0.weight) }
  }

  /// One step of somebody somewhere, and a look at what it left.
  mutating func step() throws {
    counts.steps += 1
    let node = Bool.random(using: &random) ? p : b
    let number = pick(Self.numbers)
    let step = Step.drawn.randomElement(using: &random) ?? .day
    do { try take(step, node, number) } catch {
      throw Breach("\(step) of \(number) at \(node.name) on \(node.date(day)): \(error)")
    }
  }

  private mutating func take(_ step: Step, _ node: DocumentNode, _ number: String) throws {
    switch step {
    case .day: try pass(node)
    // Where nobody calls a command, nothing follows the day.
    case .sync: return try sync(pick(["p", "b", "hq"]))
    case .meet: return try meet()
    case .takeOver: return try takeOver(number)
    case .handOver: try handOver(node, number)
    case .quarrel: try quarrel(number)
    case .decide: try decide(node)
    case .leave: try leave(node)
    case .spoil: try spoil(node, number)
    case .spoilText: try spoilText(node)
    case .forge: try forge(node, number)
    default: try move(step, node, number)
    }
    try look(node)
  }

  mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }

  /// With the program itself, and with tools that are not ours.
  mutating func finish() throws {
    try meet()
    for node in [p, b] {
      try said(node, ["verify"])
      let shown = try JSON.parse(said(node, ["document", "as-of", today(at: node), "--json"]))
      let expected = try expected(at: node).mapValues { JSON.string($0.version) }
      guard shown == .object(expected) else { throw Breach("\(shown), not \(expected)") }
      try shell("git -C \(node.name)/.karez/stores/plant.git fsck --strict")
    }
    try listActs()
    let checked = try shell("sh signatures.sh")
    counts.signatures += Int(checked.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  /// The signatures behind what is in force, for `ssh-keygen`.
  private func listActs() throws {
    let site = try p.open(on: day)
    let acts = try AskDocuments.all(on: site).flatMap { $0.inForce?.revision?.acts ?? [] }
    let lines = acts.map { act in
      let name = act.entry.name
      return "\(name.chain) \(act.key.path(seq: name.seq)) \(act.person)\n"
    }
    try lines.joined().write(
      to: made.scratch.appending(path: "acts"), atomically: true, encoding: .utf8)
  }

  /// A command of the program that must not succeed.
  func refuses(_ node: DocumentNode, _ command: [String], _ status: Int32) throws {
    let answer = try run(node, command)
    guard answer.status == status else {
      throw Breach("\(node.name) \(command): \(answer.status) \(answer.output)\(answer.error)")
    }
  }

  @discardableResult
  private func said(_ node: DocumentNode, _ command: [String]) throws -> String {
    let answer = try run(node, command)
    guard answer.status == 0 else {
      throw Breach("\(node.name) \(command): \(answer.status) \(answer.output)\(answer.error)")
    }
    return answer.output
  }

  private func run(
    _ node: DocumentNode, _ command: [String]
  ) throws -> (status: Int32, output: String, error: String) {
    var environment = DocumentPlantMade.environment(made.scratch)
    environment["KAREZ_CLOCK"] = node.clock(day)
    return try TestSupport.run(
      ProvenNode.program, command + ["-C", node.name], in: made.scratch.path,
      environment: environment)
  }

  @discardableResult
  func shell(_ line: String) throws -> String {
    let answer = try TestSupport.run("sh", ["-c", line], in: made.scratch.path)
    guard answer.status == 0 else { throw Breach("\(line): \(answer.output)\(answer.error)") }
    return answer.output
  }
}
