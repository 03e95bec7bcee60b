import SiteModel

/// The block of signatures on an inventory that is handed out.
struct ApprovalTable {
  let answer: AskApproval.Answer
  let phrases: PhraseBook

  /// The three who answer for it first, with a stroke for whoever has not signed; then what else was
  /// done (`product.md` §D.4: "empty fields printed ／").
  var table: ReportTable {
    let columns = ["act", "name", "post", "signed", "signature"]
    var table = ReportTable(say("approval"), columns.map(say))
    let last = Dictionary(answer.acts.map { ($0.act.action, $0) }) { $1 }
    table.rows = ["submit", "check", "approve"].map { action in
      last[action].flatMap { isStanding($0) ? row($0) : nil }
        ?? [title(action)] + Array(repeating: "／", count: 4)
    }
    table.rows += answer.acts.filter { !isStanding($0) }.map(row)
    return table
  }

  /// What is said of it in the head.
  var about: [[String]] {
    var rows = [[say("state"), state]]
    if let by = answer.replacedBy { rows.append([say("replaced-by"), by]) }
    guard let replaces = answer.replaces else { return rows }
    let difference = answer.fields["difference"]?.string ?? ""
    let reason = answer.fields["reason"]?.string ?? ""
    let unit = answer.fields["unit"]?.string ?? ""
    rows.append([say("replaces"), "\(replaces)：\(reason)（\(difference) \(unit)）"])
    return rows
  }

  /// The state in words, with whether it counts.
  var state: String {
    guard answer.replacedBy == nil else { return phrases.text(Phrase("approval.superseded")) }
    let words = answer.states.map { state in
      let title = answer.lifecycle[state: state]?.title
      return title.map { phrases.language == .zh ? $0.zh : $0.en } ?? state
    }
    let mark = answer.isInForce ? phrases.text(Phrase("approval.in-force")) : ""
    return words.joined(separator: " | ") + mark
  }

  /// Whether an act still stands: what was given back is to be prepared and checked anew.
  private func isStanding(_ act: JudgedAct) -> Bool {
    guard ["submit", "check", "approve"].contains(act.act.action) else { return false }
    let after = answer.acts.drop { $0.identity != act.identity }.dropFirst()
    return !after.contains { $0.act.action == "return" || $0.act.action == act.act.action }
  }

  private func row(_ act: JudgedAct) -> [String] {
    let signer = act.act.signer
    let post = [signer.department, signer.post].compactMap { $0 }.joined(separator: " ")
    let why = act.entry.entry.reason.map { "：\($0)" } ?? ""
    return [
      title(act.act.action) + why, signer.name, post.isEmpty ? "／" : post, act.act.place.claimed,
      "\(say("electronic")) \(act.identity.description.prefix(16))",
    ]
  }

  private func title(_ action: String) -> String {
    let title = answer.lifecycle[action: action]?.signing.title
    return title.map { phrases.language == .zh ? $0.zh : $0.en } ?? action
  }

  private func say(_ key: String) -> String { phrases.text(Phrase("report.\(key)")) }
}
