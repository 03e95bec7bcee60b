import SiteModel
import TestSupport
import Testing

/// One record of a plant and its head office, told act by act.
struct ActScene {
  let key: RecordKey
  let lifecycles: Lifecycles
  private(set) var entries: [PlacedEntry] = []
  /// By chain, what its node holds.
  private(set) var stores: [String: VersionVector] = [
    "site": VersionVector(), "main": VersionVector(),
  ]
  var people = ActPeople(roles: [:], vouched: [])

  init(_ lifecycle: Lifecycle) throws {
    key = try #require(RecordKey(type: lifecycle.name, id: "x-1"))
    var known = Lifecycles()
    known.set(lifecycle, for: lifecycle.name, schema: 1)
    lifecycles = known
  }

  func course(_ chain: String? = nil) throws -> RecordCourse {
    let store = chain.flatMap { stores[$0] }
    return try #require(
      ActFold(entries, by: lifecycles, people: people, knownAt: store)[key])
  }

  @discardableResult
  mutating func add(_ entry: Entry, on chain: String) -> PlacedEntry {
    var past = stores[chain, default: VersionVector()]
    let name = EntryName(chain: chain, seq: past.heads[chain, default: 0] + 1)
    past.insert(name)
    stores[chain] = past
    let placed = PlacedEntry(name: name, entry: entry, past: past)
    entries.append(placed)
    return placed
  }

  /// Writes fields over what the chain's node shows, locked or not.
  mutating func write(_ values: [String: JSON], by person: String, on chain: String = "site") {
    let joined = RecordState(joining: entries, knownAt: stores[chain])
    var set: [String: FieldWrite] = [:]
    for (field, value) in values {
      set[field] = FieldWrite(old: [], new: value, over: joined[field]?.names ?? [])
    }
    add(Entry(entity: "e", key: key, schema: 1, set: set, by: Author(person)), on: chain)
  }

  static func place(_ chain: String) -> SigningPlace {
    SigningPlace(chain: chain, claimed: "2025-03-14T09:00:00+08:00")
  }
  static let signer = SignerNames("name")

  /// Signs an action as the chain's node shows the record, and says what the law says.
  @discardableResult
  mutating func sign(
    _ action: String, by person: String, on chain: String = "site", rests: [ContentHash] = []
  ) throws -> [ActBreach] {
    var move = Act.Move(action, to: nil)
    move.rests = rests
    let course = try course(chain)
    // Another second each time: the same bytes would be the same act.
    let second = 10 + entries.count % 50
    let place = SigningPlace(chain: chain, claimed: "2025-03-14T09:00:\(second)+08:00")
    return sign(course.act(move, at: place, signer: Self.signer), by: person, on: chain)
  }

  @discardableResult
  mutating func sign(_ act: Act, by person: String, on chain: String = "site") -> [ActBreach] {
    let author = Author(person, reason: "because")
    let placed = add(Entry(entity: "e", key: key, schema: 1, act: act, by: author), on: chain)
    return ActFold.breaches(
      of: placed, among: entries.dropLast(), by: lifecycles, people: people)
  }

  @discardableResult
  mutating func state(_ name: String, by person: String, on chain: String = "site") throws
    -> [ActBreach]
  {
    let course = try course(chain)
    let head = try #require(course.heads.first)
    return sign(
      course.statement(name, on: head, at: Self.place(chain), signer: Self.signer), by: person,
      on: chain)
  }

  /// Both nodes hear of everything.
  mutating func meet() {
    let all = stores.values.reduce(VersionVector()) { $0.merged(with: $1) }
    for chain in stores.keys { stores[chain] = all }
  }
}
