/// Who stands for whom, at a past.
extension People {
  /// How far a person is vouched for there.
  package func vouching(of person: String, in past: VersionVector) -> Vouching {
    guard let key = RecordKey(type: Vouch.type, id: person) else { return .none }
    let heads = heads(of: key, in: past)
    if heads.isEmpty { return .none }
    if heads.allSatisfy({ $0.act.state != Vouch.given }) { return .withdrawn }
    let vouches = heads.compactMap(\.vouch)
    guard heads.allSatisfy({ $0.act.state == Vouch.given }), let first = vouches.first,
      vouches.allSatisfy({ $0 == first })
    else { return .contested }
    var vouchers = Set(heads.map(\.entry.entry.by))
    for head in heads where needsHeadquarters(head) {
      let confirming = confirmations(of: head, in: past)
      if confirming.isEmpty { return .waiting }
      vouchers.formUnion(confirming)
    }
    return .given(
      PersonStanding(person: person, key: first.key, posts: first.posts, vouchers: vouchers))
  }

  /// The key and roles a person had there; nil for one who is not vouched for.
  package func standing(of person: String, in past: VersionVector) -> PersonStanding? {
    if case .given(let standing) = vouching(of: person, in: past) { standing } else { nil }
  }

  /// The last lawful acts of a record there that are not cut.
  func heads(of key: RecordKey, in past: VersionVector) -> [Settled] {
    let moves = effective(key, past).filter { $0.act.state != nil }
    let followed = Set(moves.flatMap(\.act.after))
    return moves.filter { !followed.contains($0.identity) }
  }

  private func confirmations(of head: Settled, in past: VersionVector) -> Set<String> {
    let made = effective(head.entry.entry.key, past).filter {
      $0.act.action == Vouch.confirm && $0.act.after == [head.identity]
    }
    return Set(made.map(\.entry.entry.by))
  }

  private func effective(_ key: RecordKey, _ past: VersionVector) -> [Settled] {
    var counted: Set<ContentHash> = []
    var acts: [Settled] = []
    for act in settled[key, default: []] where past.contains(act.entry.name) {
      guard act.act.after.allSatisfy(counted.contains), !isCut(act.entry, in: past)
      else { continue }
      counted.insert(act.identity)
      acts.append(act)
    }
    return acts
  }

  /// Whoever vouches after headquarters was heard of needs its word too; what was vouched for
  /// before stays. Headquarters' own vouch is its word.
  private func needsHeadquarters(_ head: Settled) -> Bool {
    if let chain = NodeVoucher.chain(of: head.entry.entry.by),
      evidence.headquarters[chain] != nil
    {
      return false
    }
    return evidence.headquarters.keys.contains { head.entry.past.heads[$0, default: 0] > 0 }
  }

  /// The roles that others let a person use there, by delegations in force.
  package func delegated(
    to person: String, in past: VersionVector, _ time: RoleTime
  ) -> Set<String> {
    var roles: Set<String> = []
    for key in delegations {
      let heads = heads(of: key, in: past)
      guard heads.count == 1, heads[0].act.state == Delegation.granted,
        let delegation = Delegation(key, heads[0].act.text.values), delegation.to == person,
        time.meets(from: delegation.days.lowerBound, until: delegation.days.upperBound),
        let giver = standing(of: delegation.from, in: past)
      else { continue }
      roles.formUnion(delegation.roles.intersection(giver.roles(time)))
    }
    return roles
  }

  /// The roles a person may use on a day, as the door asks before he signs.
  package func roles(of person: String, in past: VersionVector, on day: CivilDate) -> Set<String> {
    guard let standing = standing(of: person, in: past) else { return [] }
    return standing.roles(.on(day)).union(delegated(to: person, in: past, .on(day)))
  }
}
