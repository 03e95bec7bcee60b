import SiteModel
import Storage
import Sync
import TestSupport

/// Headquarters, two nodes of one plant, and sticks that are lost, found and spoiled by a seed.
struct Travels {
  /// The first is headquarters.
  private(set) var nodes: [MemoryNode]
  private var sticks: [Stick]
  /// By node, older states of its disk.
  private var backups: [[MemoryNode]]
  private var lives: UInt8 = 3
  private(set) var restored = 0

  private struct Stick {
    let ends: [Int]
    var carrier = MemoryCarrier()
    /// It was lost, and may turn up.
    var lost = MemoryCarrier()

    init(_ ends: [Int]) { self.ends = ends }
  }

  init() throws {
    nodes = try ["hq", "xj", "xj-b"].enumerated().map {
      try MemoryNode($0.element, seed: UInt8($0.offset + 1))
    }
    sticks = [[1, 0], [2, 0], [1, 2], [1, 0], [2, 0]].map { Stick($0) }
    backups = nodes.map { [$0.backup] }
    for node in nodes { try node.write("first") }
  }

  mutating func step(using random: inout SeededRandom) throws {
    let node = Int.random(in: nodes.indices, using: &random)
    let stick = Int.random(in: sticks.indices, using: &random)
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<5: try nodes[node].write("fact")
    case 5..<15: try meet(sticks[stick].ends.randomElement(using: &random) ?? 0, over: stick)
    case 15: sticks[stick].carrier = MemoryCarrier()
    case 16:
      let (now, other) = (sticks[stick].carrier, sticks[stick].lost)
      (sticks[stick].carrier, sticks[stick].lost) = (other, now)
    case 17: drop(from: stick, using: &random)
    case 18: backups[node].append(nodes[node].backup)
    default: try restore(node, using: &random)
    }
  }

  /// The commits that any living disk holds.
  var facts: Set<ObjectID> {
    get throws { try nodes.reduce(into: []) { $0.formUnion(try $1.commits().keys) } }
  }

  /// The commits that headquarters lacks.
  func missing(of facts: Set<ObjectID>) throws -> Set<ObjectID> {
    facts.subtracting(try nodes[0].commits().keys)
  }

  /// Every node goes to headquarters once and hears that it was there.
  mutating func roundTrip() throws {
    for stick in sticks.indices.prefix(2) {
      for end in [sticks[stick].ends[0], 0, sticks[stick].ends[0]] { try meet(end, over: stick) }
    }
  }

  private mutating func meet(_ node: Int, over stick: Int) throws {
    let peer = sticks[stick].ends.first { $0 != node } ?? 0
    try nodes[node].meet(nodes[peer].name, over: sticks[stick].carrier, acknowledges: node == 0)
  }

  /// One file of a stick cannot be read any more.
  private func drop(from stick: Int, using random: inout SeededRandom) {
    let (ends, carrier) = (sticks[stick].ends.map { nodes[$0].name }, sticks[stick].carrier)
    let boxes = [Box(to: ends[0], from: ends[1]), Box(to: ends[1], from: ends[0])]
    let files = boxes.flatMap { box in carrier.names(in: box).map { (box, $0) } }
    if let file = files.randomElement(using: &random) { carrier.remove(file.1, from: file.0) }
  }

  /// A disk is gone; an older state of it, whichever, is put to work.
  mutating func restore(_ node: Int, using random: inout SeededRandom) throws {
    guard let disk = backups[node].randomElement(using: &random) else { return }
    lives += 1
    nodes[node] = try disk.restored(seed: lives)
    restored += 1
  }
}
