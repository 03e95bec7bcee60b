/// Something that must be so before an action is signed: asked at the door and never judged again.
///
/// What it looked at is written into the act (``Act/checked``). If that changes later, the link is
/// suspect, and the act stands.
package struct Guard: Sendable, Hashable {
  /// `[a-z0-9-]`; unique within its action.
  package let name: String
  /// What it asks for.
  package let title: BilingualText
  /// What is looked at.
  package let question: Question

  /// The three ways to ask.
  package enum Question: Sendable, Hashable {
    /// These fields of the text have a value.
    case fields([String])
    /// A check that is a named function of the program.
    case check(String)
    /// An expression over the record, in the calculator's language.
    case expression(String)
  }

  /// What the one who looked says.
  package enum Answer: Sendable, Hashable {
    /// It is so; what was looked at.
    case met(JSON)
    /// It is not so; what was found instead.
    case refused(String)
  }

  /// Asks this guard about a text.
  ///
  /// - Parameter look: Answers what the text alone does not say: named checks and expressions.
  package func ask(
    _ text: [String: JSON], look: (Question) -> Answer
  ) -> Answer {
    guard case .fields(let fields) = question else { return look(question) }
    let missing = fields.filter { text[$0, default: .null] == .null }
    guard missing.isEmpty else { return .refused(missing.joined(separator: ", ")) }
    return .met(.array(fields.map(JSON.string)))
  }
}

/// A guard that says no.
package struct GuardRefusal: Fault, Equatable {
  /// What was wanted.
  package let action: String
  /// Who said no, by name.
  package let name: String
  /// What was found.
  package let found: String

  package init(action: String, name: String, found: String) {
    (self.action, self.name, self.found) = (action, name, found)
  }

  package var kind: FaultKind { .refused }
  package var phrase: Phrase {
    Phrase("act.guard", ["action": action, "guard": name, "found": found])
  }
}

extension Lifecycle.Action {
  /// Asks every guard of the action, in order.
  ///
  /// - Returns: What each looked at, by its name: the act's ``Act/checked``.
  /// - Throws: The first that says no.
  package func askGuards(
    _ text: [String: JSON], look: (Guard.Question) -> Guard.Answer
  ) throws(GuardRefusal) -> [String: JSON] {
    var checked: [String: JSON] = [:]
    for asked in guards {
      switch asked.ask(text, look: look) {
      case .met(let seen): checked[asked.name] = seen
      case .refused(let found):
        throw GuardRefusal(action: name, name: asked.name, found: found)
      }
    }
    return checked
  }
}
