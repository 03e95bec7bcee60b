/// Every check, once met and once not: on a plant in which all are met, each check's smallest change
/// makes it fail, and no other check change but those it names.
package struct CheckRehearsal: Sendable {
  package let trials: [Trial]

  /// One check.
  package struct Trial: Sendable {
    package let check: ClauseCheck
    /// What it says of the plant.
    package let before: CheckAnswer
    /// What it says after its change.
    package let after: CheckAnswer
    /// Other checks whose verdict the change turned.
    package let turned: Set<String>

    /// Whether the check can be met, can fail, and fails alone.
    package var passed: Bool {
      before.verdict == .met && [.notMet, .needsPerson].contains(after.verdict)
        && turned == check.also
    }
  }

  /// - Parameter permits: what a state of a type grants.
  package init(
    _ checks: [ClauseCheck], on plant: SitePicture,
    permits: (_ type: String, _ state: String) -> Set<Permission>
  ) {
    let before = checks.map { $0.answer(plant) }
    trials = zip(checks, before).map { check, answer in
      let changed = plant.edited(check.breaking, permits: permits)
      let after = checks.map { $0.answer(changed) }
      let turned = zip(checks, zip(before, after))
        .filter { $0.id != check.id && $1.0.verdict != $1.1.verdict }.map(\.0.id)
      let own = zip(checks, after).first { $0.0.id == check.id }?.1 ?? answer
      return Trial(check: check, before: answer, after: own, turned: Set(turned))
    }
  }
}
