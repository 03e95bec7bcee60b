import Indexing
package import SiteModel

/// One side of a conflict, with everything that tells a person whose it is.
package struct ConflictSide: Sendable {
  /// Its number in the list, from 1: what `--choose` takes.
  package let number: Int
  /// The entry, `chain.seq`.
  package let entry: EntryName
  /// Whether this node wrote it.
  package let isOwn: Bool
  /// Who: the id that stands in the entry.
  package let by: String
  /// Name, post and department on that day; a node that wrote by itself has its site's name.
  package let names: SignerNames
  /// The claimed time, RFC 3339.
  package let clock: String
  /// In the person's words.
  package let reason: String?
}

/// Says who stands on the sides of conflicts; people are read once for all of them.
package struct ConflictSides {
  private let site: Site
  private let people: [String: Person]

  package init(of site: Site) throws {
    self.site = site
    people = Dictionary(
      uniqueKeysWithValues: try PersonLookup(site).people().map { ($0.id, $0) })
  }

  /// The sides of a conflict of fields or states, in the order of their numbers.
  package func of(_ conflict: Conflict) throws -> [ConflictSide] {
    switch conflict.matter {
    case .field(let field):
      try field.sides.enumerated().map { try side($0 + 1, $1.name, $1.entry) }
    case .state(let state):
      try state.heads.enumerated().map { try side($0 + 1, $1.act) }
    case .number(let clash): try clash.records.enumerated().map { try side($0 + 1, opening: $1) }
    case .slot(let contest):
      try contest.sides.enumerated().compactMap { try side($0 + 1, $1, of: contest.slot) }
    case .readings(let clash):
      try clash.segments.enumerated().compactMap { try side($0 + 1, segment: $1) }
    }
  }

  private func side(
    _ number: Int, _ name: EntryName, _ entry: Entry
  ) throws -> ConflictSide {
    let clock = try site.index.clock(of: name) ?? ""
    return ConflictSide(
      number: number, entry: name, isOwn: name.chain == site.chain, by: entry.by,
      names: try names(of: entry.by, at: clock), clock: clock, reason: entry.reason)
  }

  private func side(_ number: Int, _ act: JudgedAct) throws -> ConflictSide {
    ConflictSide(
      number: number, entry: act.entry.name, isOwn: act.entry.name.chain == site.chain,
      by: act.person, names: act.act.signer, clock: act.act.place.claimed,
      reason: act.entry.entry.reason)
  }

  private func side(_ number: Int, _ act: SlotAct, of slot: SlotKey) throws -> ConflictSide? {
    let entries = try site.index.entries(of: slot.record)
    return try entries.first { $0.name == act.place.name }.map {
      try side(number, $0.name, $0.entry)
    }
  }

  /// Whoever began a record.
  private func side(_ number: Int, opening key: RecordKey) throws -> ConflictSide {
    let entries = try site.index.entries(of: key)
    let first = entries.min { ($0.past.size, $0.name) < ($1.past.size, $1.name) }
    guard let first else { throw RecordLookupFault.unknown(key.description) }
    return try side(number, first.name, first.entry)
  }

  /// Whoever imported a segment.
  private func side(_ number: Int, segment: String) throws -> ConflictSide? {
    guard let origin = try site.index.origin(ofSegment: segment),
      let commit = try site.index.commit(origin.name)
    else { return nil }
    return ConflictSide(
      number: number, entry: origin.name, isOwn: origin.name.chain == site.chain, by: commit.by,
      names: try names(of: commit.by, at: commit.clock), clock: commit.clock, reason: commit.line)
  }

  private func names(of id: String, at clock: String) throws -> SignerNames {
    guard let person = people[id] else { return SignerNames(try siteName(id)) }
    let day = CivilDate(clock.prefix(10)) ?? site.today
    return try PersonLookup(site).names(of: person, on: day)
  }

  // Where nobody was at the door, the site stands in the entry.
  private func siteName(_ id: String) throws -> String {
    guard let key = RecordKey(type: "site", id: id) else { return id }
    return try site.index.state(of: key).values["name"]?.string ?? id
  }
}
