import Indexing
import SiteModel
import Storage

/// A person signs something about a revision that moves nothing in force: submits, reviews,
/// countersigns, approves it or gives it back; or acknowledges it.
package struct MoveDocument {
  /// What is signed, as the lifecycle calls it.
  package enum Step: String, Sendable, CaseIterable {
    case submit, review, countersign, approve, reject, drop, retain, acknowledge
    case back = "return"
  }

  /// - Parameters:
  ///   - version: nil: the revision that is being worked on; for ``Step/acknowledge`` the one in
  ///     force.
  ///   - reason: in the person's words.
  /// - Throws: ``DocumentFault``, ``ActRefusal``, ``UnmetGuard``.
  package static func run(
    _ step: Step, _ number: String, version: String? = nil, reason: String? = nil, on site: Site
  ) throws {
    try site.write { session in
      let documents = try Documents(on: session.site)
      let document = try documents.one(number)
      let revision = try revision(step, document, version, try documents.today())
      if step != .back, step != .drop, step != .reject {
        try DocumentText(of: revision, document.number, on: session.site).check()
      }
      try sign(action(step, revision, by: session.site.actor?.person.id), revision, reason, session)
    }
  }

  // Where the draft lets its reviewer approve, his approval is an act of its own name, so that every
  // print and every list says that two people stood behind it, not three.
  private static func action(
    _ step: Step, _ revision: DocumentRevision, by person: String?
  ) -> String {
    guard step == .approve, let person, revision.soleApprovers.contains(person),
      revision.acts.contains(where: { $0.act.action == "review" && $0.person == person })
    else { return step.rawValue }
    return "approve-alone"
  }

  private static func revision(
    _ step: Step, _ document: Document, _ version: String?, _ today: String
  ) throws -> DocumentRevision {
    let inForce = document.inForce(on: today)
    switch step {
    case .acknowledge where version == nil:
      guard let revision = inForce?.revision else {
        throw DocumentFault.nothingInForce(document.number)
      }
      return revision
    case .retain:
      let revision = try document.revision(version ?? "")
      guard inForce?.revision?.key != revision.key else {
        throw DocumentFault.inForce(document.number, version: revision.version)
      }
      return revision
    default: return try document.working(version)
    }
  }

  static func sign(
    _ action: String, _ revision: DocumentRevision, _ reason: String?, _ session: WriteSession,
    with entries: [Entry] = []
  ) throws {
    var wishes = ActOnRecord.Wishes(action)
    wishes.reason = reason
    try ActOnRecord.sign(wishes, Signer(of: session.site), session, revision.key, with: entries)
  }
}
