/// What an entry does about a slot: its member `slot`, in the slot's own record.
///
/// Whether it counts is the fold's business (`schema/model.md` §4); here is only what was written.
package struct SlotMove: Sendable, Hashable {
  /// What may exist once.
  package let slot: SlotKey
  /// What is done with it.
  package let step: SlotStep
  /// The acts it follows, by identity, each once; the first is the one it goes on from.
  package let after: [ContentHash]
  /// The day from which it holds, `yyyy-mm-dd`.
  package let day: String
  /// The only chain on which it is an act.
  package let chain: String

  package init(
    _ slot: SlotKey, _ step: SlotStep, after: [ContentHash], day: String, on chain: String
  ) {
    (self.slot, self.step, self.after) = (slot, step, after)
    (self.day, self.chain) = (day, chain)
  }

  /// The member `slot` of the entry.
  var json: JSON {
    var members: [String: JSON] = [
      "kind": .string(slot.kind), "number": .string(slot.number), "step": .string(step.name),
      "after": .array(after.map { .string($0.description) }), "day": .string(day),
      "chain": .string(chain),
    ]
    switch step {
    case .release(let revision, let text):
      (members["revision"], members["text"]) = (.string(revision), .string(text.description))
    case .handOver(let to): members["to"] = .string(to)
    case .open, .withdraw, .takeOver, .resume: break
    }
    return .object(members)
  }
}

extension SlotStep {
  /// As entries write it: `open`, `release`, `withdraw`, `hand-over`, `take-over`, `resume`.
  package var name: String {
    switch self {
    case .open: "open"
    case .release: "release"
    case .withdraw: "withdraw"
    case .handOver: "hand-over"
    case .takeOver: "take-over"
    case .resume: "resume"
    }
  }
}

/// Reads the member `slot` of an entry that may come from another node. Only form is judged.
struct SlotReader {
  let path: String
  let key: RecordKey

  func move(_ json: JSON) throws(EntryFault) -> SlotMove {
    guard json.object != nil else { throw wrong("", json) }
    guard let kind = json["kind"]?.string, Grammar.isID(kind)
    else { throw wrong("kind", json["kind"]) }
    guard let number = json["number"]?.string,
      let slot = SlotKey(kind: kind, number: number), slot.record == key
    else { throw wrong("number", json["number"]) }
    guard let day = json["day"]?.string, CivilDate(day) != nil
    else { throw wrong("day", json["day"]) }
    return SlotMove(
      slot, try step(json), after: try acts(json), day: day, on: try chain(json, "chain"))
  }

  private func step(_ json: JSON) throws(EntryFault) -> SlotStep {
    switch json["step"]?.string {
    case "open": return .open
    case "release": return try release(json)
    case "withdraw": return .withdraw
    case "hand-over": return .handOver(to: try chain(json, "to"))
    case "take-over": return .takeOver
    case "resume": return .resume
    default: throw wrong("step", json["step"])
    }
  }

  private func release(_ json: JSON) throws(EntryFault) -> SlotStep {
    guard let revision = json["revision"]?.string, SlotStep.isRevision(revision)
    else { throw wrong("revision", json["revision"]) }
    guard let text = json["text"]?.string.flatMap({ ContentHash($0) })
    else { throw wrong("text", json["text"]) }
    return .release(revision: revision, text: text)
  }

  private func acts(_ json: JSON) throws(EntryFault) -> [ContentHash] {
    guard let items = json["after"]?.array, items.count <= 1000
    else { throw wrong("after", json["after"]) }
    var acts: [ContentHash] = []
    for item in items {
      guard let act = item.string.flatMap({ ContentHash($0) }), !acts.contains(act)
      else { throw wrong("after", item) }
      acts.append(act)
    }
    return acts
  }

  private func chain(_ json: JSON, _ member: String) throws(EntryFault) -> String {
    guard let chain = json[member]?.string, Grammar.isChain(chain)
    else { throw wrong(member, json[member]) }
    return chain
  }

  private func wrong(_ member: String, _ found: JSON?) -> EntryFault {
    .wrongMember(
      path: path, member: member.isEmpty ? "slot" : "slot/\(member)", found: found?.excerpt ?? "")
  }
}
