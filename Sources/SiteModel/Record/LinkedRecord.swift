/// A record that says it has to do with another: what an effect gives each of them.
///
/// When a legal text changes, each objective, procedure and plan that is linked to it is looked at
/// again (4.1.1).
package struct LinkedRecord: Sendable {
  /// Which.
  package let key: RecordKey
  /// Its fields.
  package let fields: [String: JSON]

  package init(_ key: RecordKey, fields: [String: JSON]) { (self.key, self.fields) = (key, fields) }

  /// What expressions may ask of it: itself as `<type>/<id>`, what it is called, whose it is.
  static let names: [String: Expression.Kind] = Dictionary(
    uniqueKeysWithValues: [
      "linked", "linked.number", "linked.name", "linked.department", "linked.person",
    ]
    .map { ($0, .text([])) })

  var values: [String: Expression.Value] {
    var values = ["linked": key.description]
    values["linked.number"] = first("number") ?? key.id
    values["linked.name"] = first("name", "title", "number") ?? key.id
    values["linked.department"] = first("department")
    values["linked.person"] = first("person", "owner", "preparedBy")
    return values.mapValues { .text($0) }
  }

  private func first(_ names: String...) -> String? {
    names.compactMap { fields[$0]?.string }.first
  }
}
