import Operations
import SiteModel

/// How far an inventory has come, in a person's words and as JSON.
struct ApprovalWords {
  private let phrases: PhraseBook
  private let language: Language

  init(_ options: SiteOptions) { (phrases, language) = (options.phrases(), options.language) }

  func say(_ answer: AskApproval.Answer, asJSON: Bool) {
    guard !asJSON else { return Output.print(json(answer)) }
    lines(answer).forEach { Output.print($0) }
  }

  /// The state in words, and whether it is the one that counts.
  func state(_ answer: AskApproval.Answer) -> String {
    guard answer.replacedBy == nil else { return phrases.text(Phrase("approval.superseded")) }
    let words = LifecycleWords(answer.lifecycle, language)
    let mark = answer.isInForce ? phrases.text(Phrase("approval.in-force")) : ""
    return answer.states.map(words.state).joined(separator: " | ") + mark
  }

  private func lines(_ answer: AskApproval.Answer) -> [String] {
    let words = LifecycleWords(answer.lifecycle, language)
    let head = Phrase("said.approval", ["id": answer.id, "state": state(answer)])
    let acts = answer.acts.map { act in
      let said = words.line(act, hasEffect: true, phrases)
      let why = act.entry.entry.reason.map { "\t\($0)" } ?? ""
      let mark =
        answer.unauthorised.contains(act) ? phrases.text(Phrase("approval.unauthorised")) : ""
      return "  \(said)\t\(act.identity.description.prefix(16))\(why)\(mark)"
    }
    return [phrases.text(head)] + replaced(answer) + acts + restated(answer)
  }

  private func replaced(_ answer: AskApproval.Answer) -> [String] {
    answer.replacedBy.map { ["  " + phrases.text(Phrase("said.replaced-by", ["by": $0]))] } ?? []
  }

  /// What the checker is to see: of what it is a restatement, why, and where the two differ.
  private func restated(_ answer: AskApproval.Answer) -> [String] {
    guard let replaces = answer.replaces else { return [] }
    var values = ["replaces": replaces]
    for name in ["reason", "unit"] { values[name] = answer.fields[name]?.string ?? "" }
    values["difference"] = signed(answer.fields["difference"]?.string)
    let rows = (answer.fields["changes"]?.array ?? []).map { row in
      let cells = ["source", "before", "after"].map { row[$0]?.string ?? "—" }
      return "    " + (cells + [signed(row["difference"]?.string)]).joined(separator: "\t")
    }
    return ["  " + phrases.text(Phrase("said.restates", values))] + rows
  }

  private func signed(_ text: String?) -> String {
    guard let text, let value = Rational(text) else { return "—" }
    return (value > .zero ? "+" : "") + text
  }

  /// `state`, `inForce`, `replacedBy`, `unauthorised`: who signed what without being authorised for it.
  func members(_ answer: AskApproval.Answer) -> [String: JSON] {
    [
      "state": .string(answer.state), "inForce": .bool(answer.isInForce),
      "replacedBy": answer.replacedBy.map(JSON.string) ?? .null,
      "unauthorised": .array(
        answer.unauthorised.map { ["action": .string($0.act.action), "by": .string($0.person)] }),
    ]
  }

  private func json(_ answer: AskApproval.Answer) -> JSON {
    var members = members(answer)
    members["id"] = .string(answer.id)
    for name in ["sha256", "total", "unit", "from", "until"] {
      members[name] = answer.fields[name] ?? .null
    }
    let names = ["replaces", "cause", "reason", "difference", "changes"]
    members["restates"] =
      answer.replaces == nil
      ? .null : .object(answer.fields.filter { names.contains($0.key) })
    members["acts"] = .array(answer.acts.map { $0.json(hasEffect: true) })
    return .object(members)
  }
}
