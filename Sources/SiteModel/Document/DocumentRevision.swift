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

  /// Whether the act that put a number in force was one about this revision: signed by a person
  /// with effect, in the same commit, and over the same bytes.
  package func wasReleased(by act: SlotAct) -> Bool {
    guard case .release(let version, let text) = act.step else { return false }
    return acts.contains { judged in
      ["release", "backfill"].contains(judged.act.action) && judged.entry.name == act.place.name
        && judged.signed.values["content"]?.string == text.description
        && judged.signed.values["version"]?.string == version
        && judged.signed.values["code"]?.string == act.slot.number
    }
  }
}
