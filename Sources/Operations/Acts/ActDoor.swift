import Indexing
package import SiteModel
import Storage

/// Where an act about one record is made: judged by the law, asked by the guards, then signed.
///
/// The node's lock is held, so what is asked here is still so when the act is written.
struct ActDoor {
  let session: WriteSession
  let key: RecordKey
  let lifecycle: Lifecycle
  let schema: RecordSchema
  /// Where the record is now.
  let course: RecordCourse
  private let entries: [PlacedEntry]
  private let people: People

  /// - Throws: ``ActFault/noLifecycle(type:)`` for a type whose records nobody signs,
  ///   ``EnvelopeFault/void(record:reason:)`` for a record that is void.
  init(_ session: WriteSession, _ key: RecordKey) throws {
    (self.session, self.key) = (session, key)
    let site = session.site
    schema = try site.schemas.schema(of: key.type)
    guard let lifecycle = site.schemas.lifecycles[key.type, schema.version] else {
      throw ActFault.noLifecycle(type: key.type)
    }
    self.lifecycle = lifecycle
    (entries, people) = try site.index.ground(of: key)
    let fold = ActFold(entries, by: site.schemas.lifecycles, people: people)
    guard let course = fold[key] else { throw RecordLookupFault.unknown(key.description) }
    self.course = course
    if let voiding = Envelope(of: course.joined).voiding {
      throw EnvelopeFault.void(record: key.description, reason: voiding.reason)
    }
  }

  /// Where the next commit of this chain signs.
  func place() throws -> SigningPlace {
    let now = session.site.surroundings.clock.now()
    return SigningPlace(
      chain: session.site.chain, claimed: now.instant.text(at: now.offset))
  }

  func entry(_ act: Act, by author: Author) -> Entry {
    Entry(
      entity: session.writer.entity, key: key, schema: schema.version, act: act, by: author)
  }

  /// An entry where the next commit would put it.
  func placed(_ entry: Entry) throws -> PlacedEntry {
    var past = try session.site.index.known()
    let chain = session.site.chain
    let name = EntryName(chain: chain, seq: past.heads[chain, default: 0] + 1)
    past.insert(name)
    return PlacedEntry(name: name, entry: entry, past: past)
  }

  /// The rules an act would break, if it were signed by its author.
  func breaches(of draft: PlacedEntry) -> [ActBreach] {
    let standing = DoorStanding(people: people, draft: draft, today: session.site.today)
    return ActFold.breaches(
      of: draft, among: entries, by: session.site.schemas.lifecycles, people: standing)
  }

  /// Signs and writes an act.
  ///
  /// - Throws: ``ActRefusal``; ``ActFault/noEffect`` for an act that every rule at this door lets
  ///   through and the fold does not count. Nothing is written then.
  func sign(
    _ entry: Entry, with key: SSHKey, _ line: String, _ others: [Entry] = []
  ) throws {
    let placed = try placed(entry)
    let breaches = breaches(of: placed)
    guard breaches.isEmpty else { throw try refusal(of: entry, for: breaches) }
    let signature = try SSHSignature(ofAct: entry, by: key)
    let after = try session.site.index.course(with: placed, signedBy: key.publicKey.line)
    guard after?.effective.contains(entry.identity) == true else { throw ActFault.noEffect }
    try session.commit(line) { files in
      try files.add(entry, signature)
      for other in others { try files.add(other) }
    }
  }
}

/// Why nothing can be signed about a record.
package enum ActFault: Fault, Equatable {
  /// The type has no states.
  case noLifecycle(type: String)
  /// The act would count nowhere, whatever else is right about it: a key or an office that is
  /// somebody else's, a text that is none.
  case noEffect
  /// States stand against each other, and it must be said which one stands.
  case undecided([String])
  /// None of the sides is this.
  case noSide(String, [String])

  package var kind: FaultKind { .refused }
  package var phrase: Phrase {
    switch self {
    case .noLifecycle(let type): Phrase("act.no-states", ["type": type])
    case .noEffect: Phrase("act.no-effect")
    case .undecided(let sides):
      Phrase("act.choose-side", ["sides": sides.joined(separator: ", ")])
    case .noSide(let side, let sides):
      Phrase("act.no-side", ["side": side, "sides": sides.joined(separator: ", ")])
    }
  }
}
