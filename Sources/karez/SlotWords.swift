import Operations
import SiteModel

/// What may exist once, in a person's words and as JSON.
struct SlotWords {
  private let phrases: PhraseBook

  init(_ options: SiteOptions) { phrases = options.phrases() }

  func say(_ answer: SlotAnswer, asJSON: Bool) {
    guard !asJSON else {
      var members = members(answer.slot, answer.line, answer.inForce)
      members["steps"] = .array(answer.steps.map(\.json))
      return Output.print(.object(members))
    }
    Output.print(line(answer.slot, answer.line, answer.inForce))
    for step in answer.steps { Output.print("  " + text(step)) }
  }

  /// Number, holder and what is in force, on one line.
  func line(_ slot: SlotKey, _ line: SlotLine?, _ inForce: SlotAct?) -> String {
    let holder = Phrase("said.slot-holder", ["holder": line?.holder ?? "—"])
    let number = slot.kind == SlotKey.documents ? slot.number : "\(slot)"
    var parts = [number, phrases.text(holder), force(inForce)]
    if line?.isContested == true { parts.append(phrases.text(Phrase("said.slot-contested"))) }
    return parts.joined(separator: "\t")
  }

  private func force(_ act: SlotAct?) -> String {
    guard let act, case .release(let revision, _) = act.step else {
      return phrases.text(Phrase("said.slot-nothing"))
    }
    return phrases.text(
      Phrase("said.slot-in-force", ["revision": revision, "day": act.day]))
  }

  private func text(_ step: SlotAnswer.Step) -> String {
    let standing = phrases.text(Phrase("said.slot-\(step.standing.rawValue)"))
    let parts = [
      step.act.place.name.description, step.act.day, step.act.said(phrases), step.entry.by,
      step.entry.reason ?? "", standing,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\t")
  }

  func members(_ slot: SlotKey, _ line: SlotLine?, _ inForce: SlotAct?) -> [String: JSON] {
    [
      "kind": .string(slot.kind), "number": .string(slot.number), "mark": .string(slot.mark),
      "holder": line?.holder.map(JSON.string) ?? .null,
      "contested": .bool(line?.isContested ?? false),
      "inForce": inForce.map { act in
        .object(
          act.released.merging(
            ["day": .string(act.day), "entry": .string(act.place.name.description)]) { $1 })
      } ?? .null,
    ]
  }
}

extension SlotAct {
  /// What was done, in words: 「发布 A/1」.
  func said(_ phrases: PhraseBook) -> String {
    var values: [String: String] = [:]
    switch step {
    case .release(let revision, _): values["revision"] = revision
    case .handOver(let chain): values["chain"] = chain
    case .open, .withdraw, .takeOver, .resume: break
    }
    return phrases.text(Phrase("said.step-\(step.name)", values))
  }

  /// Revision and text, where it puts one in force.
  fileprivate var released: [String: JSON] {
    guard case .release(let revision, let text) = step else { return [:] }
    return ["revision": .string(revision), "text": .string(text.description)]
  }
}

extension SlotAnswer.Step {
  fileprivate var json: JSON {
    var members: [String: JSON] = [
      "entry": .string(act.place.name.description), "step": .string(act.step.name),
      "day": .string(act.day), "clock": .string(clock), "by": .string(entry.by),
      "standing": .string(standing.rawValue),
    ]
    members["reason"] = entry.reason.map(JSON.string)
    if case .handOver(let chain) = act.step { members["to"] = .string(chain) }
    return .object(members.merging(act.released) { $1 })
  }
}
