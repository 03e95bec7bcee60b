import Foundation
import SiteModel
import TestSupport
import Testing

/// A made-up plant whose people are registered, vouched for and attacked, commit by commit.
struct PlantPeople {
  static let home = "home"
  static let lifecycles: Lifecycles = {
    var known = Lifecycles()
    for (type, name) in [("vouch", "vouch"), ("delegation", "delegation"), ("report", "record")] {
      if let lifecycle = try? ActLifecycleTests.lifecycle(name) {
        known.set(lifecycle, for: type, schema: 1)
      }
    }
    return known
  }()

  private(set) var entries: [PlacedEntry] = []
  var stores: [String: VersionVector] = [:]
  var evidence = Evidence()

  /// A lone plant: the fingerprint of its node's key is on paper.
  init() { evidence.founders = [Self.home: "key of \(Self.home)"] }

  /// With zhang as first administrator, li as approver and reviewer, both vouched for.
  static func running() throws -> PlantPeople {
    var plant = PlantPeople()
    try plant.register("zhang", ["admin", "reviewer"], by: "node-home")
    try plant.register("li", ["approver", "reviewer"], by: "zhang")
    return plant
  }

  var people: People {
    People(entries, evidence: evidence, lifecycles: Self.lifecycles)
  }

  func past(_ chain: String = Self.home) -> VersionVector { stores[chain, default: .init()] }

  func standing(_ person: String, on chain: String = Self.home) -> PersonStanding? {
    people.standing(of: person, in: past(chain))
  }

  func vouching(_ person: String, on chain: String = Self.home) -> Vouching {
    people.vouching(of: person, in: past(chain))
  }

  static func key(_ type: String, _ id: String) throws -> RecordKey {
    try #require(RecordKey(type: type, id: id))
  }

  @discardableResult
  mutating func add(
    _ entry: Entry, signedBy key: String? = nil, on chain: String = Self.home
  ) -> PlacedEntry {
    var past = past(chain)
    let name = EntryName(chain: chain, seq: past.heads[chain, default: 0] + 1)
    past.insert(name)
    stores[chain] = past
    let placed = PlacedEntry(name: name, entry: entry, past: past)
    entries.append(placed)
    evidence.signatures[EntryPlace(key: entry.key, name: name)] = key
    return placed
  }

  mutating func write(
    _ key: RecordKey, _ values: [String: JSON], by person: String = "clerk",
    on chain: String = Self.home
  ) {
    let shown = RecordState(
      joining: entries.filter { $0.entry.key == key }, knownAt: past(chain))
    let set = values.map { field, value in
      (field, FieldWrite(old: [], new: value, over: shown[field]?.names ?? []))
    }
    add(
      Entry(
        entity: "e", key: key, schema: 1, set: Dictionary(uniqueKeysWithValues: set),
        by: Author(person)), on: chain)
  }

  static func posts(_ roles: [String], from: String = "2025-01-01", until: String? = nil) -> JSON {
    var post: [String: JSON] = [
      "post": "p-1", "roles": .array(roles.map(JSON.string)), "from": .string(from),
    ]
    post["until"] = until.map(JSON.string)
    return [.object(post)]
  }

  /// Writes a person's own record, as anybody with a shell can.
  mutating func write(
    person id: String, key: String? = nil, posts: JSON, on chain: String = Self.home
  ) throws {
    try write(
      Self.key("person", id),
      [
        "name": .string(id), "number": .string("no \(id)"),
        "key": .string(key ?? "key of \(id)"), "posts": posts,
      ], on: chain)
  }

  /// Fills in the vouch that a person's record asks for.
  ///
  /// Does nothing where the record is in conflict or has no key.
  mutating func draft(_ id: String, on chain: String = Self.home) throws {
    let record = try Self.key("person", id)
    let state = RecordState(
      joining: entries.filter { $0.entry.key == record }, knownAt: past(chain))
    guard let fields = Person(record, state).flatMap({ Vouch.fields(for: $0) }) else { return }
    try write(Self.key("vouch", id), fields, on: chain)
  }

  /// Whether a chain's node has heard of a write of a record.
  func knows(_ record: RecordKey, on chain: String) -> Bool {
    entries.contains {
      $0.entry.key == record && $0.entry.act == nil && past(chain).contains($0.name)
    }
  }

  /// Does an action on a record as its state on this chain allows.
  ///
  /// - Parameter key: what the signature is made with; the signer's own unless given.
  @discardableResult
  mutating func act(
    _ action: String, _ record: RecordKey, by person: String, key: String? = nil,
    on chain: String = Self.home
  ) throws -> PlacedEntry {
    let course = try course(of: record, on: chain)
    let signer = SignerNames(person)
    // Another second each time: the same bytes would be the same act.
    let place = SigningPlace(
      chain: chain, claimed: Instant(seconds: Int64(entries.count)).text(at: .utc))
    let act: Act
    if course.lifecycle[statement: action] != nil, let head = course.heads.first {
      act = course.statement(action, on: head, at: place, signer: signer)
    } else {
      // What waits behind the lock is signed too: that is what signing again is for.
      act = Act(
        Act.Move(action, to: course.lifecycle[action: action]?.to),
        after: course.heads.map(\.act.identity).sorted(),
        text: SignedText(action == "vouch" ? course.joined.values : course.shown.values),
        place: place, signer: signer)
    }
    let own = person.hasPrefix("node-") ? "key of \(person.dropFirst(5))" : "key of \(person)"
    return add(
      Entry(entity: "e", key: record, schema: 1, act: act, by: Author(person, reason: "so")),
      signedBy: key ?? own, on: chain)
  }

  func course(of record: RecordKey, on chain: String = Self.home) throws -> RecordCourse {
    let fold = ActFold(
      entries.filter { $0.entry.key == record }, by: Self.lifecycles, people: people,
      knownAt: past(chain))
    return try #require(fold[record])
  }

  mutating func vouch(
    for id: String, by voucher: String, key: String? = nil, on chain: String = Self.home
  ) throws {
    try act("vouch", Self.key("vouch", id), by: voucher, key: key, on: chain)
  }

  /// Record, vouch and the voucher's signature.
  mutating func register(
    _ id: String, _ roles: [String], by voucher: String, on chain: String = Self.home
  ) throws {
    try write(person: id, posts: Self.posts(roles), on: chain)
    try draft(id, on: chain)
    try vouch(for: id, by: voucher, on: chain)
  }

  /// Two nodes hear of each other's commits.
  mutating func meet(_ a: String, _ b: String) {
    let both = past(a).merged(with: past(b))
    (stores[a], stores[b]) = (both, both)
  }
}
