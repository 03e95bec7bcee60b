import Indexing
package import SiteModel
import Storage

/// A document controller signs that somebody need not acknowledge a version: he is on long leave, or
/// has another post. It holds for that text alone.
package struct WaiveAcknowledgement {
  /// One that counts.
  struct Waiver {
    let revision: String
    let content: String
    let person: String
    let reason: String
    /// Who signed it, by name.
    let by: String
  }

  static let type = "acknowledgement-waiver"

  /// All that count.
  static func all(on site: Site, knownAt: VersionVector? = nil) throws -> [Waiver] {
    try site.index.records(of: type, knownAt: knownAt).compactMap { _, state, course in
      let text = { state.values[$0]?.string }
      guard let course, course.permits(.counts), let revision = text("revision"),
        let content = text("content"), let person = text("person"), let reason = text("reason"),
        let head = course.heads.first
      else { return nil }
      return Waiver(
        revision: revision, content: content, person: person, reason: reason,
        by: head.act.act.signer.name)
    }
  }

  /// - Parameter version: nil: what is in force.
  /// - Throws: ``DocumentFault``, ``AcknowledgementFault``, ``ActRefusal``.
  package static func run(
    _ number: String, version: String?, person name: String, reason: String, on site: Site
  ) throws {
    try site.write { session in
      let site = session.site
      let controller = try DocumentController.check(site)
      let revision = try revision(number, version, site)
      guard let content = revision.content else { throw DocumentFault.noDraft(number) }
      let person = try PersonLookup(site).person(name)
      guard person.id != controller.id else {
        throw AcknowledgementFault.ownWaiver(person: person.name)
      }
      try checkMissing(person, revision, number, site)
      let key = RecordKey.known(type, NewName.random())
      let values = try FieldValues(type, on: site).new([
        "revision": .string(revision.key.id), "code": .string(number),
        "version": .string(revision.version), "content": .string(content.description),
        "person": .string(person.id), "reason": .string(reason),
      ])
      try session.set(key, values, "阅知豁免 \(number) \(revision.version)（\(person.name)）")
      var wishes = ActOnRecord.Wishes("give")
      wishes.reason = reason
      try ActOnRecord.sign(wishes, Signer(of: session.site), session, key)
    }
  }

  private static func revision(
    _ number: String, _ version: String?, _ site: Site
  ) throws -> DocumentRevision {
    let documents = try Documents(on: site)
    let document = try documents.one(number)
    if let version { return try document.revision(version) }
    guard let revision = document.inForce(on: try documents.today())?.revision else {
      throw DocumentFault.nothingInForce(number)
    }
    return revision
  }

  private static func checkMissing(
    _ person: Person, _ revision: DocumentRevision, _ number: String, _ site: Site
  ) throws {
    let answers = try DocumentAcks.run(number, on: site)
    let isMissing = answers.contains { answer in
      answer.version == revision.version && answer.missing.contains { $0.id == person.id }
    }
    guard isMissing else {
      throw AcknowledgementFault.notMissing(
        person: person.name, number: number, version: revision.version)
    }
  }
}

/// Why nobody is let off.
package enum AcknowledgementFault: Fault, Equatable {
  /// He need not acknowledge it, or has, or was let off before.
  case notMissing(person: String, number: String, version: String)
  /// Nobody lets himself off.
  case ownWaiver(person: String)

  package var kind: FaultKind { .refused }
  package var phrase: Phrase {
    switch self {
    case .notMissing(let person, let number, let version):
      Phrase(
        "acknowledgement.not-missing", ["person": person, "number": number, "version": version])
    case .ownWaiver(let person): Phrase("acknowledgement.own-waiver", ["person": person])
    }
  }
}
