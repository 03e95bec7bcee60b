/// The acts that count at a past, or in a whole store, and where they leave a record.
struct ActView {
  let acts: [JudgedAct]
  /// Where each act stands in ``acts``.
  let index: [ContentHash: Int]
  /// Whether each has effect here.
  let counts: [Bool]
  let lifecycles: Lifecycles

  /// An act has effect if the law holds, it is not cut, and all it follows and rests on have.
  ///
  /// - Parameters:
  ///   - acts: Causes first.
  ///   - isHere: Whether an act is known here and not cut.
  init(
    _ acts: [JudgedAct], _ index: [ContentHash: Int], _ lifecycles: Lifecycles,
    isHere: (JudgedAct) -> Bool
  ) {
    var counts: [Bool] = []
    for act in acts {
      let causes = act.act.after + act.act.rests
      let stand = causes.allSatisfy { index[$0].map { $0 < counts.count && counts[$0] } ?? false }
      counts.append(stand && act.isLawful && isHere(act))
    }
    (self.acts, self.index, self.counts, self.lifecycles) = (acts, index, counts, lifecycles)
  }

  /// The act of that identity, if it has effect here.
  func act(_ identity: ContentHash) -> JudgedAct? {
    index[identity].flatMap { counts[$0] ? acts[$0] : nil }
  }

  private func counted(of key: RecordKey) -> [JudgedAct] {
    acts.indices.filter { counts[$0] && acts[$0].key == key }.map { acts[$0] }
  }

  /// The acts of a record that no other one with effect follows; causes first.
  func heads(of key: RecordKey) -> [JudgedAct] {
    let moves = counted(of: key).filter { !$0.act.isStatement }
    let followed = Set(moves.flatMap(\.act.after))
    return moves.filter { !followed.contains($0.identity) }
  }

  /// The people who made a statement about one of these acts.
  func people(stating name: String, on heads: some Sequence<JudgedAct>) -> Set<String> {
    let named = Set(heads.map(\.identity))
    let made = acts.indices.filter {
      counts[$0] && acts[$0].act.isStatement && acts[$0].act.action == name
        && acts[$0].act.after.allSatisfy(named.contains)
    }
    return Set(made.map { acts[$0].person })
  }

  func isReached(_ quorum: Lifecycle.Quorum, on heads: [JudgedAct]) -> Bool {
    let made = people(stating: quorum.statement, on: heads)
    switch quorum.need {
    case .people(let count): return made.count >= count
    case .everyone(let field, let orNone):
      let asked = heads.first?.signed.people(in: field) ?? []
      return asked.isEmpty ? orNone : made.isSuperset(of: asked)
    }
  }

  /// The state an act leads to here: the one it says, or the one that statements made of it.
  func state(of head: JudgedAct) -> String {
    let lifecycle = lifecycles[head.key.type, head.entry.entry.schema]
    var state = head.act.state ?? ""
    while let becomes = lifecycle?[state: state]?.becomes, isReached(becomes.quorum, on: [head]) {
      state = becomes.state
    }
    return state
  }

  /// Whether an act leaves its record locked here.
  func isLocked(_ head: JudgedAct) -> Bool {
    let lifecycle = lifecycles[head.key.type, head.entry.entry.schema]
    return lifecycle?[state: state(of: head)]?.isLocked ?? true
  }

  /// Whether acts leave a record in one state with one text.
  func agree(_ heads: [JudgedAct]) -> Bool {
    guard let first = heads.first else { return true }
    return heads.dropFirst().allSatisfy {
      $0.act.text.digest == first.act.text.digest && state(of: $0) == state(of: first)
    }
  }

  /// Whoever last did an action, or made a statement, on the ways that lead to these acts.
  func doers(of name: String, before acts: [ContentHash]) -> Set<String> {
    var (doers, seen, open): (Set<String>, Set<ContentHash>, [ContentHash]) = ([], [], acts)
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let act = act(next) else { continue }
      let here = act.act.action == name ? [act.person] : people(stating: name, on: [act])
      doers.formUnion(here)
      if here.isEmpty { open += act.act.after }
    }
    return doers
  }
}

extension RecordState {
  /// The people a field names: one id, or a list of ids.
  func people(in field: String) -> Set<String> {
    guard let value = values[field] else { return [] }
    return Set(value.string.map { [$0] } ?? (value.array ?? []).compactMap(\.string))
  }

  /// The writes whose values are shown.
  var writers: Set<EntryName> { Set(fields.values.flatMap(\.names)) }
}
