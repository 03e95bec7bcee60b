/// Judges acts by the law, each from its own past.
struct ActLaw<People: Standing> {
  let lifecycles: Lifecycles
  let people: People
  let writes: [RecordKey: [PlacedEntry]]
  /// Those judged so far, causes first.
  private(set) var acts: [JudgedAct] = []
  private(set) var index: [ContentHash: Int] = [:]

  init(_ placed: PlacedActs, _ lifecycles: Lifecycles, _ people: People) {
    (self.lifecycles, self.people, self.writes) = (lifecycles, people, placed.writes)
    for place in placed.acts {
      acts.append(judged(place.entry, place.act, place.identity))
      index[place.identity] = acts.count - 1
    }
  }

  /// What counts at a past; nil for all that was judged.
  func view(in past: VersionVector?) -> ActView {
    ActView(acts, index, lifecycles) { act in
      past?.contains(act.entry.name) ?? true && !people.isCut(act.entry, in: past)
    }
  }

  /// What a record shows by its writes alone, where nothing locks it.
  func join(_ key: RecordKey, in past: VersionVector?) -> RecordState {
    RecordState(
      joining: writes[key, default: []].filter { !people.isCut($0, in: past) }, knownAt: past)
  }

  /// What the law says of an act at its place.
  func judged(_ entry: PlacedEntry, _ act: Act, _ identity: ContentHash) -> JudgedAct {
    var hearing = Hearing(entry: entry, act: act, view: view(in: entry.past))
    if let lifecycle = lifecycles[entry.entry.key.type, entry.entry.schema] {
      if act.isStatement {
        hearStatement(&hearing, lifecycle)
      } else {
        hearMove(&hearing, lifecycle)
      }
    } else {
      hearing.breaches = [.noLifecycle(type: entry.entry.key.type, schema: entry.entry.schema)]
    }
    if !people.isSigned(entry) { hearing.breaches.append(.signature(person: entry.entry.by)) }
    return JudgedAct(
      entry: entry, act: act, identity: identity, breaches: hearing.breaches,
      signed: hearing.signed, base: hearing.base)
  }
}

/// One act before the law.
struct Hearing {
  let entry: PlacedEntry
  let act: Act
  /// What counts in its past.
  let view: ActView
  var breaches: [ActBreach] = []
  /// The record that was signed.
  var signed = RecordState.none
  var base = VersionVector()

  var person: String { entry.entry.by }
}

extension ActLaw {
  private func hearMove(_ hearing: inout Hearing, _ lifecycle: Lifecycle) {
    let (act, view) = (hearing.act, hearing.view)
    guard let action = lifecycle[action: act.action] else {
      hearing.breaches.append(.unknownAction(act.action))
      return
    }
    let heads = view.heads(of: hearing.entry.entry.key)
    if Set(act.after) != Set(heads.map(\.identity)) { hearing.breaches.append(.notHeads) }
    if view.agree(heads) {
      hearTransition(&hearing, action, lifecycle, heads)
    } else {
      hearDecision(&hearing, action, heads)
    }
    if action.needsReason, hearing.entry.entry.reason == nil {
      hearing.breaches.append(.noReason(action: action.name))
    }
    hearPerson(&hearing, action.signing)
    hearRests(&hearing)
  }

  private func hearTransition(
    _ hearing: inout Hearing, _ action: Lifecycle.Action, _ lifecycle: Lifecycle,
    _ heads: [JudgedAct]
  ) {
    let state = heads.first.map { hearing.view.state(of: $0) } ?? lifecycle.initial
    if action.to == nil || !action.from.contains(state) {
      hearing.breaches.append(.illegal(action: action.name, state: state))
    } else if hearing.act.state != action.to {
      hearing.breaches.append(.wrongState(action: action.name, state: hearing.act.state ?? ""))
    }
    if let quorum = action.quorum, !hearing.view.isReached(quorum, on: heads) {
      hearing.breaches.append(.quorum(statement: quorum.statement))
    }
    hearText(&hearing, heads)
  }

  /// The text is what the record showed by all its writes; or, of a locked record, what was
  /// signed before, so that what waits goes on waiting.
  private func hearText(_ hearing: inout Hearing, _ heads: [JudgedAct]) {
    let all = join(hearing.entry.entry.key, in: hearing.entry.past)
    if all.conflicts.isEmpty, hearing.act.text.matches(all.values) {
      (hearing.signed, hearing.base) = (all, hearing.entry.past)
    } else if let head = heads.first, hearing.view.isLocked(head),
      head.act.text.digest == hearing.act.text.digest
    {
      hearing.signed = head.signed
      hearing.base = heads.reduce(into: VersionVector()) { $0.merge($1.base) }
    } else {
      hearing.signed = all
      hearing.breaches.append(
        all.conflicts.isEmpty ? .otherText : .fieldConflict(all.conflicts))
    }
  }

  /// A decision takes one of the sides as it stands: its state and its text.
  private func hearDecision(
    _ hearing: inout Hearing, _ action: Lifecycle.Action, _ heads: [JudgedAct]
  ) {
    let (act, view) = (hearing.act, hearing.view)
    guard action.to == nil else {
      let states = Set(heads.map { view.state(of: $0) }).sorted()
      hearing.breaches.append(.undecided(states: states))
      return
    }
    let side = heads.first {
      view.state(of: $0) == act.state && $0.act.text.digest == act.text.digest
    }
    if let side {
      (hearing.signed, hearing.base) = (side.signed, side.base)
    } else {
      hearing.breaches.append(.wrongState(action: action.name, state: act.state ?? ""))
    }
  }

  private func hearStatement(_ hearing: inout Hearing, _ lifecycle: Lifecycle) {
    let (act, view) = (hearing.act, hearing.view)
    guard let statement = lifecycle[statement: act.action] else {
      hearing.breaches.append(.unknownAction(act.action))
      return
    }
    guard act.after.count == 1, let target = view.act(act.after[0]), !target.act.isStatement,
      target.key == hearing.entry.entry.key
    else {
      hearing.breaches.append(.notHeads)
      return
    }
    let state = view.state(of: target)
    if !statement.on.contains(state) {
      hearing.breaches.append(.illegal(action: statement.name, state: state))
    }
    if act.text.digest != target.act.text.digest { hearing.breaches.append(.otherText) }
    (hearing.signed, hearing.base) = (target.signed, target.base)
    hearPerson(&hearing, statement.signing)
    hearRests(&hearing)
    // Statements are counted by people, and a person who may be made up is none.
    if statement.signing.apart.isEmpty { hearVouchers(&hearing, [hearing.person]) }
  }

  /// What an act rests on was there before its commit.
  private func hearRests(_ hearing: inout Hearing) {
    for rest in hearing.act.rests {
      let name = index[rest].map { acts[$0].entry.name }
      let wasThere = name.map { $0 != hearing.entry.name && hearing.entry.past.contains($0) }
      if wasThere != true { hearing.breaches.append(.rests(rest)) }
    }
  }
}

extension ActLaw {
  private func hearPerson(_ hearing: inout Hearing, _ signing: Lifecycle.Signing) {
    if !signing.by.contains(where: { holds($0, hearing) }) {
      hearing.breaches.append(
        .role(person: hearing.person, action: signing.name, roles: signing.by.map(\.text)))
    }
    for demand in signing.also
    where hearing.signed.values[demand.field]?.string == demand.value
      && !holds(.post(demand.role), hearing)
    {
      hearing.breaches.append(
        .role(person: hearing.person, action: signing.name, roles: [demand.role]))
    }
    var involved: Set<String> = [hearing.person]
    for eyes in signing.apart {
      let others = people(eyes, hearing)
      if others.contains(hearing.person) {
        hearing.breaches.append(
          .sameEyes(person: hearing.person, action: signing.name, against: eyes.text))
      }
      if case .named = eyes { continue }
      involved.formUnion(others)
    }
    if !signing.apart.isEmpty { hearVouchers(&hearing, involved) }
  }

  private func hearVouchers(_ hearing: inout Hearing, _ involved: Set<String>) {
    for person in involved.sorted() where !people.isVouched(person, in: hearing.entry.past) {
      hearing.breaches.append(.notVouched(person: person))
    }
  }

  private func holds(_ role: Lifecycle.Role, _ hearing: Hearing) -> Bool {
    switch role {
    case .anyone: true
    case .post(let name):
      people.holds(
        name, hearing.person, on: hearing.entry.entry.key, in: hearing.entry.past)
    case .named(let field): hearing.signed.people(in: field).contains(hearing.person)
    case .doer(let action):
      hearing.view.doers(of: action, before: hearing.act.after).contains(hearing.person)
    }
  }

  private func people(_ eyes: Lifecycle.Eyes, _ hearing: Hearing) -> Set<String> {
    switch eyes {
    case .doer(let action):
      return hearing.view.doers(of: action, before: hearing.act.after)
    case .named(let field): return hearing.signed.people(in: field)
    case .writers:
      let names = hearing.signed.writers
      let entries = writes[hearing.entry.entry.key, default: []]
      return Set(entries.filter { names.contains($0.name) }.map(\.entry.by))
    }
  }
}
