import Foundation
import Operations
import SiteModel

extension DocumentPlant {
  /// Days go by, and somebody asks something.
  mutating func pass(_ node: DocumentNode) throws {
    counts.days += 1
    day += Int64.random(in: 0...2, using: &random)
    try node.run(as: nil, on: day) { _ = try AskDocuments.all(on: $0) }
  }

  /// One node meets the others over the stick.
  mutating func sync(_ name: String) throws {
    let node = name == "p" ? p : name == "b" ? b : hq
    counts.meetings += 1
    let stick = made.scratch.appending(path: "usb")
    try node.run(as: nil, on: day) { site in
      let report = try SyncOverFolder.run(over: stick, on: site)
      guard report.refused.isEmpty else { throw Breach("\(node.name): \(report.refused)") }
    }
    if name == "hq" { try headquartersWrote() } else { try look(node) }
  }

  /// Until each has heard of all; then they say the same.
  mutating func meet() throws {
    for name in ["p", "b", "hq", "p", "b", "hq", "p", "b", "hq", "p", "b"] { try sync(name) }
    guard try p.known() == b.known() else { throw Breach("\(try p.known()), \(try b.known())") }
    let later = CivilDate(days: day + 4)
    let answers = try [p, b].map { node in
      try AskDocuments.asOf(later, knownAt: nil, on: try node.open(on: day)).map {
        "\($0.number) \($0.inForce.version) \($0.inForce.text)"
      }
    }
    guard answers[0] == answers[1] else { throw Breach("\(answers)") }
    for node in [p, b] {
      guard try lacking(at: node).isEmpty else { throw Breach("\(node.name) lacks texts") }
    }
  }

  mutating func handOver(_ node: DocumentNode, _ number: String) throws {
    let other = node.name == "p" ? b : p
    var wishes = MoveSlot.Wishes(number)
    wishes.reason = "换人"
    try slot(.handOver(to: made.chains[other.name] ?? ""), wishes, at: node, as: .handOver)
  }

  /// Headquarters take a number over, or hand it on if it is theirs.
  mutating func takeOver(_ number: String) throws {
    var wishes = MoveSlot.Wishes(number)
    (wishes.reason, wishes.entity) = ("电脑已毁", "plant")
    if Bool.random(using: &random) {
      try slot(.takeOver(from: nil), wishes, at: hq, as: .takeOver)
    }
    let to = made.chains[pick(["p", "b"])] ?? ""
    try slot(.handOver(to: to), wishes, at: hq, as: .handOver)
  }

  private mutating func slot(
    _ wish: MoveSlot.Wish, _ wishes: MoveSlot.Wishes, at node: DocumentNode,
    as step: NumberLines.Step
  ) throws {
    var before: [String: Int] = [:]
    let isTaken = try take(node, nil) { site in
      before = try node.known()
      _ = try MoveSlot.run(wish, wishes, on: site)
    }
    guard isTaken else { return }
    if step == .takeOver { counts.takeOvers += 1 } else { counts.handOvers += 1 }
    try record(wishes.number, step, node.date(day), by: node, since: before)
    if node.name == "hq" { try headquartersWrote() }
  }

  /// Notes the day of what headquarters have written by now.
  mutating func headquartersWrote() throws {
    let known = try hq.known()
    guard let seq = known[made.headquarters] else { return }
    lines.headquarters(wrote: seq, on: hq.date(day))
  }

  /// Both nodes act on one draft before they hear of each other: what somebody has to decide.
  mutating func quarrel(_ number: String) throws {
    try revise(p, number)
    try meet()
    try sign(.submit, p, number, "wang")
    try sign(.drop, b, number, "chen")
    try meet()
  }

  /// A controller decides between what two nodes did to a revision apart; a day without such goes by.
  mutating func decide(_ node: DocumentNode) throws {
    var found: Conflict?
    try node.run(as: nil, on: day) { found = try Conflicts(of: $0).all().first(where: Self.isOurs) }
    guard let found else { return try pass(node) }
    var wishes = ResolveConflict.Wishes(found.id, reason: "因此")
    wishes.choice = pick(["1", "2"])
    // What a draft says is its author's business; where it stands is signed.
    let isSigned = if case .state = found.matter { true } else { false }
    let person = isSigned ? pick(["chen", "chu"]) : "wang"
    if try take(node, person, { _ = try ResolveConflict.run(wishes, on: $0) }) {
      counts.decisions += 1
    }
  }

  private static func isOurs(_ conflict: Conflict) -> Bool {
    conflict.record?.type == DocumentRevision.type
  }

  /// A reviewer or a controller leaves; another one of each stays.
  mutating func leave(_ node: DocumentNode) throws {
    let person = pick(["liu", "chu", "wu"])
    guard left[person] == nil else { return try pass(node) }
    let last = CivilDate(days: day + node.skew - 1)
    var before: [String: Int] = [:]
    let isTaken = try take(node, "zhang") { site in
      before = try node.known()
      _ = try VouchForPerson.deactivate(person, on: last, reason: "离职", on: site)
    }
    guard isTaken, let chain = made.chains[node.name] else { return }
    counts.left += 1
    left[person] = (last.description, chain, before[chain, default: 0] + 2)
  }
}
