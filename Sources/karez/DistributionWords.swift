import Operations
import SiteModel

/// Who has which copy, in a person's words and as JSON.
struct DistributionWords {
  private let phrases: PhraseBook

  init(_ options: SiteOptions) { phrases = options.phrases() }

  func say(_ answers: [AskDistribution.Answer], asJSON: Bool) {
    guard !asJSON else { return Output.print(.array(answers.map(\.json))) }
    for answer in answers {
      answer.copies.forEach { Output.print(line($0)) }
      answer.nodes.forEach { Output.print("\(answer.number)\t\(line($0, answer.inForce))") }
    }
  }

  private func line(_ given: GivenCopy) -> String {
    let copy = given.copy
    let holder = [given.department, given.recipient].compactMap { $0 }.joined(separator: " ")
    let state = phrases.text(Phrase("said.copy-\(given.state.rawValue)"))
    var cells = [
      copy.document, copy.version, String(copy.number),
      phrases.text(Phrase("said.copy-\(copy.form)")), holder,
      [state, copy.recalledOn ?? copy.receivedOn ?? copy.issuedOn].joined(separator: " "),
    ]
    cells += copy.reason.map { ["(\($0))"] } ?? []
    if let due = given.due {
      cells.append(phrases.text(Phrase("said.copy-must-return", ["due": due.description])))
    }
    if given.isTwice {
      cells.append(phrases.text(Phrase("said.copy-twice", ["node": copy.issuer])))
    }
    return cells.joined(separator: "\t")
  }

  private func line(_ node: DocumentNode, _ inForce: String?) -> String {
    let name = [node.site, node.chain].compactMap { $0 }.joined(separator: " ")
    guard node.isConfirmed, let said = node.adopted else {
      return phrases.text(
        Phrase(
          "said.node-open",
          [
            "chain": name, "version": node.adopted?.version ?? "—", "inForce": inForce ?? "—",
          ]))
    }
    guard let version = said.version else {
      return phrases.text(
        Phrase(
          "said.document-removed",
          ["chain": name, "version": said.removed ?? "—", "at": said.at]))
    }
    return phrases.text(
      Phrase(
        "said.document-adopted",
        ["chain": name, "version": version, "at": said.at, "delay": said.delay ?? "0"]))
  }
}

extension AskDistribution.Answer {
  fileprivate var json: JSON {
    [
      "number": .string(number), "title": .string(title),
      "inForce": inForce.map(JSON.string) ?? .null, "open": .number(String(open)),
      "copies": .array(copies.map(\.json)), "nodes": .array(nodes.map(\.json)),
    ]
  }
}

extension DocumentCopy {
  /// What was registered.
  var json: JSON {
    [
      "copyNo": .number(String(number)), "version": .string(version),
      "status": .string(status.rawValue), "record": .string(key.description),
    ]
  }
}

extension GivenCopy {
  fileprivate var json: JSON {
    let said: [String: String?] = [
      "department": department, "recipient": recipient, "receivedOn": copy.receivedOn,
      "recalledOn": copy.recalledOn, "reason": copy.reason, "dueOn": due?.description,
    ]
    let members: [String: JSON] = [
      "form": .string(copy.form), "node": .string(copy.issuer), "state": .string(state.rawValue),
      "issuedOn": .string(copy.issuedOn), "mustReturn": .bool(mustReturn),
      "twice": .bool(isTwice),
    ]
    return .object(
      members.merging(said.mapValues { $0.map(JSON.string) ?? .null }) { $1 }
        .merging(copy.json.object ?? [:]) { $1 })
  }
}

extension DocumentNode {
  fileprivate var json: JSON {
    [
      "chain": .string(chain), "site": site.map(JSON.string) ?? .null,
      "version": adopted?.version.map(JSON.string) ?? .null,
      "at": (adopted?.at).map(JSON.string) ?? .null,
      "delay": adopted?.delay.map(JSON.number) ?? .null,
      "state": .string(isConfirmed ? "confirmed" : "open"),
    ]
  }
}
