import Indexing
package import SiteModel
import Storage

/// Puts an approved revision in force from a day on, or ends that nothing is in force.
///
/// The act of the person and the act about the number stand in one commit (`model.md` §4): only the
/// chain that holds the number releases and withdraws.
package struct ReleaseDocument {
  private let session: WriteSession
  private let documents: Documents
  private let document: Document

  /// Releases a revision.
  ///
  /// - Parameters:
  ///   - version: nil: the one that is being worked on.
  ///   - day: from when; nil: today.
  /// - Throws: ``SlotFault/otherHolder(_:holder:)`` and its like; ``ActRefusal``; ``DocumentFault``.
  package static func run(
    _ number: String, version: String? = nil, from day: CivilDate?, on site: Site
  ) throws {
    try site.write { session in
      try ReleaseDocument(number, session).release(version, day ?? site.today)
    }
  }

  /// From a day on nothing of a number is in force.
  ///
  /// - Throws: as ``run(_:version:from:on:)``; ``DocumentFault/nothingInForce(_:)``.
  package static func withdraw(
    _ number: String, from day: CivilDate?, reason: String?, on site: Site
  ) throws {
    try site.write { session in
      let release = try ReleaseDocument(number, session)
      let today = try release.documents.today()
      guard let revision = release.document.inForce(on: today)?.revision else {
        throw DocumentFault.nothingInForce(number)
      }
      let entry = try release.entry(.withdraw, day ?? site.today, reason)
      try MoveDocument.sign("withdraw", revision, reason, session, with: [entry])
    }
  }

  private init(_ number: String, _ session: WriteSession) throws {
    let documents = try Documents(on: session.site)
    self.init(try documents.one(number), among: documents, session)
  }

  init(_ document: Document, among documents: Documents, _ session: WriteSession) {
    (self.document, self.documents, self.session) = (document, documents, session)
  }

  private func release(_ version: String?, _ day: CivilDate) throws {
    let today = session.site.today
    guard day >= today else { throw DocumentFault.past(day: "\(day)", today: "\(today)") }
    try put(try document.working(version), "release", day, reason: nil)
  }

  /// Signs that a revision is in force, and says so of its number.
  func put(
    _ revision: DocumentRevision, _ action: String, _ day: CivilDate, reason: String?
  ) throws {
    try DocumentText(of: revision, document.number, on: session.site).check()
    guard let text = revision.content else { throw DocumentFault.noDraft(document.number) }
    try open()
    let entry = try entry(.release(revision: revision.version, text: text), day, reason)
    try MoveDocument.sign(action, revision, reason, session, with: [entry])
  }

  /// The node that made the document could not open its number: this one may.
  private func open() throws {
    let known = try KnownSlot(try SlotKey(numbered: document.number), on: session.site)
    guard !known.isOpen else { return }
    let opening = try entry(.open, nil, nil)
    try session.commit("启用编号 \(document.number)") { try $0.add(opening) }
    try session.site.follow()
  }

  private func entry(_ step: SlotStep, _ day: CivilDate?, _ reason: String?) throws -> Entry {
    let known = try KnownSlot(try SlotKey(numbered: document.number), on: session.site)
    let move = try known.move(step, day, from: nil)
    let entry = Entry(
      entity: session.writer.entity, slot: move, by: session.writer.giving(reason).author)
    try known.hear(entry)
    return entry
  }
}
