/// What somebody vouches for: that this key is this person's, and that he holds these posts.
///
/// The record `vouch/<person>`: an administrator's act `vouch` signs its text, `withdraw` ends it.
package struct Vouch: Sendable, Hashable {
  /// The id of the person, and of the record.
  package let person: String
  /// `ssh-ed25519 AAAA…`.
  package let key: String
  /// With the roles that are vouched for.
  package let posts: Set<Appointment>

  package init(person: String, key: String, posts: Set<Appointment>) {
    (self.person, self.key, self.posts) = (person, key, posts)
  }

  /// Reads the text of a vouch; nil where it is another person's than the record's, or no text.
  init?(_ record: RecordKey, _ text: [String: JSON]?) {
    guard record.type == Self.type, let text, text["person"]?.string == record.id,
      !NodeVoucher.isOne(record.id), let key = text["key"]?.string,
      let posts = Appointment.list(text["posts"])
    else { return nil }
    self.init(person: record.id, key: key, posts: Set(posts))
  }

  /// Whether it makes an administrator.
  var makesAdministrator: Bool {
    posts.contains { $0.roles.contains(TrustRole.administrator) }
  }

  /// The record type.
  package static let type = "vouch"
  /// The action by which an administrator vouches, and the state it leads to.
  package static let action = "vouch"
  static let given = "given"
  /// The action that ends it.
  package static let withdraw = "withdraw"
  /// Headquarters' word about somebody else's vouch.
  static let confirm = "confirm"

  /// The fields of the vouch that a person's record asks for: what an administrator is shown.
  package static func fields(for person: Person) -> [String: JSON]? {
    guard let key = person.key else { return nil }
    return [
      "person": .string(person.id), "name": .string(person.name),
      "number": .string(person.number), "key": .string(key),
      "posts": .array(person.posts.map(\.json)),
    ]
  }
}

extension Appointment {
  /// As in a record.
  package var json: JSON {
    var members: [String: JSON] = [
      "post": .string(post), "roles": .array(roles.sorted().map(JSON.string)),
      "from": .string(from.description),
    ]
    members["until"] = until.map { .string($0.description) }
    return .object(members)
  }
}
