import Foundation
import Indexing
package import SiteModel
import Storage

/// Writes what people say of a document: its card, a draft of a revision and the file of its text.
package struct WriteDocument {
  /// What a person says; what is not said stays as it is.
  package struct Wishes: Sendable {
    package var number: String
    /// Fields of the document's card.
    package var card: [String: JSON] = [:]
    /// Fields of the revision.
    package var revision: [String: JSON] = [:]
    /// The file of its text.
    package var file: String?
    /// What the revision is called; nil: what follows the newest.
    package var version: String?
    /// The template of a new document's route; what the card names itself stands.
    package var route: String?
    /// A new edition instead of a change.
    package var isEdition = false

    package init(_ number: String) { self.number = number }
  }

  let wishes: Wishes
  let session: WriteSession

  /// Makes a document and the draft of its first revision; where the node may, it opens the number.
  ///
  /// - Throws: ``DocumentFault/taken(_:)``, ``DocumentFault/noAuthor``, ``SlotFault/badNumber(_:)``.
  package static func new(_ wishes: Wishes, on site: Site) throws {
    _ = try SlotKey(numbered: wishes.number)
    try site.write { session in
      let known = try Documents(on: session.site).board.documents
      guard !known.contains(where: { $0.number == wishes.number && $0.card != nil }) else {
        throw DocumentFault.taken(wishes.number)
      }
      try begin(wishes, session)
    }
  }

  /// Writes card, draft and opening of a number that no document bears yet.
  static func begin(_ wishes: Wishes, _ session: WriteSession) throws {
    var card = wishes.card
    if let route = wishes.route {
      let kind = card["kind"]?.string
      card.merge(try RouteTemplate.named(route, on: session.site).steps(for: kind)) { own, _ in own
      }
    }
    card["number"] = .string(wishes.number)
    card = try FieldValues(Document.type, on: session.site).new(card)
    let key = RecordKey.known(Document.type, NewName.random())
    let entry = try session.site.schemas.entry(setting: card, of: key, by: session.writer)
    let document = Document(wishes.number, Document.Card(key: key, values: card), [], nil)
    let opening = try opening(try SlotKey(numbered: wishes.number), session)
    try WriteDocument(wishes: wishes, session: session).begin(document, beside: [entry] + opening)
  }

  /// The opening of the number, where this node may open it now; else its holder does.
  private static func opening(_ slot: SlotKey, _ session: WriteSession) throws -> [Entry] {
    let known = try KnownSlot(slot, on: session.site)
    guard !known.isOpen else { return [] }
    let entry = Entry(
      entity: session.writer.entity, slot: try known.move(.open, nil, from: nil),
      by: session.writer.author)
    do { try known.hear(entry) } catch is SlotFault { return [] }
    return [entry]
  }

  /// Begins the next revision of a document.
  ///
  /// - Throws: ``DocumentFault``.
  package static func revise(_ wishes: Wishes, on site: Site) throws {
    try site.write { session in
      let document = try Documents(on: session.site).one(wishes.number)
      if let draft = document.draft {
        throw DocumentFault.hasDraft(document.number, version: draft.version)
      }
      var wishes = wishes
      if let last = try inForceOrLast(document, session.site) {
        wishes.revision["supersedes"] = .string(last.version)
      }
      try WriteDocument(wishes: wishes, session: session).begin(document, beside: [])
    }
  }

  private static func inForceOrLast(
    _ document: Document, _ site: Site
  ) throws -> DocumentRevision? {
    document.inForce(on: try SlotAnswer.today(site))?.revision ?? document.revisions.last
  }

  /// Changes the draft, and the card.
  ///
  /// - Throws: ``DocumentFault/noDraft(_:)``; ``RecordLookupFault/locked(record:states:)`` while it
  ///   is being reviewed or approved.
  package static func edit(_ wishes: Wishes, reason: String?, on site: Site) throws {
    try site.write { session in
      let document = try Documents(on: session.site).one(wishes.number)
      let writing = WriteDocument(wishes: wishes, session: session)
      var entries: [Entry] = []
      if !wishes.card.isEmpty, let card = document.card?.key {
        entries.append(try writing.change(card, wishes.card))
      }
      guard !wishes.revision.isEmpty || wishes.file != nil || wishes.version != nil else {
        guard !entries.isEmpty else { throw DocumentFault.nothing(wishes.number) }
        try session.commit("修改文件 \(wishes.number)") { for entry in entries { try $0.add(entry) } }
        return
      }
      try writing.change(document, try document.working(nil), entries, reason)
    }
  }

  private func change(_ key: RecordKey, _ values: [String: JSON]) throws -> Entry {
    let values = try FieldValues(key.type, on: session.site).change(values, of: key)
    let now = try session.site.index.state(of: key)
    return try session.site.schemas.entry(setting: values, of: key, now: now, by: session.writer)
  }
}
