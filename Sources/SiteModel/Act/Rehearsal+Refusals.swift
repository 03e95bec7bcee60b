extension Rehearsal {
  /// Every rule of every action, each refusing once.
  func refused() -> [LifecycleTrial] {
    moves.flatMap { action -> [LifecycleTrial] in
      guard let from = action.from.first, var stage = stage(in: from) else { return [] }
      let bare = stage
      if let quorum = action.quorum { stage.fill(quorum) }
      guard let act = stage.act(action) else { return [] }
      let signing = SigningTrials(stage: stage, act: act, signing: action.signing)
      let results =
        signing.all { self.act(action, in: from, through: $0) }
        + formResults(action, act, stage) + placeResults(action, stage)
        + quorumResults(action, bare) + action.guards.map { ("guard \($0.name)", refuses($0)) }
      return results.map { trial(action.name, from: from, $0.rule, $0.passed) }
        + elsewhere(action)
    }
  }

  private func act(
    _ action: Lifecycle.Action, in state: String, through: Lifecycle.Action
  ) -> (Stage, Act)? {
    stage(in: state, through: through).flatMap { stage in
      stage.act(action).map { (stage, $0) }
    }
  }

  /// What the act itself says wrongly.
  private func formResults(
    _ action: Lifecycle.Action, _ act: Act, _ stage: Stage
  ) -> [SigningTrials.Result] {
    let nowhere = ContentHash(of: Array("nowhere".utf8))
    let person = Stage.writer
    func refuses(_ act: Act, reason: String? = "because", _ breach: ActBreach) -> Bool {
      stage.breaches(of: act, by: person, reason: reason).contains(breach)
    }
    let other = lifecycle.states.map(\.name).first { $0 != action.to } ?? "elsewhere"
    var resting = Act.Move(action.name, to: action.to)
    resting.rests = [nowhere]
    var results: [SigningTrials.Result] = [
      (
        "wrong-state",
        refuses(
          act.with(Act.Move(action.name, to: other)), .wrongState(action: action.name, state: other)
        )
      ),
      ("not-heads", refuses(act.with(after: [nowhere]), .notHeads)),
      ("other-text", refuses(act.with(text: SignedText(["elsewhere": "text"])), .otherText)),
      ("rests", refuses(act.with(resting), .rests(nowhere))),
    ]
    if action.needsReason {
      results.append(
        ("no-reason", refuses(act, reason: nil, .noReason(action: action.name))))
    }
    return results
  }

  /// Two values of one field that nobody has decided between.
  private func placeResults(
    _ action: Lifecycle.Action, _ stage: Stage
  ) -> [SigningTrials.Result] {
    guard stage.course?.permits(.mayEdit) == true else { return [] }
    var stage = stage
    stage.add([
      stage.placed(stage.entry(writing: ["disputed": "one"])),
      stage.placed(stage.entry(writing: ["disputed": "other"]), on: Stage.otherChain),
    ])
    let refused = stage.act(action).map {
      stage.breaches(of: $0, by: Stage.writer).contains(.fieldConflict(["disputed"]))
    }
    return [("field-conflict", refused ?? false)]
  }

  private func quorumResults(
    _ action: Lifecycle.Action, _ bare: Stage
  ) -> [SigningTrials.Result] {
    guard let quorum = action.quorum, let act = bare.act(action) else { return [] }
    let breaches = bare.breaches(of: act, by: Stage.writer)
    return [("quorum", breaches.contains(.quorum(statement: quorum.statement)))]
  }

  /// A guard that finds nothing refuses, and one that finds what it asks for does not.
  private func refuses(_ asked: Guard) -> Bool {
    let text = lifecycle.stageText
    guard case .met = asked.ask(text, look: { _ in .met("seen") }),
      case .refused = asked.ask([:], look: { _ in .refused("nothing") })
    else { return false }
    return true
  }

  /// The action from a state it does not lead on from, where there is one.
  private func elsewhere(_ action: Lifecycle.Action) -> [LifecycleTrial] {
    let states = lifecycle.states.map(\.name).filter { !action.from.contains($0) }
    for state in states {
      guard let stage = stage(in: state), let act = stage.act(action) else { continue }
      let breach = ActBreach.illegal(action: action.name, state: state)
      let refused = stage.breaches(of: act, by: Stage.writer).contains(breach)
      return [trial(action.name, from: state, "illegal", refused)]
    }
    return []
  }

  /// Two people move one record apart; no action goes on from there but a decision.
  func decided() -> [LifecycleTrial] {
    for state in lifecycle.states.map(\.name) {
      let ways = moves.filter { $0.from.contains(state) && $0.quorum == nil }
      guard let one = ways.first, let other = ways.first(where: { $0.to != one.to }),
        let stage = stage(in: state), let apart = parted(stage, one, other)
      else { continue }
      return decisions(in: state, apart, one)
    }
    // Where no state has two ways out, states cannot part.
    return []
  }

  private func parted(
    _ stage: Stage, _ one: Lifecycle.Action, _ other: Lifecycle.Action
  ) -> Stage? {
    var (here, there) = (stage, stage)
    guard let act = here.act(one), here.sign(act, one.signing) != nil,
      let second = there.act(other)?.with(chain: Stage.otherChain),
      let person = there.candidates(other.signing).first, let first = here.entries.last
    else { return nil }
    var both = there
    both.roles.merge(here.roles) { $0.union($1) }
    both.add([first, there.placed(there.entry(second, by: person), on: Stage.otherChain)])
    guard case .conflict = both.course?.state else { return nil }
    return both
  }

  private func decisions(
    in state: String, _ stage: Stage, _ action: Lifecycle.Action
  ) -> [LifecycleTrial] {
    guard let course = stage.course, let decision = lifecycle[action: Lifecycle.decision],
      let act = stage.act(action)
    else { return [] }
    let name = Lifecycle.decision
    let breaches = stage.breaches(of: act, by: Stage.writer)
    let isUndecided = breaches.contains { if case .undecided = $0 { true } else { false } }
    var trials = [trial(action.name, from: state, "undecided", isUndecided)]
    for head in course.heads {
      let act = course.decision(for: head, at: Stage.place, signer: Stage.signer)
      var after = stage
      let isTaken = after.sign(act, decision.signing) != nil
      trials.append(
        trial(name, from: state, "taken", isTaken && after.course?.state == .at(head.state)))
      let wrong = stage.breaches(
        of: act.with(Act.Move(name, to: "elsewhere")), by: Stage.writer)
      let breach = ActBreach.wrongState(action: name, state: "elsewhere")
      trials.append(trial(name, from: state, "wrong-state", wrong.contains(breach)))
      let signing = SigningTrials(stage: stage, act: act, signing: decision.signing)
      trials += signing.all { _ in nil }.map { trial(name, from: state, $0.rule, $0.passed) }
    }
    return trials
  }
}

extension Act {
  /// The same act with something else in it.
  func with(
    _ move: Move? = nil, after: [ContentHash]? = nil, text: SignedText? = nil, chain: String? = nil
  ) -> Act {
    var same = Move(action, to: state)
    (same.rests, same.checked) = (rests, checked)
    let there = SigningPlace(
      chain: chain ?? place.chain, claimed: place.claimed, library: place.library)
    return Act(
      move ?? same, after: after ?? self.after, text: text ?? self.text, place: there,
      signer: signer)
  }
}
