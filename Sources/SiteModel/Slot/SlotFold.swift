/// What may exist once, folded from the acts about it: the order in which they arrive is nothing.
///
/// The law of each act is judged from its own past, so every store that holds it judges alike.
package struct SlotFold: Sendable {
  /// By slot, those that somebody opened with effect.
  package let lines: [SlotKey: SlotLine]
  /// Why acts are nothing, by identity; empty for a lawful one.
  package let breaches: [ContentHash: [SlotBreach]]

  /// - Parameters:
  ///   - acts: In any order, repeated or not; of a slot all, and of each other one with its mark
  ///     that a successor chain has resumed.
  ///   - ground: What is known of chains.
  ///   - knownAt: Asks as of then; `acts` are those known then. nil: all that is held.
  package init(
    _ acts: some Sequence<SlotAct>, on ground: SlotGround, knownAt: VersionVector? = nil
  ) {
    var law = SlotLaw(ground: ground)
    for act in Self.causesFirst(acts) { law.hear(act) }
    breaches = law.breaches
    lines = law.slots.reduce(into: [:]) { lines, slot in
      let counted = law.counting(slot, in: knownAt)
      if !counted.isEmpty { lines[slot] = SlotLine(counted) }
    }
  }

  /// What the law would say of an act that is not written yet: asked at the door.
  package static func breaches(
    of draft: SlotAct, among acts: some Sequence<SlotAct>, on ground: SlotGround
  ) -> [SlotBreach] {
    var law = SlotLaw(ground: ground)
    for act in causesFirst(acts) { law.hear(act) }
    return law.judged(draft)
  }

  /// The same bytes twice are one act, the lowest number counts; a past grows along every chain.
  private static func causesFirst(_ acts: some Sequence<SlotAct>) -> [SlotAct] {
    let sorted = acts.map { ($0.place.past.size, $0) }.sorted { a, b in
      a.0 != b.0
        ? a.0 < b.0 : (a.1.place.name, a.1.identity) < (b.1.place.name, b.1.identity)
    }
    var seen: Set<ContentHash> = []
    return sorted.map(\.1).filter { seen.insert($0.identity).inserted }
  }
}

/// Judges acts about slots, causes first.
struct SlotLaw {
  let ground: SlotGround
  private var heard: [SlotKey: [SlotAct]] = [:]
  /// By mark, the acts that may have passed it on.
  private var resumptions: [String: [SlotAct]] = [:]
  private(set) var breaches: [ContentHash: [SlotBreach]] = [:]

  init(ground: SlotGround) { self.ground = ground }

  mutating func hear(_ act: SlotAct) {
    breaches[act.identity] = judged(act)
    heard[act.slot, default: []].append(act)
    if act.step == .resume { resumptions[act.slot.mark, default: []].append(act) }
  }

  var slots: some Sequence<SlotKey> { heard.keys }

  /// The acts of a slot with effect: lawful, not cut, and so is all they follow. Causes first.
  func counting(_ slot: SlotKey, in past: VersionVector?) -> [SlotAct] {
    var counted: Set<ContentHash> = []
    return heard[slot, default: []].filter { act in
      let counts =
        past?.contains(act.place.name) ?? true && breaches[act.identity] == []
        && act.after.allSatisfy(counted.contains) && !ground.isCut(act, past)
      if counts { counted.insert(act.identity) }
      return counts
    }
  }

  func judged(_ act: SlotAct) -> [SlotBreach] {
    let own = counting(act.slot, in: act.place.past).filter { act.knows($0) }
    return act.step == .open ? opening(act, own) : following(act, own)
  }

  private func opening(_ act: SlotAct, _ own: [SlotAct]) -> [SlotBreach] {
    var breaches: [SlotBreach] = []
    let owner = owner(asking: act)
    if owner != act.chain { breaches.append(.mark(of: owner)) }
    if own.contains(where: { $0.step == .open }) { breaches.append(.open) }
    if !act.after.isEmpty { breaches.append(.notLast) }
    return breaches
  }

  /// The chain that has a mark: the library's, or the successor that resumed one of its numbers.
  private func owner(asking act: SlotAct) -> String? {
    let (mark, past) = (act.slot.mark, act.place.past)
    return resumptions[mark, default: []]
      .filter { act.knows($0) && counting($0.slot, in: past).contains($0) }
      .reduce(ground.grantee(mark, for: act.chain, in: past)) { owner, resume in
        owner.map { ground.isSuccessor(resume.chain, of: $0) ? resume.chain : $0 }
      }
  }

  private func following(_ act: SlotAct, _ own: [SlotAct]) -> [SlotBreach] {
    guard let before = own.first(where: { $0.identity == act.after.first })
    else { return [.notLast] }
    let holder = SlotLine.holder(SlotLine.way(to: before, own)) ?? ""
    var breaches: [SlotBreach] = []
    switch act.step {
    case .takeOver:
      if !ground.headquarters.contains(act.chain) { breaches.append(.notHeadquarters) }
    case .resume:
      if !ground.isSuccessor(act.chain, of: holder) { breaches.append(.holder(holder)) }
    default:
      if holder != act.chain { breaches.append(.holder(holder)) }
      if SlotLine(own).acts.last != before { breaches.append(.notLast) }
    }
    if act.step.breaksLine, !names(act, own) { breaches.append(.unnamed) }
    return breaches
  }

  /// Whether a take-over names all it knows: what those follow is named with them.
  private func names(_ act: SlotAct, _ own: [SlotAct]) -> Bool {
    let onWay = own.first { $0.identity == act.after.first }.map { SlotLine.way(to: $0, own) } ?? []
    let named = Set(act.after).union(onWay.map(\.identity))
    return SlotLine.unfollowed(own).allSatisfy { named.contains($0.identity) }
  }
}
