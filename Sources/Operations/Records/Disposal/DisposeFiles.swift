import Indexing
package import SiteModel
import Storage

/// Disposes of the files of a record or of a document's version: approved, carried out and
/// witnessed, each signed.
///
/// The bytes go at every node that hears of it; names, hashes, dates and persons stay (7.4.2, 7.4.3).
package struct DisposeFiles {
  /// Why, as the record's schema calls it.
  package enum Reason: String, Sendable, CaseIterable {
    case obsolete, retention, damaged, duplicate
  }

  /// What a person asks for.
  package struct Wishes: Sendable {
    package var name: String
    package var version: String?
    package var reason: Reason
    /// Only these files; none: all.
    package var files: [String] = []
    package var note: String?

    package init(_ name: String, _ reason: Reason) { (self.name, self.reason) = (name, reason) }
  }

  /// Who signs. Whoever approves may be the witness, and never the executor.
  package struct Signers: Sendable {
    package let witness: Actor
    package let approver: Actor

    package init(witness: Actor, approver: Actor) {
      (self.witness, self.approver) = (witness, approver)
    }
  }

  /// What came of it.
  package struct Done: Sendable {
    package let disposal: Disposal
    /// Files whose bytes stay for now, and why.
    package let kept: [ContentHash: Disposals.Kept]
  }

  private let wishes: Wishes
  private let signers: Signers
  private let session: WriteSession
  private let target: DisposalTarget
  private var site: Site { session.site }

  /// - Throws: ``DisposalFault``, ``ActRefusal``; then no byte is gone.
  package static func run(_ wishes: Wishes, by signers: Signers, on site: Site) throws -> Done {
    try site.write { session in
      let target = try DisposalTarget.named(
        wishes.name, version: wishes.version, on: session.site)
      let disposing = DisposeFiles(
        wishes: wishes, signers: signers, session: session, target: target)
      let executor = try disposing.checkPersons()
      try disposing.checkTarget()
      return try disposing.sign(try disposing.items(), executor)
    }
  }

  private func checkPersons() throws -> Actor {
    guard let executor = site.actor else { throw PersonFault.nobody }
    for other in [signers.witness, signers.approver] where other.person.id == executor.person.id {
      throw DisposalFault.samePerson(executor.person.name)
    }
    let (people, past) = (try site.index.people(), try site.index.known())
    for actor in [executor, signers.witness, signers.approver] {
      guard actor.key != nil else { throw PersonFault.noKey(person: actor.person.name) }
      guard people.isVouched(actor.person.id, in: past) else {
        throw DisposalFault.notVouched(person: actor.person.name)
      }
    }
    let roles = people.roles(of: signers.approver.person.id, in: past, on: site.today)
    let able = approvers
    guard !roles.isDisjoint(with: able) else {
      throw DisposalFault.mayNotApprove(person: signers.approver.person.name, roles: able.sorted())
    }
    return executor
  }

  /// The roles that the lifecycle lets approve.
  private var approvers: Set<String> {
    let lifecycle = site.schemas.lifecycles[Disposal.type]
    return Set((lifecycle?[action: "approve"]?.signing.by ?? []).map(\.text))
  }

  private func checkTarget() throws {
    if let document = target.document {
      guard let revision = target.revision else {
        throw DisposalFault.whichVersion(
          number: document.number, known: document.revisions.map(\.version))
      }
      try check(revision, document)
    } else if wishes.reason == .obsolete {
      throw DisposalFault.notObsolete(name: target.name)
    }
    if let hold = try LegalHolds(on: site).active(on: target.key) {
      throw DisposalFault.held(name: target.name, hold: hold.number, reason: hold.reason)
    }
    if wishes.reason == .retention { try checkRetention() }
  }

  private func check(_ revision: DocumentRevision, _ document: Document) throws {
    let live = document.live(from: try SlotAnswer.today(site))
    guard !live.contains(where: { $0.key == revision.key }) else {
      throw DisposalFault.inForce(name: target.name)
    }
    guard !revision.isOpen else { throw DisposalFault.open(name: target.name) }
  }

  private func checkRetention() throws {
    let end = try AskRetention.end(of: target.key, on: site)
    guard end?.isOver(on: site.today) != true else { return }
    throw DisposalFault.retention(name: target.name, until: RetentionWords.phrase(of: end))
  }
}

extension DisposeFiles {
  /// The rows of the record: what goes.
  private func items() throws -> [JSON] {
    let gone = try Disposals(on: site).gone
    let all = try target.files(on: site)
    let chosen = try wishes.files.isEmpty ? all : wishes.files.map { try one($0, all) }
    let there = chosen.filter { gone[$0.attachment.sha256] == nil }
    guard !there.isEmpty else {
      if let before = chosen.lazy.compactMap({ gone[$0.attachment.sha256] }).first {
        throw DisposalFault.gone(before)
      }
      throw DisposalFault.nothing(name: target.name)
    }
    let inGit = there.filter { !$0.isApart }
    guard inGit.isEmpty else {
      throw DisposalFault.inGit(name: target.name, files: inGit.map(\.attachment.name))
    }
    return try there.map(item)
  }

  private func one(
    _ text: String, _ all: [DisposalTarget.File]
  ) throws -> DisposalTarget.File {
    let found = all.filter {
      $0.attachment.name == text
        || text.utf8.count >= 4 && $0.attachment.sha256.description.hasPrefix(text.lowercased())
    }
    guard let first = found.first else {
      throw EnvelopeFault.noAttachment(
        record: target.name, name: text, known: all.map(\.attachment.name))
    }
    guard found.count == 1 else {
      throw EnvelopeFault.ambiguous(
        record: target.name, name: text,
        hashes: found.map { String($0.attachment.sha256.description.prefix(12)) })
    }
    return first
  }

  private func item(_ file: DisposalTarget.File) throws -> JSON {
    let attachment = file.attachment
    var item: [String: JSON] = [
      "record": .string(target.key.description), "file": .string(attachment.name),
      "sha256": .string(attachment.sha256.description), "size": .number(String(attachment.size)),
    ]
    item["number"] = target.number.map(JSON.string)
    item["version"] = target.version.map(JSON.string)
    item["title"] = target.title.map { .string(String($0.prefix(200))) }
    item["made"] = attachment.captured.map(JSON.string)
    item["kept"] = try site.index.clock(of: file.entry).map(JSON.string)
    let person = try? PersonLookup(site).person(file.by)
    item["by"] = .string(person?.name ?? file.by)
    return .object(item)
  }

  private func sign(_ items: [JSON], _ executor: Actor) throws -> Done {
    let key = RecordKey.known(Disposal.type, NewName.random())
    var values: [String: JSON] = [
      "items": .array(items), "reason": .string(wishes.reason.rawValue),
      "approvedBy": .string(signers.approver.person.id),
      "executor": .string(executor.person.id), "witness": .string(signers.witness.person.id),
      "executedOn": .string(site.today.description),
    ]
    values["note"] = wishes.note.map(JSON.string)
    _ = try WriteRecord.new(key, values, in: session) { "处置审批 \($0)：\(target.name)" }
    try sign("approve", key, signers.approver)
    try sign("execute", key, executor)
    try sign("witness", key, signers.witness)
    return try done(key)
  }

  private func sign(_ action: String, _ key: RecordKey, _ actor: Actor) throws {
    let site = self.site.with(actor)
    try ActOnRecord.sign(.init(action), Signer(of: site), try WriteSession(site), key)
  }

  private func done(_ key: RecordKey) throws -> Done {
    let (state, course) = (try site.index.state(of: key), try site.index.course(of: key))
    guard let disposal = Disposal(key, state, course) else { throw ActFault.noEffect }
    let hashes = Set(disposal.items.map(\.sha256))
    let kept = try Disposals(on: site).kept.filter { hashes.contains($0.key) }
    return Done(disposal: disposal, kept: kept)
  }
}
