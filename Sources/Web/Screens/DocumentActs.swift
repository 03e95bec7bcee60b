import Operations
import SiteModel

/// What the visitor can sign of a document as it stands, each form with its buttons.
struct DocumentActs {
  private let answer: AskDocuments.Answer
  private let visit: Visit
  private let refused: String?

  init(_ answer: AskDocuments.Answer, _ visit: Visit, _ refused: String?) {
    (self.answer, self.visit, self.refused) = (answer, visit, refused)
  }

  private var me: String { visit.person?.id ?? "" }
  private var place: String { "/documents/\(Fields.encoded(answer.document.number))" }

  /// The forms; empty where nothing waits for anybody.
  var blocks: [Block] {
    let steps = draftSteps + standingSteps
    let trouble = refused.map { [Block.refusal($0)] } ?? []
    guard !steps.isEmpty else { return trouble + editing }
    let buttons = steps.map { step in
      ButtonView(
        visit.say("page.step-\(step)"), "step", step,
        isGrave: ["return", "reject", "drop", "withdraw"].contains(step))
    }
    let day = FieldView.line(
      "day", visit.say("page.effective"), visit.form["day"] ?? visit.site.today.description,
      type: "date")
    let form = FormView(
      mark: visit.mark, to: place + "/act",
      (steps.contains("release") || steps.contains("withdraw") ? [day] : []) + [
        .line(
          "reason", visit.say("page.reason"), visit.form["reason"] ?? "",
          hint: visit.say("page.reason-hint")),
        .line("passphrase", visit.say("page.passphrase-again"), type: "password", needed: true),
      ], buttons, trouble: refused)
    return [.form(form, visit.say("page.sign"))] + editing
  }

  private func names(_ field: String) -> [String] {
    answer.document.draft.map { DocumentRevision.people(field, in: $0.state.values) } ?? []
  }

  private var draftSteps: [String] {
    guard let draft = answer.document.draft, draft.states.count == 1 else { return [] }
    switch draft.states[0] {
    case "draft":
      return names("preparedBy").contains(me) || draft.state.values["preparedBy"]?.string == me
        ? ["submit", "drop"] : []
    case "reviewing":
      guard names("reviewers").contains(me) else { return [] }
      let both = draft.soleApprovers.contains(me) && names("countersigners").isEmpty
      return (both ? ["review-approve"] : []) + ["review", "return"]
    case "countersigning":
      return names("countersigners").contains(me) ? ["countersign", "return"] : []
    case "approving": return names("approvers").contains(me) ? ["approve", "return", "reject"] : []
    case "approved": return ["release"]
    default: return []
    }
  }

  private var standingSteps: [String] {
    guard let revision = answer.inForce?.revision else { return [] }
    let hasRead = revision.acts.contains { $0.act.action == "acknowledge" && $0.person == me }
    let mayEnd = DocumentRevision.people("approvers", in: revision.state.values).contains(me)
    return (hasRead ? [] : ["acknowledge"]) + (mayEnd ? ["withdraw"] : [])
  }

  /// A new file for the draft, or the beginning of the next version.
  private var editing: [Block] {
    let draft = answer.document.draft
    guard draft.map({ $0.states == ["draft"] }) ?? !answer.document.revisions.isEmpty else {
      return []
    }
    let inputs: [FieldView] = [
      .line("file", visit.say("page.document-file"), type: "file", needed: draft == nil),
      .line("summary", visit.say("page.summary"), visit.form["summary"] ?? ""),
      .line(
        "request", visit.say("page.request"), visit.form["request"] ?? "",
        hint: visit.say("page.request-hint")),
      .line("why", visit.say("page.reason"), visit.form["why"] ?? ""),
    ]
    let key = draft == nil ? "page.revise" : "page.edit-draft"
    let form = FormView(
      visit, to: place + "/draft", inputs, button: visit.say(key), hasFiles: true)
    return [.form(form, visit.say(key))]
  }

  /// Signs what the button said; where one person reviews and approves, both.
  static func sign(_ visit: Visit) throws {
    let (number, step) = (visit["number"], visit.form["step"] ?? "")
    let site = try visit.signing()
    switch step {
    case "release", "withdraw":
      let day = try visit.form["day"].map { text in
        guard let day = CivilDate(text) else { throw VisitFault.noDay(text) }
        return day
      }
      step == "release"
        ? try ReleaseDocument.run(number, from: day, untrained: visit.form["reason"], on: site)
        : try ReleaseDocument.withdraw(
          number, from: day, reason: visit.form["reason"], on: site)
    case "review-approve":
      try MoveDocument.run(.review, number, reason: visit.form["reason"], on: site)
      try MoveDocument.run(.approve, number, reason: visit.form["reason"], on: site)
    default:
      guard let step = MoveDocument.Step(rawValue: step) else {
        throw VisitFault.lacks(visit.say("page.action"))
      }
      try MoveDocument.run(step, number, reason: visit.form["reason"], on: site)
    }
  }
}
