/// A rule that an act breaks: it then has no effect, in every store, for ever.
///
/// At the door the same rules are asked before the act is signed.
package enum ActBreach: Fault, Hashable {
  /// The signature is not good, or not by the key the person had there.
  case signature(person: String)
  /// No lifecycle is known for this version of the record type.
  case noLifecycle(type: String, schema: Int)
  /// The lifecycle has no such action or statement.
  case unknownAction(String)
  /// The person may not; the roles that could.
  case role(person: String, action: String, roles: [String])
  /// The person took part before, and four eyes are asked for; whom he must not be.
  case sameEyes(person: String, action: String, against: String)
  /// Four eyes are asked for, and nobody vouches for this person.
  case notVouched(person: String)
  /// The action does not lead on from the state the record was in.
  case illegal(action: String, state: String)
  /// It states another result than the action has, or a side that nobody is on.
  case wrongState(action: String, state: String)
  /// It does not follow exactly the acts that were the last ones there.
  case notHeads
  /// States stand against each other; only a decision may follow.
  case undecided(states: [String])
  /// What was signed is not what the record showed there.
  case otherText
  /// The record showed conflicts there, in these fields.
  case fieldConflict([String])
  /// The statements it takes had not been made.
  case quorum(statement: String)
  /// It takes a reason.
  case noReason(action: String)
  /// It rests on an act that was not there before it.
  case rests(ContentHash)

  package var kind: FaultKind {
    switch self {
    case .signature: .untrusted
    default: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .signature(let person): Phrase("act.signature", ["person": person])
    case .noLifecycle(let type, let schema):
      Phrase("act.no-lifecycle", ["type": type, "schema": String(schema)])
    case .unknownAction(let action): Phrase("act.unknown-action", ["action": action])
    case .role(let person, let action, let roles):
      Phrase(
        "act.role",
        ["person": person, "action": action, "roles": roles.joined(separator: ", ")])
    case .sameEyes(let person, let action, let against):
      Phrase("act.same-eyes", ["person": person, "action": action, "against": against])
    case .notVouched(let person): Phrase("act.not-vouched", ["person": person])
    case .illegal(let action, let state):
      Phrase("act.illegal", ["action": action, "state": state])
    case .wrongState(let action, let state):
      Phrase("act.wrong-state", ["action": action, "state": state])
    case .notHeads: Phrase("act.not-heads")
    case .undecided(let states):
      Phrase("act.undecided", ["states": states.joined(separator: ", ")])
    case .otherText: Phrase("act.other-text")
    case .fieldConflict(let fields):
      Phrase("act.field-conflict", ["fields": fields.joined(separator: ", ")])
    case .quorum(let statement): Phrase("act.quorum", ["statement": statement])
    case .noReason(let action): Phrase("act.no-reason", ["action": action])
    case .rests(let act): Phrase("act.rests", ["act": act.description])
    }
  }
}
