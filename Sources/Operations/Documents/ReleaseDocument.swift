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
  ///   - untrained: why it comes into force before its training; kept with the signature.
  /// - Throws: ``SlotFault/otherHolder(_:holder:)`` and its like; ``ActRefusal``; ``DocumentFault``.
  package static func run(
    _ number: String, version: String? = nil, from day: CivilDate?, untrained: String? = nil,
    on site: Site
  ) throws {
    try site.write { session in
      try ReleaseDocument(number, session).release(version, day ?? site.today, untrained)
    }
  }

  /// From a day on nothing of a number is in force.
  ///
  /// - Throws: as ``run(_:version:from:untrained:on:)``; ``DocumentFault/nothingInForce(_:)``.
  package static func withdraw(
    _ number: String, from day: CivilDate?, reason: String?, on site: Site
  ) throws {
    try site.write { session in
      let release = try ReleaseDocument(number, session)
      let today = try release.documents.today()
      guard let revision = release.document.inForce(on: today)?.revision else {
        throw DocumentFault.nothingInForce(number)
      }
      let entry = try release.pen(day ?? site.today, reason).withdraw()
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

  private func release(_ version: String?, _ day: CivilDate, _ untrained: String?) throws {
    let today = session.site.today
    guard day >= today else { throw DocumentFault.past(day: "\(day)", today: "\(today)") }
    let revision = try document.working(version)
    if revision.states == ["approved"] {
      try DocumentTraining.check(
        revision, document.number, day, untrained: untrained, session.site)
    }
    // A release has no other reason than this one.
    try put(revision, "release", day, reason: untrained)
  }

  /// Signs that a revision is in force, and says so of its number.
  func put(
    _ revision: DocumentRevision, _ action: String, _ day: CivilDate, reason: String?
  ) throws {
    try DocumentText(of: revision, document.number, on: session.site).check()
    guard let text = revision.content else { throw DocumentFault.noDraft(document.number) }
    let entry = try pen(day, reason).release(text, "启用编号 \(document.number)") { _ in
      revision.version
    }
    try MoveDocument.sign(action, revision, reason, session, with: [entry])
  }

  private func pen(_ day: CivilDate, _ reason: String?) throws -> SlotPen {
    let slot = try SlotKey(numbered: document.number)
    return SlotPen(slot: slot, session: session, reason: reason, day: day)
  }
}
