/// A document as the facts say: its card, its revisions, and what was done about its number.
package struct Document: Sendable {
  /// Its number, with its mark.
  package let number: String
  /// Its card; nil for a number that was only opened.
  package let card: Card?
  /// In the order in which they were begun.
  package let revisions: [DocumentRevision]
  /// nil where nobody has opened the number.
  package let line: SlotLine?

  /// The type of the cards.
  package static let type = "document"

  /// The record of a document.
  package struct Card: Sendable {
    package let key: RecordKey
    package let values: [String: JSON]

    package init(key: RecordKey, values: [String: JSON]) { (self.key, self.values) = (key, values) }

    /// The ids that a field names.
    package func ids(_ field: String) -> [String] {
      (values[field]?.array ?? []).compactMap(\.string)
    }
  }

  /// What is in force.
  package struct InForce: Sendable {
    package let version: String
    /// What a person released.
    package let act: SlotAct
    /// The SHA-256 of its text.
    package let text: ContentHash
    /// As it was signed; nil where no act of a person with effect stands behind it: then it counts
    /// for nothing.
    package let revision: DocumentRevision?
  }

  package init(
    _ number: String, _ card: Card?, _ revisions: [DocumentRevision], _ line: SlotLine?
  ) {
    (self.number, self.card, self.revisions, self.line) = (number, card, revisions, line)
  }

  package var title: String {
    card?.values["title"]?.string ?? revisions.last?.title ?? ""
  }

  /// How its revisions are numbered.
  package var scheme: VersionScheme {
    card?.values["scheme"]?.string.flatMap(VersionScheme.init(rawValue:)) ?? .letter
  }

  /// What the number's holder has put in force for a day (`yyyy-mm-dd`): by the last step of the
  /// number behind which a person's act with effect stands. What nobody signed ends nothing; where
  /// nothing was ever signed, it is shown as what it is.
  package func inForce(on day: String) -> InForce? {
    guard let line else { return nil }
    let wasSigned = line.acts.contains { $0.day <= day && isSigned($0) }
    return (wasSigned ? line.inForce(on: day, counting: isSigned) : line.inForce(on: day))
      .flatMap(inForce)
  }

  private func isSigned(_ act: SlotAct) -> Bool {
    revisions.contains { $0.wasReleased(by: act) || $0.wasWithdrawn(by: act) }
  }

  /// What comes into force after a day, and that nothing is any more (`nil` in it).
  package func next(after day: String) -> (day: String, inForce: InForce?)? {
    let days = (line?.acts ?? []).map(\.day).filter { $0 > day }
    guard let next = Set(days).sorted().first(where: { isOther($0, than: day) }) else { return nil }
    return (next, inForce(on: next))
  }

  private func isOther(_ day: String, than before: String) -> Bool {
    inForce(on: day)?.act.identity != inForce(on: before)?.act.identity
  }

  private func inForce(_ act: SlotAct) -> InForce? {
    guard case .release(let version, let text) = act.step else { return nil }
    return InForce(
      version: version, act: act, text: text,
      revision: revisions.lazy.compactMap { $0.released(by: act) }.first)
  }

  /// The revision that is being worked on; the last one if there are several.
  package var draft: DocumentRevision? { revisions.last(where: \.isOpen) }

  /// What a new revision may be called: what follows the newest.
  package func nextVersion(isEdition: Bool) -> String? {
    guard let last = revisions.last else { return scheme.first }
    return scheme.next(after: last.version, isEdition: isEdition)
  }
}

/// All documents of an entity.
package struct DocumentBoard: Sendable {
  /// By number.
  package let documents: [Document]

  /// - Parameters:
  ///   - cards: the records of documents.
  ///   - revisions: in the order in which they were begun.
  ///   - lines: what was done about numbers.
  package init(
    cards: [Document.Card], revisions: [DocumentRevision], lines: [SlotKey: SlotLine]
  ) {
    let byDocument = Dictionary(grouping: revisions, by: \.document)
    let byNumber = Dictionary(grouping: cards) { $0.values["number"]?.string ?? "" }
    let opened = lines.keys.filter { $0.kind == SlotKey.documents }.map(\.number)
    documents = Set(byNumber.keys).union(opened).sorted().flatMap { number -> [Document] in
      let line = SlotKey(kind: SlotKey.documents, number: number).flatMap { lines[$0] }
      let cards = byNumber[number] ?? []
      guard !cards.isEmpty else { return [Document(number, nil, [], line)] }
      // Two nodes that made one number apart: both cards are shown, and one line.
      return cards.map { Document(number, $0, byDocument[$0.key.id] ?? [], line) }
    }
  }
}

extension SlotKey {
  /// The kind of the slots of documents' numbers.
  package static let documents = "number"
}
