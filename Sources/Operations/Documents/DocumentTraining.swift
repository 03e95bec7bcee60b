import Indexing
package import SiteModel

/// Training that a version needs before it comes into force, and that nobody has reported done: the
/// action that follows from its approval, begun or not.
package struct DocumentTraining: Sendable {
  package let version: String
  /// The action, by `action/<id>`; it may still have to be begun.
  package let record: RecordKey
  /// Its number; nil while nobody has begun it.
  package let number: String?
  /// Its state; nil while nobody has begun it.
  package let state: String?
  /// By when; nil: nobody has said.
  package let due: CivilDate?

  // A cancelled one was signed away, with a reason, by somebody who approves.
  private static let closed: Set<String> = ["done", "verified", "cancelled"]

  /// What is open for a revision.
  static func open(for revision: DocumentRevision, on site: Site) throws -> [DocumentTraining] {
    guard revision.state.values["training"]?.bool == true else { return [] }
    return try FollowingRecords(site).all(of: revision.key).compactMap { following in
      guard following.record.key.type == "action", !closed.contains(following.state ?? "")
      else { return nil }
      let begun = try site.index.state(of: following.record.key).values
      let values = following.state == nil ? following.record.values : begun
      return DocumentTraining(
        version: revision.version, record: following.record.key,
        number: begun["number"]?.string, state: following.state,
        due: values["due"]?.string.flatMap { CivilDate($0) })
    }
  }

  /// What is open for a document: of what is approved, of what comes, of what is in force.
  static func open(
    for document: Document, on today: String, _ site: Site
  ) throws -> [DocumentTraining] {
    try document.revisions.filter { revision in
      if revision.states == ["approved"] { return true }
      return revision.states == ["released"]
        && RegisterCopy.status(of: revision, document, today, isUncontrolled: false) != .obsolete
    }
    .flatMap { try open(for: $0, on: site) }
  }

  /// A release does not pass over training in silence: it must be due by the day the version comes
  /// into force, or somebody says why not.
  ///
  /// - Throws: ``DocumentFault/untrained(_:version:record:due:day:)``, ``DocumentFault/trained(_:version:)``.
  static func check(
    _ revision: DocumentRevision, _ number: String, _ day: CivilDate, untrained reason: String?,
    _ site: Site
  ) throws {
    let late = try open(for: revision, on: site).first { $0.due.map { $0 > day } ?? true }
    if reason != nil, late == nil {
      throw DocumentFault.trained(number, version: revision.version)
    }
    guard reason == nil, let late else { return }
    throw DocumentFault.untrained(
      number, version: revision.version, record: "\(late.record)", due: late.due?.description,
      day: day.description)
  }
}
