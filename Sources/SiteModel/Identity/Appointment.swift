/// A post a person holds, with the roles that come with it, from a day to a day.
///
/// The roles stand here as they were when the person was appointed. A post's own list is only
/// what a new appointment is filled in with: changing it gives nobody a right that nobody signed.
package struct Appointment: Sendable, Hashable {
  /// The id of the post's record.
  package let post: String
  /// Roles as lifecycles name them, `[a-z0-9-]`.
  package let roles: Set<String>
  /// The first day.
  package let from: CivilDate
  /// The last day; nil while it goes on.
  package let until: CivilDate?

  package init(post: String, roles: Set<String>, from: CivilDate, until: CivilDate? = nil) {
    (self.post, self.roles, self.from, self.until) = (post, roles, from, until)
  }

  /// Reads `{"post":…,"roles":[…],"from":…,"until":…}`; nil for anything else.
  init?(_ json: JSON) {
    guard let post = json["post"]?.string, let roles = json["roles"]?.array,
      let from = json["from"]?.string.flatMap({ CivilDate($0) })
    else { return nil }
    let until = json["until"]?.string.flatMap { CivilDate($0) }
    guard (json["until"] == nil) == (until == nil) else { return nil }
    self.init(post: post, roles: Set(roles.compactMap(\.string)), from: from, until: until)
  }

  /// Whether it is held on a day.
  package func isHeld(on day: CivilDate) -> Bool {
    RoleTime.on(day).meets(from: from, until: until)
  }

  /// The appointments a field lists; nil if one of them cannot be read.
  static func list(_ json: JSON?) -> [Appointment]? {
    guard let items = (json ?? .array([])).array else { return nil }
    let read = items.compactMap { Appointment($0) }
    return read.count == items.count ? read : nil
  }
}
