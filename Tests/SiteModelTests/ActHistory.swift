import Foundation
import SiteModel
import TestSupport

/// The people of a made-up plant, and what is known of them.
struct ActPeople: Standing {
  /// A revocation: where it stands, whose key it names, and what still counts of his.
  struct Cut {
    let name: EntryName
    let person: String
    let limit: VersionVector
  }

  var roles: [String: Set<String>] = [
    "ann": ["reviewer", "doc-controller", "system-rep"], "bob": ["reviewer", "system-rep"],
    "cid": ["reviewer", "doc-controller"], "dan": [],
  ]
  /// Nobody vouches for cid: he may be made up.
  var vouched: Set<String> = ["ann", "bob", "dan"]

  var forged: Set<ContentHash> = []
  var cuts: [Cut] = []

  func isSigned(_ act: PlacedEntry) -> Bool { !forged.contains(act.entry.identity) }

  func holds(_ role: String, _ person: String, on key: RecordKey, in past: VersionVector) -> Bool {
    roles[person, default: []].contains(role)
  }

  func isVouched(_ person: String, in past: VersionVector) -> Bool {
    vouched.contains(person)
  }

  func isCut(_ entry: PlacedEntry, in past: VersionVector?) -> Bool {
    cuts.contains { cut in
      past?.contains(cut.name) ?? true && entry.entry.by == cut.person
        && entry.entry.act != nil && !cut.limit.contains(entry.name)
    }
  }
}

/// A made-up past of one record with states: nodes whose people write and sign, honestly or not.
struct ActHistory {
  static let key = RecordKey(type: "record", id: "r1")
  static let chains = ["aaaa", "bbbb", "cccc"]
  static let people = ["ann", "bob", "cid", "dan"]

  /// Every entry written anywhere, in one order that could have been.
  private(set) var entries: [PlacedEntry] = []
  /// What each node holds; closed, because it is made of pasts.
  private(set) var stores: [VersionVector]
  private(set) var standing = ActPeople()
  let lifecycles: Lifecycles

  /// What a history may hold beside honest writes and acts.
  struct Mischief: OptionSet {
    let rawValue: Int
    /// Acts with something wrong in them.
    static let wrong = Mischief(rawValue: 1)
    /// Revoked keys.
    static let cuts = Mischief(rawValue: 2)
  }

  init(
    steps: Int, _ mischief: Mischief, _ lifecycle: Lifecycle, using random: inout SeededRandom
  ) {
    var known = Lifecycles()
    known.set(lifecycle, for: "record", schema: 1)
    lifecycles = known
    stores = Array(repeating: VersionVector(), count: Int.random(in: 2...3, using: &random))
    write(0, using: &random)
    for node in stores.indices { stores[node] = stores[0] }
    for _ in 0..<steps {
      let node = Int.random(in: stores.indices, using: &random)
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<4: hear(node, using: &random)
      case 4..<6: write(node, using: &random)
      case 6 where mischief.contains(.cuts): revoke(node, using: &random)
      case 7..<10 where mischief.contains(.wrong): misbehave(node, using: &random)
      default: sign(node, using: &random)
      }
    }
  }

  var all: VersionVector { stores.reduce(VersionVector()) { $0.merged(with: $1) } }

  /// What a store shows that holds this much, and has heard of no other revocation.
  func fold(_ store: VersionVector) -> ActFold {
    var people = standing
    people.cuts.removeAll { !store.contains($0.name) }
    return ActFold(entries, by: lifecycles, people: people, knownAt: store)
  }

  func course(_ store: VersionVector) -> RecordCourse? { Self.key.flatMap { fold(store)[$0] } }

  /// A store that could be somewhere: the pasts of some entries.
  func someStore(using random: inout SeededRandom) -> VersionVector {
    var store = VersionVector()
    for entry in entries where Bool.random(using: &random) { store.merge(entry.past) }
    return store
  }

  private mutating func hear(_ node: Int, using random: inout SeededRandom) {
    let other = Int.random(in: stores.indices, using: &random)
    stores[node].merge(stores[other])
  }

  private mutating func add(_ entry: Entry, _ node: Int, on chain: String? = nil) {
    let chain = chain ?? Self.chains[node]
    let name = EntryName(chain: chain, seq: stores[node].heads[chain, default: 0] + 1)
    stores[node].insert(name)
    entries.append(
      PlacedEntry(name: name, entry: entry, past: stores[node], commit: name.description))
  }

  private mutating func write(_ node: Int, using random: inout SeededRandom) {
    guard let key = Self.key else { return }
    let joined = RecordState(joining: entries, knownAt: stores[node])
    let field = Bool.random(using: &random) ? "name" : "unit"
    let value = JSON.string("v\(Int.random(in: 0..<3, using: &random))")
    let write = FieldWrite(old: [], new: value, over: joined[field]?.names ?? [])
    let by = Self.people.randomElement(using: &random) ?? "dan"
    add(Entry(entity: "xj-1", key: key, schema: 1, set: [field: write], by: Author(by)), node)
  }

  private func place(_ node: Int) -> SigningPlace {
    SigningPlace(chain: Self.chains[node], claimed: "2025-01-01T00:00:0\(entries.count % 10)Z")
  }

  /// An act somebody at this node may want to sign: mostly one that is lawful there.
  private func wish(_ node: Int, using random: inout SeededRandom) -> Act? {
    guard let course = course(stores[node]) else { return nil }
    let signer = SignerNames("x")
    if case .conflict = course.state, let side = course.heads.randomElement(using: &random) {
      return course.decision(for: side, at: place(node), signer: signer)
    }
    if let head = course.heads.first, head.state == "voiding", Bool.random(using: &random) {
      return course.statement("agree", on: head, at: place(node), signer: signer)
    }
    return course.open.randomElement(using: &random).map {
      course.act(Act.Move($0.name, to: nil), at: place(node), signer: signer)
    }
  }

  private mutating func sign(_ node: Int, using random: inout SeededRandom) {
    guard let act = wish(node, using: &random) else { return write(node, using: &random) }
    sign(act, by: Self.people.randomElement(using: &random) ?? "dan", node)
  }

  private mutating func sign(_ act: Act, by person: String, _ node: Int, on chain: String? = nil) {
    guard let key = Self.key else { return }
    let author = Author(person, reason: "because")
    add(Entry(entity: "xj-1", key: key, schema: 1, act: act, by: author), node, on: chain)
  }

  /// Something that no honest program does.
  private mutating func misbehave(_ node: Int, using random: inout SeededRandom) {
    guard let act = wish(node, using: &random) else { return }
    let person = Self.people.randomElement(using: &random) ?? "dan"
    let move = Act.Move(act.action, to: act.state)
    let signer = SignerNames("x")
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      let after = act.after.dropLast()
      sign(
        Act(move, after: after, text: act.text, place: place(node), signer: signer), by: person,
        node)
    case 1:
      let text = SignedText(["name": "forged"])
      sign(
        Act(move, after: act.after, text: text, place: place(node), signer: signer), by: person,
        node)
    case 2:
      let wrong = Act.Move(act.action, to: "archived")
      sign(
        Act(wrong, after: act.after, text: act.text, place: place(node), signer: signer),
        by: person, node)
    case 3:
      sign(act, by: person, node)
      if let last = entries.last { standing.forged.insert(last.entry.identity) }
    default:
      let held = entries.filter { $0.entry.act != nil && stores[node].contains($0.name) }
      if let copied = held.randomElement(using: &random) { add(copied.entry, node) }
    }
  }

  private mutating func revoke(_ node: Int, using random: inout SeededRandom) {
    var limit = VersionVector()
    for entry in entries where Bool.random(using: &random) { limit.merge(entry.past) }
    let name = EntryName(
      chain: Self.chains[node], seq: stores[node].heads[Self.chains[node], default: 0] + 1)
    stores[node].insert(name)
    let person = Self.people.randomElement(using: &random) ?? "dan"
    standing.cuts.append(ActPeople.Cut(name: name, person: person, limit: limit))
  }

  /// Copies an act's bytes to another chain, by whoever can write files there.
  mutating func copy(_ entry: PlacedEntry, to node: Int) { add(entry.entry, node) }
}

/// Orders in which the entries of a history can have arrived: each after all of its past.
enum LinearExtension {
  /// Every order there is, if there are at most so many; else so many random ones.
  static func some(
    _ limit: Int, of entries: [PlacedEntry], using random: inout SeededRandom
  ) -> (orders: [[Int]], isAll: Bool) {
    let causes = entries.map { entry in
      entries.indices.reduce(0) { mask, other in
        entries[other].name != entry.name && entry.past.contains(entries[other].name)
          ? mask | 1 << other : mask
      }
    }
    var orders: [[Int]] = []
    collect(causes, [], 0, limit + 1, &orders)
    if orders.count <= limit { return (orders, true) }
    return ((0..<limit).map { _ in draw(causes, using: &random) }, false)
  }

  private static func collect(
    _ causes: [Int], _ order: [Int], _ taken: Int, _ limit: Int, _ orders: inout [[Int]]
  ) {
    if order.count == causes.count { return orders.append(order) }
    for next in causes.indices where taken & 1 << next == 0 && causes[next] & ~taken == 0 {
      if orders.count >= limit { return }
      collect(causes, order + [next], taken | 1 << next, limit, &orders)
    }
  }

  private static func draw(_ causes: [Int], using random: inout SeededRandom) -> [Int] {
    var (order, taken): ([Int], Int) = ([], 0)
    while order.count < causes.count {
      let free = causes.indices.filter { taken & 1 << $0 == 0 && causes[$0] & ~taken == 0 }
      guard let next = free.randomElement(using: &random) else { return order }
      order.append(next)
      taken |= 1 << next
    }
    return order
  }
}
