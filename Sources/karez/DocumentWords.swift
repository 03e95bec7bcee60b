import Operations
import SiteModel

/// How a document stands, in a person's words and as JSON.
struct DocumentWords {
  let phrases: PhraseBook
  let language: Language

  init(_ options: SiteOptions) { (phrases, language) = (options.phrases(), options.language) }

  func say(_ answer: AskDocuments.Answer, asJSON: Bool) {
    guard !asJSON else { return Output.print(json(answer)) }
    lines(answer).forEach { Output.print($0) }
  }

  /// Number, title, what is in force, what is being worked on.
  func line(_ answer: AskDocuments.Answer) -> String {
    var cells = [answer.document.number, answer.document.title, inForce(answer)]
    if let draft = answer.document.draft {
      cells.append("\(draft.version) \(states(of: draft, answer))")
    }
    if let next = answer.next { cells.append(text(next)) }
    return cells.joined(separator: "\t")
  }

  private func inForce(_ answer: AskDocuments.Answer) -> String {
    guard let inForce = answer.inForce else { return phrases.text(Phrase("said.document-none")) }
    if let problem = answer.problem { return "\(inForce.version) \(phrases.text(problem))" }
    let history = inForce.revision?.isHistorical == true
    return phrases.text(
      Phrase(
        history ? "said.document-history" : "said.document-in-force",
        ["version": inForce.version, "day": inForce.act.day]))
  }

  private func text(_ next: (day: String, inForce: Document.InForce?)) -> String {
    guard let inForce = next.inForce else {
      return phrases.text(Phrase("said.document-ends", ["day": next.day]))
    }
    return phrases.text(
      Phrase("said.document-next", ["day": next.day, "version": inForce.version]))
  }

  private func states(of revision: DocumentRevision, _ answer: AskDocuments.Answer) -> String {
    let words = LifecycleWords(answer.lifecycle, language)
    return revision.states.map(words.state).joined(separator: " | ")
  }

  func lines(_ answer: AskDocuments.Answer) -> [String] {
    let words = LifecycleWords(answer.lifecycle, language)
    var lines = [line(answer)]
    for revision in answer.document.revisions {
      let gone = revision.content.flatMap { answer.gone[$0] }.map { phrases.text($0.mark) }
      let cells = [revision.version, states(of: revision, answer), revision.summary]
      lines.append("  " + (cells + [gone].compactMap { $0 }).joined(separator: "\t"))
      lines += revision.acts.map { act in
        "    \(act.act.place.claimed)\t\(words.signing(act.act.action))\t\(act.act.signer.name)"
      }
    }
    lines += answer.document.revisions.flatMap(untrained)
    lines += answer.training.map { training in
      let key = training.due == nil ? "said.training-unplanned" : "said.training-open"
      return "  "
        + phrases.text(
          Phrase(
            key,
            [
              "version": training.version, "due": training.due?.description ?? "",
              "record": training.number ?? training.record.description,
            ]))
    }
    for adopted in answer.adopted {
      let key = adopted.version == nil ? "said.document-removed" : "said.document-adopted"
      lines.append(
        "  "
          + phrases.text(
            Phrase(
              key,
              [
                "chain": adopted.chain, "version": adopted.version ?? adopted.removed ?? "",
                "at": adopted.at, "delay": adopted.delay ?? "0",
              ])))
    }
    return lines
  }
}

extension DocumentWords {
  /// That a version was put in force before its training, and why.
  private func untrained(_ revision: DocumentRevision) -> [String] {
    revision.acts.filter { $0.act.action == "release" }.compactMap(\.entry.entry.reason).map {
      "  "
        + phrases.text(
          Phrase("said.training-passed", ["version": revision.version, "reason": $0]))
    }
  }

  func json(_ answer: AskDocuments.Answer) -> JSON {
    let document = answer.document
    var members: [String: JSON] = [
      "number": .string(document.number), "title": .string(document.title),
      "holder": .bool(answer.isHolder), "inForce": inForceJSON(answer) ?? .null,
      "next": answer.next.map(json) ?? .null,
      "draft": document.draft.map { json($0, answer) } ?? .null,
      "revisions": .array(document.revisions.map { json($0, answer) }),
      "adopted": .array(answer.adopted.map(json)),
      "training": .array(answer.training.map(json)),
    ]
    for field in ["kind", "level", "clauses", "department", "cycle"] {
      members[field] = document.card?.values[field]
    }
    members["holderChain"] = document.line?.holder.map(JSON.string)
    members["contested"] = .bool(document.line?.isContested ?? false)
    return .object(members)
  }

  private func inForceJSON(_ answer: AskDocuments.Answer) -> JSON? {
    answer.inForce.map { inForce in
      var members: [String: JSON] = [
        "version": .string(inForce.version), "since": .string(inForce.act.day),
        "sha256": .string(inForce.text.description),
        "counts": .bool(answer.problem == nil),
        "historical": .bool(inForce.revision?.isHistorical ?? false),
      ]
      members["problem"] = answer.problem.map { .string($0.key) }
      return .object(members)
    }
  }

  private func json(_ next: (day: String, inForce: Document.InForce?)) -> JSON {
    [
      "since": .string(next.day),
      "version": next.inForce.map { .string($0.version) } ?? .null,
    ]
  }

  private func json(_ revision: DocumentRevision, _ answer: AskDocuments.Answer) -> JSON {
    var members: [String: JSON] = [
      "id": .string(revision.key.id), "version": .string(revision.version),
      "state": .string(revision.states.joined(separator: "|")),
      "title": .string(revision.title), "file": .string(revision.file),
      "summary": .string(revision.summary),
      "acts": .array(
        revision.acts.map { act in
          var members: [String: JSON] = [
            "action": .string(act.act.action), "by": .string(act.act.signer.name),
            "clock": .string(act.act.place.claimed),
            "identity": .string(act.identity.description),
          ]
          members["post"] = act.act.signer.post.map(JSON.string)
          members["reason"] = act.entry.entry.reason.map(JSON.string)
          return .object(members)
        }),
    ]
    members["sha256"] = revision.content.map { .string($0.description) }
    members["disposed"] = revision.content.flatMap { answer.gone[$0]?.json }
    members["supersedes"] = revision.supersedes.map(JSON.string)
    return .object(members)
  }

  private func json(_ training: DocumentTraining) -> JSON {
    [
      "version": .string(training.version), "record": .string(training.record.description),
      "number": training.number.map(JSON.string) ?? .null,
      "state": training.state.map(JSON.string) ?? .null,
      "due": training.due.map { .string($0.description) } ?? .null,
    ]
  }

  private func json(_ adopted: AskDocuments.Adopted) -> JSON {
    var members: [String: JSON] = [
      "chain": .string(adopted.chain), "version": adopted.version.map(JSON.string) ?? .null,
      "at": .string(adopted.at),
    ]
    members["delay"] = adopted.delay.map(JSON.number)
    members["removed"] = adopted.removed.map(JSON.string)
    return .object(members)
  }
}
