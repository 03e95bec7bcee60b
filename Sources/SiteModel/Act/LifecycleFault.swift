/// Why a lifecycle cannot be used. It is refused as a whole when it is read.
package enum LifecycleFault: Fault, Equatable {
  /// It is no JSON.
  case notJSON(JSONFault)
  /// A member is missing, unknown, or none that may stand there; `found` is empty where it misses.
  case member(at: String, found: String)
  /// A state, action, statement or role is named that does not exist.
  case unknown(at: String, name: String)
  /// Two things of one name.
  case twice(at: String, name: String)
  /// No way leads from the first state to this one.
  case unreachable(state: String)
  /// The safety order does not list every state once, or puts a state before one that grants less.
  case safety(state: String)
  /// The first state is locked: nobody could ever write the record.
  case lockedAtFirst(state: String)
  /// States that become each other by statements, without end.
  case endless(state: String)

  package var kind: FaultKind { .invalid }

  package var phrase: Phrase {
    switch self {
    case .notJSON(let fault):
      Phrase("lifecycle.not-json", ["offset": String(fault.offset), "reason": fault.reason])
    case .member(let place, let found):
      Phrase("lifecycle.member", ["place": place, "found": found])
    case .unknown(let place, let name):
      Phrase("lifecycle.unknown", ["place": place, "name": name])
    case .twice(let place, let name):
      Phrase("lifecycle.twice", ["place": place, "name": name])
    case .unreachable(let state): Phrase("lifecycle.unreachable", ["state": state])
    case .safety(let state): Phrase("lifecycle.safety", ["state": state])
    case .lockedAtFirst(let state): Phrase("lifecycle.locked-at-first", ["state": state])
    case .endless(let state): Phrase("lifecycle.endless", ["state": state])
    }
  }
}
