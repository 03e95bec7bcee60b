/// One thing tried on a lifecycle, and whether it went as the lifecycle says.
package struct LifecycleTrial: Sendable, Hashable {
  /// As in ``Lifecycle/name``.
  package let lifecycle: String
  /// The action, the statement, or the state that statements make.
  package let subject: String
  /// The state it was tried in.
  package let from: String
  /// `taken`, or the rule that had to refuse it: `role`, `same-eyes act:submit`, `guard complete`…
  package let rule: String
  /// Whether it was taken, or refused by that very rule.
  package let passed: Bool
}

extension Lifecycle {
  /// Takes every transition once and has every rule and guard refuse once, on made-up records.
  ///
  /// A rule that no way through the states can ever bring to bear is a trial that fails.
  package func rehearsed() -> [LifecycleTrial] {
    guard let stage = Stage(self) else { return [] }
    let rehearsal = Rehearsal(lifecycle: self, empty: stage)
    return rehearsal.taken() + rehearsal.refused() + rehearsal.stated() + rehearsal.decided()
  }
}

/// The trials of one lifecycle.
struct Rehearsal {
  let lifecycle: Lifecycle
  let empty: Stage

  /// The actions that lead somewhere: all but the decision.
  var moves: [Lifecycle.Action] { lifecycle.actions.filter { $0.to != nil } }

  func trial(
    _ subject: String, from: String, _ rule: String, _ passed: Bool
  ) -> LifecycleTrial {
    LifecycleTrial(
      lifecycle: lifecycle.name, subject: subject, from: from, rule: rule, passed: passed)
  }

  /// A record in a state, if need be by way of an action.
  func stage(in state: String, through action: Lifecycle.Action? = nil) -> Stage? {
    var way: [Lifecycle.Step]?
    if let action, let to = action.to, let rest = lifecycle.way(from: to, to: state) {
      let there = action.from.compactMap { lifecycle.way(from: lifecycle.initial, to: $0) }
      way = there.min { $0.count < $1.count }.map { $0 + [.action(action)] + rest }
    } else if action == nil {
      way = lifecycle.way(from: lifecycle.initial, to: state)
    }
    guard let way else { return nil }
    var stage = empty
    for step in way where !stage.take(step) { return nil }
    return stage.course?.state == .at(state) ? stage : nil
  }

  func taken() -> [LifecycleTrial] {
    let steps = lifecycle.states.flatMap { state in
      moves.filter { $0.from.contains(state.name) }.map { (state.name, Lifecycle.Step.action($0)) }
        + (state.becomes.map { [(state.name, .becoming($0))] } ?? [])
    }
    return steps.map { from, step in
      var stage = stage(in: from)
      let arrives = stage?.take(step) ?? false
      switch step {
      case .action(let action): return trial(action.name, from: from, "taken", arrives)
      case .becoming(let becoming):
        return trial(becoming.state, from: from, "becomes", arrives)
      }
    }
  }

  /// Each kind of statement, made once in each state it belongs to, and by a stranger.
  func stated() -> [LifecycleTrial] {
    lifecycle.statements.flatMap { statement in
      statement.on.flatMap { state -> [LifecycleTrial] in
        guard var stage = stage(in: state), let act = stage.statement(statement)
        else { return [trial(statement.name, from: state, "taken", false)] }
        let refusals = SigningTrials(stage: stage, act: act, signing: statement.signing).all {
          self.stage(in: state, through: $0).flatMap { stage in
            stage.statement(statement).map { (stage, $0) }
          }
        }
        return [
          trial(
            statement.name, from: state, "taken", stage.sign(act, statement.signing) != nil)
        ] + refusals.map { trial(statement.name, from: state, $0.rule, $0.passed) }
      }
    }
  }
}

extension Stage {
  /// A statement about the last act.
  func statement(_ statement: Lifecycle.Statement) -> Act? {
    course.flatMap { course in
      course.heads.first.map {
        course.statement(statement.name, on: $0, at: Self.place, signer: Self.signer)
      }
    }
  }
}
