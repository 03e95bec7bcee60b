import Foundation
import Indexing
import Operations
import SiteModel
import Storage

/// An act that a changed program writes: the person is right and the key is not, or the key is his
/// and he may not.
private struct Forgery {
  let action: String
  let to: String
  let person: String
  let key: SSHKey

  /// By state, what comes next, where that leads, who may and who may not.
  private static let next = [
    "draft": ("submit", "reviewing", "wang", "li"),
    "reviewing": ("review", "countersigning", "li", "wang"),
    "countersigning": ("approve", "approved", "zhang", "wang"),
    "approving": ("approve", "approved", "zhang", "li"),
    "approved": ("release", "released", "chen", "zhang"),
    "released": ("withdraw", "withdrawn", "zhang", "chen"),
  ]

  init?(
    after state: String, _ actors: [String: Actor], using random: inout SeededRandom
  ) {
    guard let (action, to, right, wrong) = Self.next[state], let own = actors[wrong]?.key
    else { return nil }
    (self.action, self.to) = (action, to)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: (person, key) = (right, SSHKey())
    case 1: (person, key) = (right, own)
    default: (person, key) = (wrong, own)
    }
  }
}

extension DocumentPlant {
  /// A changed program signs a commit of its node with an act that nobody signed in it, and with
  /// what it says of the number: it has no effect, here or anywhere.
  mutating func forge(_ node: DocumentNode, _ number: String) throws {
    let (actors, made) = (self.made.actors, self.made)
    var (random, isForged) = (self.random, false)
    try node.run(as: nil, on: day) { site in
      guard let revision = try Documents(on: site).one(number).revisions.last,
        let forgery = Forgery(after: revision.states.last ?? "", actors, using: &random)
      else { return }
      try site.write { session in
        try Self.write(forgery, about: revision, number, session, made)
      }
      let now = try Documents(on: site).one(number).revisions.last
      guard now?.states == revision.states, now?.acts == revision.acts else {
        throw Breach("\(forgery.action) as \(forgery.person) was taken for his")
      }
      isForged = true
    }
    self.random = random
    if isForged { counts.forged += 1 }
  }

  private static func write(
    _ forgery: Forgery, about revision: DocumentRevision, _ number: String,
    _ session: WriteSession, _ made: DocumentPlantMade
  ) throws {
    let site = session.site
    let now = site.surroundings.clock.now()
    let act = Act(
      Act.Move(forgery.action, to: forgery.to),
      after: (revision.course?.heads ?? []).map(\.act.identity).sorted(),
      text: SignedText(revision.state.values),
      place: SigningPlace(chain: site.chain, claimed: now.instant.text(at: now.offset)),
      signer: SignerNames(forgery.person))
    let author = Author(forgery.person, reason: "因此")
    let entry = Entry(
      entity: site.entity, key: revision.key,
      schema: try site.schemas.schema(of: DocumentRevision.type).version, act: act, by: author)
    let signature = try SSHSignature(ofAct: entry, by: forgery.key)
    let seq = try site.index.known().heads[site.chain, default: 0] + 1
    let draft = CommitDraft(
      entity: site.entity, chain: site.chain, message: "\(forgery.action) \(number)",
      by: forgery.person, clock: now, seen: try site.index.seen(by: site.chain))
    let key = try SSHKey.read(from: site.layout.privateKey.path)
    _ = try site.store.append(draft, signer: key) { files in
      try files.add(entry.key.path(seq: seq), entry.bytes)
      try files.add(entry.key.signaturePath(seq: seq), Array(signature.armored.utf8))
      if let move = try slot(forgery, revision, number, site) {
        let entry = Entry(entity: site.entity, slot: move, by: author)
        try files.add(entry.key.path(seq: seq), entry.bytes)
      }
    }
    try site.follow()
  }

  /// What the act would do about the number.
  private static func slot(
    _ forgery: Forgery, _ revision: DocumentRevision, _ number: String, _ site: Site
  ) throws -> SlotMove? {
    let line = try AskSlots.one(number, on: site).line
    guard let slot = SlotKey(kind: SlotKey.documents, number: number), let last = line?.acts.last,
      let text = revision.content
    else { return nil }
    let step: SlotStep
    switch forgery.action {
    case "release": step = .release(revision: revision.version, text: text)
    case "withdraw": step = .withdraw
    default: return nil
    }
    return SlotMove(
      slot, step, after: [last.identity], day: site.today.description, on: site.chain)
  }
}
