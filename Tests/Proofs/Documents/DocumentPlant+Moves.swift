import Foundation
import Operations
import SiteModel
import Storage

extension DocumentPlant {
  /// What a person does to a document.
  mutating func move(_ step: Step, _ node: DocumentNode, _ number: String) throws {
    switch step {
    case .straight: try straight(node, number)
    case .revise: try revise(node, number)
    case .edit: try edit(node, number)
    case .submit: try sign(.submit, node, number, pick(["wang", "wang", "wang", "li"]))
    case .review: try sign(.review, node, number, pick(["li", "liu", "wang"]))
    case .countersign: try sign(.countersign, node, number, pick(["sun", "sun", "li"]))
    case .approve: try sign(.approve, node, number, pick(["zhang", "zhang", "wu", "li"]))
    case .giveBack:
      let step: MoveDocument.Step = [.back, .reject, .drop].randomElement(using: &random) ?? .back
      try sign(step, node, number, pick(made.people))
    case .release: try release(node, number, pick(["chen", "chu", "chen", "wang"]))
    case .withdraw: try withdraw(node, number, pick(["zhang", "zhang", "wu", "chen"]))
    default: try release(node, number, nil)
    }
  }

  /// The way a document should go, as far as it goes.
  private mutating func straight(_ node: DocumentNode, _ number: String) throws {
    try revise(node, number)
    try sign(.submit, node, number, "wang")
    try sign(.review, node, number, pick(["li", "liu"]))
    try sign(.countersign, node, number, "sun")
    try sign(.approve, node, number, "zhang")
    try release(node, number, pick(["chen", "chu"]))
  }

  /// The change request that a revision of a number answers.
  private static let requests = Dictionary(
    uniqueKeysWithValues: zip(numbers, 1...).map { ($0, "CR-plant-2026-000\($1)") })

  /// Does something; what the rules refuse is counted, and what should have been refused is a breach.
  @discardableResult
  mutating func take(
    _ node: DocumentNode, _ person: String?, _ command: DocumentNode.Command
  ) throws -> Bool {
    let gone = try person.map { try hasLeft($0, at: node) } ?? false
    if gone { counts.tries += 1 }
    // He may have come in before he left.
    let isAsked = !gone || Bool.random(using: &random)
    do {
      try node.run(as: person.flatMap { made.actors[$0] }, isAsked: isAsked, on: day, command)
    } catch let fault as any Fault where Self.isAnswer(fault) {
      counts.refused += 1
      return false
    }
    if gone { throw Breach("\(person ?? "") has left") }
    counts.taken += 1
    return true
  }

  private static func isAnswer(_ fault: any Fault) -> Bool {
    if case .otherBytes? = fault as? DocumentFault { return true }
    return fault.kind == .invalid || fault.kind == .refused
  }

  private func hasLeft(_ person: String, at node: DocumentNode) throws -> Bool {
    guard let gone = left[person] else { return false }
    return try node.date(day) > gone.day && node.known()[gone.chain, default: 0] >= gone.seq
  }

  mutating func revise(_ node: DocumentNode, _ number: String) throws {
    var wishes = try wishes(number)
    wishes.revision["summary"] = "改"
    wishes.revision["request"] = .string(Self.requests[number] ?? "")
    wishes.isEdition = Int.random(in: 0..<6, using: &random) == 0
    try take(node, "wang") { try WriteDocument.revise(wishes, on: $0) }
  }

  private mutating func edit(_ node: DocumentNode, _ number: String) throws {
    let wishes = try wishes(number)
    try take(node, pick(["wang", "li"])) { try WriteDocument.edit(wishes, reason: "改", on: $0) }
  }

  mutating func sign(
    _ step: MoveDocument.Step, _ node: DocumentNode, _ number: String, _ person: String
  ) throws {
    try take(node, person) { try MoveDocument.run(step, number, reason: "因此", on: $0) }
  }

  /// - Parameter person: nil: nobody, by way of the number.
  private mutating func release(
    _ node: DocumentNode, _ number: String, _ person: String?
  ) throws {
    let ahead = Int64.random(in: 0...3, using: &random)
    let effective = CivilDate(days: day + node.skew + ahead)
    guard let person else { return try releaseUnsigned(node, number, effective) }
    var text: NumberLines.Text?
    var before: [String: Int] = [:]
    guard
      try take(
        node, person,
        { site in
          let draft = try Documents(on: site).one(number).working(nil)
          text = .init(
            version: draft.version, sha256: draft.content?.description ?? "", id: draft.key.id)
          before = try node.known()
          try ReleaseDocument.run(number, from: effective, on: site)
        }), let text
    else { return }
    guard written[number]?.contains(text.sha256) == true else {
      throw Breach("nobody wrote \(text)")
    }
    counts.releases += 1
    if lines.inForce(number, on: effective.description, known: before) != nil {
      counts.supersessions += 1
    }
    try record(number, .release(text), effective.description, by: node, since: before)
  }

  private mutating func withdraw(
    _ node: DocumentNode, _ number: String, _ person: String
  ) throws {
    var before: [String: Int] = [:]
    let effective = CivilDate(
      days: day + node.skew + Int64.random(in: 0...2, using: &random))
    guard
      try take(
        node, person,
        { site in
          before = try node.known()
          try ReleaseDocument.withdraw(number, from: effective, reason: "停用", on: site)
        })
    else { return }
    counts.withdrawals += 1
    try record(number, .withdraw, effective.description, by: node, since: before)
  }

  /// Nobody's signature would stand behind it.
  private mutating func releaseUnsigned(
    _ node: DocumentNode, _ number: String, _ effective: CivilDate
  ) throws {
    let wish =
      Bool.random(using: &random)
      ? MoveSlot.Wish.withdraw : .release(revision: "Z/9", file: try text(for: number))
    var wishes = MoveSlot.Wishes(number)
    (wishes.day, wishes.reason) = (effective, "因此")
    counts.unsigned += 1
    let isTaken = try take(node, nil) { _ = try MoveSlot.run(wish, wishes, on: $0) }
    if isTaken { throw Breach("\(wish) was taken unsigned") }
  }
}

extension DocumentPlant {
  /// Writes down for the proof what was done: it stands in the first commit since.
  mutating func record(
    _ number: String, _ step: NumberLines.Step, _ day: String, by node: DocumentNode,
    since before: [String: Int]
  ) throws {
    let known = try node.known()
    guard let chain = known.first(where: { $0.value > before[$0.key, default: 0] })?.key else {
      throw Breach("nothing was written")
    }
    let seq = before[chain, default: 0] + 1
    let day = max(day, lines.newestDay(before, of: made.headquarters))
    lines.record(number, step, on: chain, seq: seq, day: day, known: before)
  }

  private mutating func wishes(_ number: String) throws -> WriteDocument.Wishes {
    var wishes = WriteDocument.Wishes(number)
    wishes.file = try text(for: number).path
    return wishes
  }

  /// A new text each time; git keeps one kind of it, and a file of its own the other.
  private mutating func text(for number: String) throws -> URL {
    let text = "# 文件\n\n第 \(UInt32.random(in: 0...UInt32.max, using: &random)) 稿\n"
    let isApart = Int.random(in: 0..<3, using: &random) == 0
    let file = made.scratch.appending(path: isApart ? "text.bin" : "text.md")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let hash = ContentHash(of: Array(text.utf8)).description
    written[number, default: []].insert(hash)
    if isApart { apart.insert(hash) }
    return file
  }
}
