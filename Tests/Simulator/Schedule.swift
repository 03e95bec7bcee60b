import SiteModel
import Storage
import Sync

/// One schedule from its seed to its quiet end.
struct Schedule {
  /// What came of it.
  struct Outcome: Sendable {
    let seed: UInt64
    var steps = 0
    var facts = 0
    var conflicts = 0
    var faults: [String: Int] = [:]
    /// What was breached; nil: all held.
    var breach: String?
    var trace: [String] = []
  }

  /// Round trips over sticks after which every fact must be at headquarters (invariant 16).
  private static let trips = 4

  /// Plays it; where anything was breached once more, with its trace.
  static func run(seed: UInt64) -> Outcome {
    let outcome = play(seed, isTold: false)
    guard let breach = outcome.breach else { return outcome }
    var told = play(seed, isTold: true)
    told.breach = told.breach ?? "\(breach), and not when it was played again"
    return told
  }

  private static func play(_ seed: UInt64, isTold: Bool) -> Outcome {
    var outcome = Outcome(seed: seed)
    do {
      var world = try World(seed: seed, isTold: isTold)
      do { try play(&world, &outcome) } catch {
        outcome.breach = String(describing: error)
        outcome.trace = world.trace
      }
      outcome.faults = world.faults
    } catch { outcome.breach = String(describing: error) }
    return outcome
  }

  private static func play(_ world: inout World, _ outcome: inout Outcome) throws {
    // Short ones more often than long ones.
    let steps = min(
      Int.random(in: 50...200, using: &world.random), Int.random(in: 50...200, using: &world.random)
    )
    for _ in 0..<steps {
      outcome.steps += 1
      try world.step()
    }
    try world.growQuiet()
    let check = Check(log: world.log, pasts: world.pasts)
    let headquarters = try world.headquarters()
    try check.checkUnique(world.nodes)
    try check.checkEqual(world.nodes, with: headquarters)
    outcome.conflicts = try check.node(headquarters, using: &world.random)
    outcome.facts = try headquarters.disk.stores.keys.sorted()
      .reduce(0) { $0 + (try headquarters.commits(of: $1).count) }
  }
}

extension World {
  /// Nothing goes wrong any more: every node goes to headquarters and back, again and again.
  mutating func growQuiet() throws {
    tell("quiet")
    let facts = try Set(nodes.flatMap { try Set($0.disk.heads()) })
    for trip in 1...7 {
      try roundTrip(trip)
      if trip == 4 { try checkArrived(facts) }
      // Each stick must have gone once; after that, more trips over the same change nothing.
      if try trip > 1 && isStill() { break }
    }
    try checkArrived(facts)
    for index in sticks.indices { try checkSilent(index) }
  }

  private mutating func roundTrip(_ trip: Int) throws {
    for index in sticks.indices where (index + trip) % 2 == 0 {
      let ends = sticks[index].ends
      // What one end laid down the other takes, and the first hears that it did.
      for end in [ends[0], ends[1], ends[0]] {
        for node in nodes where node.disk.name == end { _ = try meet(node, over: index) }
      }
    }
  }

  // Whether all hold the same and no bundle lies anywhere that somebody could write again.
  private func isStill() throws -> Bool {
    let held = try headquarters().disk.stores.mapValues { try $0.heads() }
    let isEqual = try nodes.allSatisfy { node in
      try node.disk.stores.allSatisfy { try held[$0.key] == $0.value.heads() }
    }
    return try isEqual
      && sticks.allSatisfy { stick in
        try stick.bundles.allSatisfy { try !lives($0.head, of: $0.chain) }
      }
  }

  // Invariant 16: what was on a living disk is at headquarters, whatever was restored.
  private func checkArrived(_ facts: Set<ChainHead>) throws {
    let held = try headquarters().disk.heads()
    let tops = Dictionary(held.map { ($0.chain, $0.seq) }) { max($0, $1) }
    for head in facts where tops[head.chain, default: 0] < head.seq {
      throw Breach("after four round trips hq lacks \(head.chain).\(head.seq)")
    }
  }

  // Bytes are bounded: when all is equal nothing lies on a stick that has been there since, and
  // nothing is refused or waits.
  private mutating func checkSilent(_ index: Int) throws {
    for end in sticks[index].ends {
      for node in nodes where node.disk.name == end {
        guard let reception = try meet(node, over: index) else { throw Breach("no meeting") }
        for item in reception.items where try !isSettled(item) {
          throw Breach("in quiet \(node.label) gets \(item)")
        }
        for spoiled in reception.hearing.spoiled where speaks(spoiled.file) {
          throw Breach("in quiet there is \(spoiled)")
        }
      }
    }
    for node in nodes {
      let ends = sticks[index].ends
      guard ends.contains(node.disk.name), let peer = ends.first(where: { $0 != node.disk.name })
      else { continue }
      let left = try sticks[index].carrier.names(in: Box(to: peer, from: node.disk.name))
        .compactMap { BundleName($0) }.filter { try lives($0.head, of: $0.chain) }
      guard left.isEmpty else { throw Breach("in quiet \(node.label) still sends \(left)") }
    }
  }
  // What a chain that speaks no more left spoiled, nobody writes anew.
  private func speaks(_ file: String) -> Bool {
    let chain = StatementName(file)?.chain
    return nodes.contains { $0.disk.speaker?.publicKey.chain == chain }
  }
  // What died with a disk nobody can write anew, and what leans on it waits for ever.
  private func isSettled(_ item: Reception.Item) throws -> Bool {
    switch item.result {
    case .nothingNew: return true
    case .taken: return false
    case .refused:
      guard let name = BundleName(item.file) else { return false }
      return try !lives(name.head, of: name.chain)
    case .waits(let missing, _, let taken):
      return try taken == 0 && missing.contains { try !lives($0) }
    }
  }

  private func lives(_ missing: Ingest.Missing) throws -> Bool {
    switch missing {
    case .earlier(let chain, let commit): try lives(commit, of: chain)
    case .seen(let head): try lives(head.commit, of: head.chain)
    case .program: true
    }
  }

  // Whether a living disk holds a commit under a head.
  private func lives(_ commit: ObjectID, of chain: String) throws -> Bool {
    try nodes.flatMap { $0.disk.stores.values }.contains { store in
      guard let head = try store.heads()[chain], let seq = try? store.commit(commit).seq else {
        return false
      }
      return try store.commit(head).seq >= seq
    }
  }
}
