/// A person's signed word that another may use some of his roles for a time.
///
/// The record `delegation/<id>`. It counts while the one who gave it holds the role himself, by a
/// vouch and not by another delegation. Who may vouch cannot be delegated.
package struct Delegation: Sendable, Hashable {
  /// Whose roles.
  package let from: String
  /// Who may use them.
  package let to: String
  /// Which.
  package let roles: Set<String>
  /// The first and the last day, at most 90 days.
  package let days: ClosedRange<CivilDate>

  /// Days.
  package static let longest: Int64 = 90

  /// Reads the text of a delegation; nil if it breaks a rule above.
  init?(_ record: RecordKey, _ text: [String: JSON]?) {
    guard record.type == Self.type, let text, let from = text["from"]?.string,
      let to = text["to"]?.string, from != to, let roles = text["roles"]?.array,
      let begins = text["begins"]?.string.flatMap({ CivilDate($0) }),
      let ends = text["ends"]?.string.flatMap({ CivilDate($0) }), begins <= ends,
      ends.days - begins.days < Self.longest
    else { return nil }
    (self.from, self.to, days) = (from, to, begins...ends)
    self.roles = Set(roles.compactMap(\.string))
    guard !self.roles.contains(TrustRole.administrator) else { return nil }
  }

  /// The record type and the state that counts.
  package static let type = "delegation"
  static let granted = "granted"
}
