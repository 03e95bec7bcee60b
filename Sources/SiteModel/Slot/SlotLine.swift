/// Who holds a slot, and what has been in force: a function of the acts with effect.
package struct SlotLine: Sendable, Hashable {
  /// The acts that count, the first one first.
  package let acts: [SlotAct]
  /// Where the line stops because several acts would go on: one of each side. Empty if it does not.
  package let sides: [SlotAct]
  /// Acts with effect that are not on the line: what an old holder went on to do.
  package let aside: [SlotAct]
  /// The chain that holds it after the last act on the line; nil before it is opened.
  package let holder: String?

  /// Whether only the headquarters, or a resumption that names all sides, lead on.
  package var isContested: Bool { !sides.isEmpty }

  /// The release in force on a day (`yyyy-mm-dd`); nil for none.
  ///
  /// - Parameter isCounted: whether a release or a withdrawal counts.
  package func inForce(
    on day: String, counting isCounted: (SlotAct) -> Bool = { _ in true }
  ) -> SlotAct? {
    let last = acts.last { act in
      switch act.step {
      case .release, .withdraw: act.day <= day && isCounted(act)
      default: false
      }
    }
    guard let last, case .release = last.step else { return nil }
    return last
  }

  /// - Parameter acts: those of one slot that have effect, causes first.
  init(_ acts: [SlotAct]) {
    let found = Self.found(acts)
    (self.acts, sides) = (found.acts, found.sides)
    holder = Self.holder(found.acts)
    let shown = Set((found.acts + found.sides).map(\.identity))
    aside = acts.filter { !shown.contains($0.identity) }
  }

  private static func found(_ acts: [SlotAct]) -> (acts: [SlotAct], sides: [SlotAct]) {
    let breaks = unfollowed(acts)
    let ways = breaks.map { way(to: $0, acts) }
    if ways.count > 1 { return (common(ways), breaks) }
    return goingOn(from: ways.first ?? [], acts.filter { !$0.step.breaksLine })
  }

  /// The take-overs and resumptions that no other one follows.
  static func unfollowed(_ acts: [SlotAct]) -> [SlotAct] {
    let breaks = acts.filter(\.step.breaksLine)
    if breaks.count < 2 { return breaks }
    let below = breaks.reduce(into: Set<ContentHash>()) { $0.formUnion(followed(by: $1, acts)) }
    return breaks.filter { !below.contains($0.identity) }
  }

  private static func followed(by act: SlotAct, _ acts: [SlotAct]) -> Set<ContentHash> {
    var (open, found) = (act.after, Set<ContentHash>())
    while let next = open.popLast() {
      guard found.insert(next).inserted else { continue }
      open += acts.first { $0.identity == next }?.after ?? []
    }
    return found
  }

  /// From the opening to an act, each the one that the next goes on from.
  static func way(to act: SlotAct, _ acts: [SlotAct]) -> [SlotAct] {
    var way = [act]
    while let before = way.last?.after.first,
      let next = acts.first(where: { $0.identity == before })
    {
      way.append(next)
    }
    return way.reversed()
  }

  private static func common(_ ways: [[SlotAct]]) -> [SlotAct] {
    let first = ways.first ?? []
    let shared = first.indices.prefix { at in
      ways.allSatisfy { $0.indices.contains(at) && $0[at] == first[at] }
    }
    return Array(first[shared.startIndex..<shared.endIndex])
  }

  private static func goingOn(
    from start: [SlotAct], _ acts: [SlotAct]
  ) -> (acts: [SlotAct], sides: [SlotAct]) {
    var line = start
    while true {
      let next = acts.filter { $0.after.first == line.last?.identity }
      let taken = next.filter { act in
        next.allSatisfy { $0.identity == act.identity || act.knows($0) }
      }
      guard taken.count == 1 else { return (line, next) }
      line += taken
    }
  }

  /// Who holds a slot at the end of a way from its opening.
  static func holder(_ way: [SlotAct]) -> String? {
    way.reduce(nil) { holder, act in
      switch act.step {
      case .open, .takeOver, .resume: act.chain
      case .handOver(let chain): chain
      case .release, .withdraw: holder
      }
    }
  }
}
