/// One revision of a document: its text, its route and the acts that brought it where it is.
package struct DocumentRevision: Sendable {
  /// The record.
  package let key: RecordKey
  /// What it shows: the signed text where it is locked.
  package let state: RecordState
  /// nil before anybody signed anything.
  package let course: RecordCourse?

  /// The type of these records.
  package static let type = "document-revision"

  package init(_ key: RecordKey, _ state: RecordState, _ course: RecordCourse?) {
    (self.key, self.state, self.course) = (key, state, course)
  }

  private func text(_ field: String) -> String? { state.values[field]?.string }

  /// The id of its document.
  package var document: String { text("document") ?? "" }
  /// Such as `A/0`.
  package var version: String { text("version") ?? "" }
  package var title: String { text("title") ?? "" }
  /// The name of its file.
  package var file: String { text("file") ?? "" }
  /// What was changed, in the author's words.
  package var summary: String { text("summary") ?? "" }
  package var supersedes: String? { text("supersedes") }
  /// The id of the change request it answers.
  package var request: String? { text("request") }
  /// The SHA-256 of the file's bytes; nil while there is none.
  package var content: ContentHash? { text("content").flatMap { ContentHash($0) } }
  /// Who may approve although he reviewed: filled where the organisation says that its people are few.
  package var soleApprovers: [String] { Self.people("soleApprovers", in: state.values) }

  /// Whom a field of its route names.
  package static func people(_ field: String, in values: [String: JSON]) -> [String] {
    values[field]?.texts ?? []
  }

  /// Whether it was in force before this system, and entered afterwards.
  package var isHistorical: Bool { state.values["historical"]?.bool ?? false }

  /// Where it is; several where acts are at odds.
  package var states: [String] { course?.states ?? ["draft"] }

  /// Whether something can still become of it: it was neither put in force nor given up.
  package var isOpen: Bool {
    Set(states).isDisjoint(with: ["released", "withdrawn", "retained", "rejected"])
  }

  /// The file with the bytes of its text, and the entry that attached it.
  package var attached: Envelope.Attached? {
    Envelope(of: state).attachments.first { $0.file.sha256 == content }
  }

  /// The acts with effect, causes first.
  package var acts: [JudgedAct] {
    (course?.acts ?? []).filter { course?.effective.contains($0.identity) == true }
  }

  /// This revision as a person signed it who put its number in force: with effect, in the same
  /// commit, and over the same bytes; nil if the act about the number was none about it.
  ///
  /// What others say of it meanwhile changes nothing of what is in force.
  package func released(by act: SlotAct) -> DocumentRevision? {
    guard case .release(let version, let text) = act.step else { return nil }
    let release = signed(["release", "backfill"], with: act) {
      $0["content"]?.string == text.description && $0["version"]?.string == version
    }
    return release.map { DocumentRevision(key, $0.signed, course) }
  }

  /// Whether an act about its number put it in force, as of ``released(by:)``.
  package func wasReleased(by act: SlotAct) -> Bool { released(by: act) != nil }

  /// Whether an act about its number ended that it is in force: signed, and in the same commit.
  package func wasWithdrawn(by act: SlotAct) -> Bool {
    act.step == .withdraw && signed(["withdraw"], with: act) { _ in true } != nil
  }

  private func signed(
    _ actions: Set<String>, with act: SlotAct, _ isSame: ([String: JSON]) -> Bool
  ) -> JudgedAct? {
    acts.first { judged in
      actions.contains(judged.act.action) && judged.entry.name == act.place.name
        && judged.signed.values["code"]?.string == act.slot.number && isSame(judged.signed.values)
    }
  }
}
