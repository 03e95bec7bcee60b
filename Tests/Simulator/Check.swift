import SiteModel
import Storage
import Sync

/// What must hold of one node at any moment, and of all of them after a quiet time.
struct Check {
  let log: WriteLog
  let pasts: Pasts

  /// The invariants 2, 3, 5, 6 and 18 of `model.md` on one node.
  ///
  /// - Returns: the conflicts it shows.
  func node(_ node: Node, using random: inout SeededRandom) throws -> Int {
    var conflicts = 0
    try closed(node)
    for entity in node.disk.stores.keys.sorted() {
      let commits = try node.commits(of: entity)
      conflicts += try checkShown(commits, entity, node, using: &random)
    }
    return conflicts
  }

  /// Invariant 2 on one node: with a commit, a store holds its whole past, below heads. The past of
  /// a head holds that of every commit below it.
  func closed(_ node: Node) throws {
    let heads = try node.disk.stores.keys.sorted().flatMap { try node.heads(of: $0) }
    let tops = Dictionary(heads.map { ($0.commit.chain, $0.commit.seq) }) { max($0, $1) }
    for known in heads {
      for (chain, seq) in known.past.heads where tops[chain, default: 0] < seq {
        throw Breach(
          "\(node.label) shows \(known.commit.chain).\(known.commit.seq) without \(chain).\(seq)")
      }
    }
  }

  // Invariants 3, 5, 6 and "every conflict is shown exactly once": against the own book.
  private func checkShown(
    _ commits: [Pasts.Known], _ entity: String, _ node: Node, using random: inout SeededRandom
  ) throws -> Int {
    let entries = commits.flatMap(\.entries).shuffled(using: &random)
    let held = log.held(under: try Disk.heads(of: try raw(entity, node)))
    guard entries.count == held.count, Set(entries.map(\.name)).count == held.count else {
      throw Breach("\(node.label) counts \(entries.count) entries of \(held.count) written")
    }
    let states = RecordState.all(joining: entries)
    let must = log.shown(of: held)
    guard Set(states.keys) == Set(must.keys) else { throw Breach("\(node.label): other records") }
    var conflicts = 0
    for (key, state) in states {
      try compare(state, must[key] ?? [:], "\(node.label) \(key)")
      let expected = (must[key] ?? [:]).filter { Set($0.value.values).count > 1 }.keys.sorted()
      guard state.conflicts == expected else {
        throw Breach("\(node.label) \(key): conflicts \(state.conflicts), not \(expected)")
      }
      conflicts += expected.count
    }
    return conflicts
  }

  private func compare(
    _ state: RecordState, _ must: [String: [EntryName: JSON]], _ place: String
  ) throws {
    let found = state.fields.mapValues { shown in
      Dictionary(shown.writes.map { ($0.name, $0.value) }) { first, _ in first }
    }
    guard found == must else { throw Breach("\(place) shows \(found), not \(must)") }
  }

  private func raw(_ entity: String, _ node: Node) throws -> MemoryStore {
    guard let store = node.disk.stores[entity] else { throw Breach("no store \(entity)") }
    return store
  }

  /// Invariant 18, over all disks there are: one chain and number, one commit.
  func checkUnique(_ nodes: [Node]) throws {
    var names: [EntryName: ObjectID] = [:]
    for node in nodes {
      for entity in node.disk.stores.keys.sorted() {
        for known in try node.commits(of: entity) {
          let name = EntryName(chain: known.commit.chain, seq: known.commit.seq)
          guard
            names.updateValue(known.commit.id, forKey: name) ?? known.commit.id
              == known.commit.id
          else { throw Breach("two commits are \(name)") }
        }
      }
    }
  }

  /// After a quiet time all that share a store hold and show the same.
  func checkEqual(_ nodes: [Node], with headquarters: Node) throws {
    for node in nodes {
      for entity in node.disk.stores.keys.sorted() {
        let (here, there) = (try raw(entity, node), try raw(entity, headquarters))
        guard try FactsDigest.of(Disk.heads(of: here)) == FactsDigest.of(Disk.heads(of: there))
        else {
          throw Breach("\(node.label) and hq hold other facts of \(entity) after a quiet time")
        }
        guard try state(entity, node) == state(entity, headquarters) else {
          throw Breach("\(node.label) and hq show another state of \(entity)")
        }
        try checkWhole(here, "\(node.label) \(entity)")
      }
    }
  }

  private func state(_ entity: String, _ node: Node) throws -> ContentHash {
    let commits = try node.commits(of: entity)
    return StateDigest.of(
      RecordState.all(joining: commits.flatMap(\.entries)), liveSegments: [String]())
  }

  private func checkWhole(_ store: MemoryStore, _ place: String) throws {
    do {
      for id in try BundleWriter(store, cuts: try store.cuts()).objects { _ = try store.read(id) }
    } catch { throw Breach("\(place) is not whole: \(error)") }
  }
}
