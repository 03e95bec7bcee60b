/// Where a record is in its lifecycle, what it shows there, and how it got there.
package struct RecordCourse: Sendable, Equatable {
  /// The record.
  package let key: RecordKey
  /// The newest version of the lifecycle; heads are read by that of their own schema version.
  package let lifecycle: Lifecycle
  /// Every act of the record, causes first; those without effect too, with the reason.
  package let acts: [JudgedAct]
  /// The acts in ``acts`` that have effect, by identity.
  package let effective: Set<ContentHash>
  /// The last acts with effect; none while nobody has signed anything.
  package let heads: [Head]
  /// What the record shows: where it is locked, the text that was signed.
  package let shown: RecordState
  /// What it would show if nothing locked it: with what waits. An act may sign this instead.
  package let joined: RecordState
  /// The writes that wait: made outside what was signed, while the record is locked; ascending.
  package let waiting: [EntryName]

  /// A last act, and what follows from it.
  package struct Head: Sendable, Equatable {
    /// The act.
    package let act: JudgedAct
    /// Where it leaves the record.
    package let state: String
    /// What that state grants.
    package let permits: Set<Permission>
    /// The people who made each kind of statement about it; a set, so that none counts twice.
    package let statements: [String: Set<String>]
  }

  /// The state of a record.
  package enum State: Sendable, Hashable {
    /// All last acts agree.
    case at(String)
    /// They do not; their states, ascending, each once. A decision must follow.
    case conflict([String])
  }

  init<People: Standing>(
    _ key: RecordKey, _ lifecycle: Lifecycle, law: ActLaw<People>, view: ActView,
    knownAt: VersionVector?
  ) {
    (self.key, self.lifecycle) = (key, lifecycle)
    acts = view.acts.filter { $0.key == key }
    effective = Set(acts.map(\.identity).filter { view.act($0) != nil })
    heads = view.heads(of: key).map { Head($0, view) }
    let locking = heads.filter { !$0.permits.contains(.mayEdit) }.map(\.act)
    joined = law.join(key, in: knownAt)
    shown = Self.signed(locking) ?? joined
    let writes = law.writes[key, default: []].filter { !law.people.isCut($0, in: knownAt) }
    waiting =
      locking.isEmpty
      ? []
      : writes.map(\.name).filter { name in !locking.contains { $0.base.contains(name) } }
        .sorted()
  }

  /// The text of the acts that lock a record; nil if none does.
  ///
  /// Where they signed different texts, every field that differs is a conflict of what they signed.
  private static func signed(_ locking: [JudgedAct]) -> RecordState? {
    guard let first = locking.first else { return nil }
    if locking.allSatisfy({ $0.act.text.digest == first.act.text.digest }) { return first.signed }
    var writes: [String: [Write]] = [:]
    for register in Set(locking.flatMap(\.signed.fields.keys)) {
      writes[register] = locking.flatMap { act in
        // No side replaces the other's text, whatever its writes once named.
        act.signed[register]?.writes.map { Write(name: $0.name, value: $0.value, over: []) }
          ?? [Write(name: act.entry.name, value: .null, over: [])]
      }
    }
    return RecordState(fields: writes.compactMapValues { Shown(joining: $0) })
  }

  /// Where the record is.
  package var state: State {
    guard let first = heads.first else { return .at(lifecycle.initial) }
    let isOne = heads.allSatisfy {
      $0.state == first.state && $0.act.act.text.digest == first.act.act.text.digest
    }
    return isOne ? .at(first.state) : .conflict(Set(heads.map(\.state)).sorted())
  }

  /// The state, or those at odds; ascending.
  package var states: [String] {
    switch state {
    case .at(let name): [name]
    case .conflict(let names): names
    }
  }

  /// Whether an act has effect; one that is none of this record has not.
  package func counts(_ act: JudgedAct?) -> Bool {
    act.map { effective.contains($0.identity) } ?? false
  }

  /// Whether something may be done: only if the state of every last act grants it.
  package func permits(_ permission: Permission) -> Bool {
    heads.isEmpty
      ? lifecycle[state: lifecycle.initial]?.permits.contains(permission) ?? false
      : heads.allSatisfy { $0.permits.contains(permission) }
  }

  /// The state to treat the record by: of several at odds the safest.
  package var safest: String {
    lifecycle.safest(of: heads.map(\.state)) ?? lifecycle.initial
  }
}

extension RecordCourse.Head {
  init(_ act: JudgedAct, _ view: ActView) {
    let lifecycle = view.lifecycles[act.key.type, act.entry.entry.schema]
    let state = view.state(of: act)
    var statements: [String: Set<String>] = [:]
    for statement in lifecycle?.statements ?? [] {
      let people = view.people(stating: statement.name, on: [act])
      statements[statement.name] = people.isEmpty ? nil : people
    }
    (self.act, self.state, self.statements) = (act, state, statements)
    permits = lifecycle?[state: state]?.permits ?? []
  }
}

extension RecordCourse {
  /// What may be done from here, as far as the state says; roles and guards are asked later.
  package var open: [Lifecycle.Action] {
    switch state {
    case .at(let name): lifecycle.actions.filter { $0.to != nil && $0.from.contains(name) }
    case .conflict: lifecycle.actions.filter { $0.to == nil }
    }
  }

  /// The act that does an action from here: it follows the last acts and signs what is shown.
  ///
  /// - Parameter move: The action, with what the guards looked at; the state may be left out.
  package func act(_ move: Act.Move, at place: SigningPlace, signer: SignerNames) -> Act {
    var next = Act.Move(move.action, to: move.state ?? lifecycle[action: move.action]?.to)
    (next.rests, next.checked) = (move.rests, move.checked)
    return Act(
      next, after: following, text: SignedText(shown.values), place: place, signer: signer)
  }

  /// The act that ends a conflict of states: it takes one side as it stands, state and text.
  package func decision(for side: Head, at place: SigningPlace, signer: SignerNames) -> Act {
    Act(
      Act.Move(Lifecycle.decision, to: side.state), after: following, text: side.act.act.text,
      place: place, signer: signer)
  }

  /// A statement about a last act: it names that act and signs its text.
  package func statement(
    _ name: String, on head: Head, at place: SigningPlace, signer: SignerNames
  ) -> Act {
    Act(
      Act.Move(name, to: nil), after: [head.act.identity], text: head.act.act.text, place: place,
      signer: signer)
  }

  private var following: [ContentHash] { heads.map(\.act.identity).sorted() }
}
