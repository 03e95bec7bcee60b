import SiteModel
import Storage
import Sync

/// Some nodes, the sticks between them, and what has happened: all from one seed.
struct World {
  let seed: UInt64
  var random: SeededRandom
  let pasts = Pasts()
  var nodes: [Node] = []
  var sticks: [Stick] = []
  var log = WriteLog()
  /// Older states of disks, as backups.
  var backups: [String: [Disk]] = [:]
  /// What befell it, by kind.
  var faults: [String: Int] = [:]
  /// What happened, line by line, if anybody wants to read it.
  private(set) var trace: [String] = []
  private let isTold: Bool
  var heard = Heard()

  static let headquarters = "hq"
  /// All that may befall it: a kind that never does is a fault of the simulator.
  static let kinds = [
    "clock jumps", "cloned", "copied", "disk full", "duplicated", "flipped", "forgot writes",
    "killed", "killed-after", "late", "lost", "pulled sticks", "read errors", "refused saves",
    "reordered", "restored", "restored hq", "revoked", "truncated", "unsigned", "write errors",
  ]

  init(seed: UInt64, isTold: Bool) throws {
    (self.seed, random, self.isTold) = (seed, SeededRandom(seed: seed), isTold)
    // Few nodes more often than many: most of what goes wrong needs only three.
    let count = min(Int.random(in: 2...7, using: &random), Int.random(in: 2...7, using: &random))
    var plants: [[String]] = []
    for number in 1...count {
      // Every other entity has two nodes.
      if let last = plants.last, last.count == 1, Int.random(in: 0..<2, using: &random) == 0 {
        plants[plants.count - 1].append("n\(number)")
      } else {
        plants.append(["n\(number)"])
      }
    }
    try settle(plants)
  }

  private mutating func settle(_ plants: [[String]]) throws {
    let entities = plants.indices.map { "plant-\($0 + 1)" }
    try add(Self.headquarters, to: entities + [Party.library], writes: entities + [Party.library])
    for (entity, names) in zip(entities, plants) {
      for name in names {
        try add(name, to: [entity, Party.library], writes: [entity])
        connect(name, Self.headquarters)
      }
      if names.count == 2 { connect(names[0], names[1]) }
    }
  }

  private mutating func connect(_ one: String, _ other: String) {
    sticks += [Stick(between: [one, other]), Stick(between: [one, other])]
  }

  private mutating func add(_ name: String, to stores: [String], writes: [String]) throws {
    var keys: [String: SSHKey] = [:]
    for entity in writes { keys[entity] = try newKey() }
    let disk = Disk(
      name: name, keys: keys,
      stores: Dictionary(uniqueKeysWithValues: stores.map { ($0, MemoryStore()) }))
    nodes.append(
      Node(name, disk: disk, isHeadquarters: name == Self.headquarters, pasts: pasts))
  }

  mutating func newKey() throws -> SSHKey {
    try SSHKey(seed: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  /// What two nodes share.
  func peer(_ name: String, of node: Node) -> Peer {
    let there = nodes.first { $0.disk.name == name }?.disk.stores.keys.sorted() ?? []
    return Peer(name: name, entities: there.filter { node.disk.stores[$0] != nil })
  }

  mutating func count(_ fault: String) { faults[fault, default: 0] += 1 }

  mutating func tell(_ line: @autoclosure () -> String) {
    if isTold { trace.append(line()) }
  }

  func headquarters() throws -> Node {
    guard let node = nodes.first(where: \.isHeadquarters) else { throw Breach("no headquarters") }
    return node
  }
}

/// What every disk has heard from others, in the simulator's own book: what an offer must go by.
struct Heard {
  /// By hearer, then speaker's name, then chain: the newest statement there ever was.
  private var newest: [String: [String: [String: Statement]]] = [:]

  mutating func take(_ statements: [SignedStatement], by hearer: String) {
    for statement in statements.map(\.statement) {
      let known = newest[hearer]?[statement.node]?[statement.chain]
      guard known.map({ $0.number < statement.number }) ?? true else { continue }
      newest[hearer, default: [:]][statement.node, default: [:]][statement.chain] = statement
    }
  }

  /// Forgets what a disk that was restored cannot know.
  mutating func forget(_ hearer: String, but ledger: Ledger) {
    newest[hearer] = nil
    take(ledger.known.map(\.newest), by: hearer)
  }

  /// Bytes are bounded: nothing goes that every newest statement covers.
  func check(_ load: Sending.Load, from hearer: String, on stick: MemoryCarrier, in box: Box) throws
  {
    let spoken = newest[hearer]?[load.peer.name]?.values.map { $0 } ?? []
    for (entity, offer) in load.offers {
      for piece in offer.pieces where !spoken.isEmpty {
        let isCovered = spoken.allSatisfy { statement in
          let heads = statement.stores[entity]?.heads ?? []
          return heads.contains {
            $0.chain == piece.name.chain && $0.seq >= piece.name.numbers.upperBound
          }
        }
        if isCovered { throw Breach("\(hearer) sends what \(load.peer.name) has: \(piece.name)") }
      }
    }
    let names = stick.names(in: box).filter { BundleName($0) != nil }
    let wanted = load.offers.flatMap { $0.offer.pieces.map(\.name.description) }
    guard Set(wanted).isSubset(of: names) else {
      throw Breach("on the stick lies \(names), not \(wanted.sorted())")
    }
    let bytes = try wanted.reduce(0) { $0 + (try stick.read($1, in: box)).count }
    guard bytes <= 2 * load.bytes + 1024 * names.count else {
      throw Breach("\(bytes) bytes lie on the stick for \(load.bytes)")
    }
  }
}
