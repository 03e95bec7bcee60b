import SiteModel
import TestSupport

/// A made-up past of one record: a few nodes that save forms and hear of each other by chance.
struct RegisterHistory {
  static let key = RecordKey(type: "point", id: "p1")
  static let chains = ["aaaa", "bbbb", "cccc", "dddd"]
  static let registers = ["name", "unit"]

  /// Every entry written anywhere.
  private(set) var entries: [PlacedEntry] = []
  /// What each node holds; closed, because it is made of pasts.
  private(set) var stores: [VersionVector]
  /// The forms that are open: what was shown when.
  private var forms: [RecordState]
  /// Each save that was let through: the form's state, and the entry it became.
  private(set) var saves: [(form: RecordState, entry: PlacedEntry)] = []
  /// How often a save was refused because something else was shown.
  private(set) var refusals = 0

  init(steps: Int, using random: inout SeededRandom) {
    let nodes = Int.random(in: 2...4, using: &random)
    stores = Array(repeating: VersionVector(), count: nodes)
    forms = Array(repeating: .none, count: nodes)
    for _ in 0..<steps {
      let node = Int.random(in: 0..<nodes, using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<3: hear(node, of: Int.random(in: 0..<nodes, using: &random), using: &random)
      case 3..<5: forms[node] = state(at: stores[node])
      default: save(node, using: &random)
      }
    }
  }

  func state(at store: VersionVector) -> RecordState {
    RecordState(joining: entries, knownAt: store)
  }

  /// A store that could be somewhere: the pasts of some entries.
  func someStore(using random: inout SeededRandom) -> VersionVector {
    var store = VersionVector()
    for entry in entries where Bool.random(using: &random) { store.merge(entry.past) }
    return store
  }

  /// The entries of a store as some carrier may bring them: in any order, some more than once.
  func delivery(of store: VersionVector, using random: inout SeededRandom) -> [PlacedEntry] {
    let held = entries.filter { store.contains($0.name) }
    let again = held.filter { _ in Bool.random(using: &random) }
    return (held + again).shuffled(using: &random)
  }

  private mutating func hear(_ node: Int, of other: Int, using random: inout SeededRandom) {
    guard
      let entry = entries.filter({ stores[other].contains($0.name) }).randomElement(
        using: &random)
    else { return }
    stores[node].merge(entry.past)
  }

  private mutating func save(_ node: Int, using random: inout SeededRandom) {
    guard let key = Self.key else { return }
    if Int.random(in: 0..<4, using: &random) > 0 { forms[node] = state(at: stores[node]) }
    var new: [String: JSON] = [:]
    for register in Self.registers where Bool.random(using: &random) || new.isEmpty {
      let value = Int.random(in: 0..<4, using: &random)
      new[register] = value == 0 ? .null : .string("v\(value)")
    }
    let edit = RecordEdit(of: key, shown: forms[node], new: new)
    do {
      let entry = try edit.entry(
        now: state(at: stores[node]), entity: "xj-1", schema: 1, by: Author("p-1"))
      add(entry, node)
    } catch {
      if case .changedMeanwhile = error { refusals += 1 }
    }
  }

  private mutating func add(_ entry: Entry, _ node: Int) {
    let chain = Self.chains[node]
    let name = EntryName(chain: chain, seq: stores[node].heads[chain, default: 0] + 1)
    stores[node].insert(name)
    let placed = PlacedEntry(name: name, entry: entry, past: stores[node])
    entries.append(placed)
    saves.append((forms[node], placed))
  }
}
