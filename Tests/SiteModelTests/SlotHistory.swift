import SiteModel

/// A small causal history of one number: a plant's node, its neighbour, the headquarters, and the
/// successor of the plant's node.
struct SlotHistory {
  static let nodes = ["aaaa", "bbbb", "hq00", "aaab"]
  static let days = ["2025-01-01", "2025-01-02", "2025-01-03"]

  let ground = SlotGround(
    headquarters: ["hq00"], predecessors: ["aaab": "aaaa"],
    grants: [MarkGrant("", to: "aaaa", in: EntryName(chain: "lib0", seq: 1))])
  var acts: [SlotAct] = []
  private var pasts = Dictionary(
    uniqueKeysWithValues: nodes.map { ($0, VersionVector(["lib0": 1])) })
  private var serial = 0

  /// What the node could do: a step and what it follows.
  struct Wish: Hashable {
    let node: String
    let step: SlotStep
    let after: [ContentHash]
    let day: String
  }

  func known(at node: String) -> [SlotAct] {
    acts.filter { pasts[node, default: .init()].contains($0.place.name) }
  }

  func fold(_ acts: [SlotAct]) -> SlotLine? { SlotFold(acts, on: ground).lines.values.first }

  /// One node hears all of another; false if that is nothing new.
  mutating func hear(_ node: String, from other: String) -> Bool {
    let (mine, theirs) = (pasts[node, default: .init()], pasts[other, default: .init()])
    pasts[node] = mine.merged(with: theirs)
    return !theirs.isWithin(mine)
  }

  /// The act as it would be written; the opening of the successor names what it held.
  func draft(_ wish: Wish) -> SlotAct? {
    guard let slot = SlotKey(kind: "number", number: "QM-01") else { return nil }
    var past = pasts[wish.node, default: .init()]
    let name = EntryName(chain: wish.node, seq: past.heads[wish.node, default: 0] + 1)
    past.insert(name)
    let place = SlotPlace(name: name, past: past)
    let bytes = Array("\(serial) \(wish.node) \(wish.step) \(wish.after) \(wish.day)".utf8)
    return SlotAct(
      ContentHash(of: bytes), slot, wish.step, after: wish.after, stated: wish.day, place: place)
  }

  mutating func write(_ act: SlotAct) {
    acts.append(act)
    pasts[act.place.name.chain] = act.place.past
    serial += 1
  }

  /// What an honest door would offer this node.
  func wishes(of node: String, day: String = days[0]) -> [Wish] {
    let known = known(at: node)
    guard let line = fold(known) else {
      return [Wish(node: node, step: .open, after: [], day: day)]
    }
    let heads = line.sides.map(\.identity)
    let last = line.acts.last.map { [$0.identity] } ?? []
    let text = ContentHash(of: Array("text \(acts.count)".utf8))
    let going: [SlotStep] = [
      .release(revision: "A/\(acts.count)", text: text), .withdraw, .handOver(to: "bbbb"),
    ]
    let breaking = (last.isEmpty ? Array(heads.prefix(1)) : last) + heads
    return going.map { Wish(node: node, step: $0, after: last, day: day) }
      + [.takeOver, .resume].map { Wish(node: node, step: $0, after: breaking, day: day) }
  }

  func isLawful(_ act: SlotAct) -> Bool {
    SlotFold.breaches(of: act, among: known(at: act.place.name.chain), on: ground).isEmpty
  }

  /// Every set of acts that holds the past of each of its acts, as bits.
  var closed: [Int] {
    let needs = acts.map { act in
      acts.indices.reduce(0) {
        act.place.past.contains(acts[$1].place.name) ? $0 | 1 << $1 : $0
      }
    }
    return (0..<(1 << acts.count)).filter { bits in
      acts.indices.allSatisfy { bits & 1 << $0 == 0 || needs[$0] & ~bits == 0 }
    }
  }

  func acts(in bits: Int) -> [SlotAct] {
    acts.indices.filter { bits & 1 << $0 != 0 }.map { acts[$0] }
  }
}

/// A history made up at random, with wrong wishes among the right ones.
extension SlotHistory {
  init(steps: Int, breaks: Bool, using random: inout SeededRandom) {
    self.init()
    if let first = wishes(of: "aaaa").first.flatMap({ draft($0) }) { write(first) }
    for _ in 1..<steps { step(breaks, using: &random) }
  }

  private mutating func step(_ breaks: Bool, using random: inout SeededRandom) {
    let nodes = breaks ? Self.nodes : Array(Self.nodes.prefix(3))
    let node = nodes.randomElement(using: &random) ?? "aaaa"
    if let other = nodes.randomElement(using: &random), other != node {
      _ = hear(node, from: other)
    }
    let day = Self.days.randomElement(using: &random) ?? Self.days[0]
    let offered = wishes(of: node, day: day).filter { breaks || !$0.step.breaksLine }
    if Int.random(in: 0..<8, using: &random) == 0 {
      guard let any = acts.randomElement(using: &random),
        let wish = offered.randomElement(using: &random)
      else { return }
      let wrong = Wish(node: node, step: wish.step, after: [any.identity], day: day)
      draft(wrong).map { write($0) }
      return
    }
    for wish in offered.shuffled(using: &random) {
      guard let act = draft(wish), isLawful(act) else { continue }
      write(act)
      return
    }
  }
}
