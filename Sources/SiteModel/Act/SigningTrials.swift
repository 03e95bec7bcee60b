/// Who must be refused to sign an act: wrong key, wrong role, the same eyes, nobody's acquaintance.
struct SigningTrials {
  let stage: Stage
  let act: Act
  let signing: Lifecycle.Signing

  /// A rule, and whether it refused.
  typealias Result = (rule: String, passed: Bool)

  /// - Parameter through: A stage at the same point that came by way of an action, and the act
  ///   there; for four eyes against acts that need not have been done.
  func all(through: (Lifecycle.Action) -> (Stage, Act)?) -> [Result] {
    var results = [signature]
    if !signing.by.contains(.anyone) { results.append(role) }
    results += signing.apart.map { ("same-eyes \($0.text)", refuses($0, through: through)) }
    if !signing.apart.isEmpty { results.append(voucher) }
    return results + signing.also.map { ("also \($0.role)", refuses($0)) }
  }

  /// Whoever may sign by all else, but does not hold the post.
  private func refuses(_ demand: Lifecycle.Demand) -> Bool {
    var stage = stage
    var people = stage.candidates(signing)
    for person in people { stage.roles[person]?.remove(demand.role) }
    if people.isEmpty { people = [stage.newcomer([])] }
    return people.allSatisfy { person in
      stage.breaches(of: act, by: person).contains(
        .role(person: person, action: signing.name, roles: [demand.role]))
    }
  }

  private var signature: Result {
    var stage = stage
    let person = stage.newcomer(signing.posts)
    stage.unsigned = [person]
    let refused = stage.breaches(of: act, by: person).contains(.signature(person: person))
    return ("signature", refused)
  }

  private var role: Result {
    var stage = stage
    let person = stage.newcomer([])
    let breach = ActBreach.role(
      person: person, action: signing.name, roles: signing.by.map(\.text))
    return ("role", stage.breaches(of: act, by: person).contains(breach))
  }

  private var voucher: Result {
    var stage = stage
    let person = stage.newcomer(signing.posts)
    stage.unvouched = [person]
    return (
      "not-vouched", stage.breaches(of: act, by: person).contains(.notVouched(person: person))
    )
  }

  private func refuses(
    _ eyes: Lifecycle.Eyes, through: (Lifecycle.Action) -> (Stage, Act)?
  ) -> Bool {
    var (stage, act) = (stage, act)
    var same: String?
    switch eyes {
    case .named(let field): same = stage.lifecycle.stagePeople(field).first
    case .writers: same = Stage.writer
    case .doer(let name):
      if let action = stage.lifecycle[action: name], let other = through(action) {
        (stage, act) = other
      }
      same = stage.course?.acts.last { $0.act.action == name }?.person
    }
    guard let same else { return false }
    stage.roles[same, default: []].formUnion(signing.posts)
    return stage.breaches(of: act, by: same).contains(
      .sameEyes(person: same, action: signing.name, against: eyes.text))
  }
}
