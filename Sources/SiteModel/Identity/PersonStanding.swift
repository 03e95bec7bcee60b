/// Which key and which roles a person had at a past, by what others signed for him.
package struct PersonStanding: Sendable, Hashable {
  /// The person's id.
  package let person: String
  /// `ssh-ed25519 AAAA…`: the only key his acts are good by.
  package let key: String
  /// The posts that were vouched for, with their dates.
  package let posts: Set<Appointment>
  /// Who vouches: persons' ids, and `node-<chain>`.
  package let vouchers: Set<String>

  /// Whether he was made an administrator, for whatever time.
  package var makesAdministrator: Bool {
    posts.contains { $0.roles.contains(TrustRole.administrator) }
  }

  /// The roles held at a time.
  package func roles(_ time: RoleTime) -> Set<String> {
    Set(posts.filter { time.meets(from: $0.from, until: $0.until) }.flatMap(\.roles))
  }
}

/// How well the day is known on which a role is used.
package enum RoleTime: Sendable, Hashable {
  /// On this day, as the door knows it.
  case on(CivilDate)
  /// On this day or any later one, as headquarters' commits prove; nil where nothing is proved.
  case notBefore(CivilDate?)

  /// Whether something that lasts from a day to a day can be in force: a lower bound ends it, and
  /// never keeps it from having begun.
  func meets(from: CivilDate, until: CivilDate?) -> Bool {
    switch self {
    case .on(let day): from <= day && until.map { day <= $0 } ?? true
    case .notBefore(let day?): until.map { day <= $0 } ?? true
    case .notBefore(nil): true
    }
  }
}

/// How far a person is vouched for.
package enum Vouching: Sendable, Hashable {
  /// By nobody who may.
  case none
  /// By an administrator; headquarters, which was there, has not confirmed it yet.
  case waiting
  /// His acts count, also where four eyes are asked for.
  case given(PersonStanding)
  /// It was taken back: he has left, or his key is lost.
  case withdrawn
  /// Last acts stand against each other. Until a decision he has no standing.
  case contested
}
