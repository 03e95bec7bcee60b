/// What of a record stays as it was signed while work on it goes on: `x-fixed`.
///
/// In a running programme days of completion are entered; its dates and tasks are changed by a revision, with a
/// reason, which is approved again (6.3.2).
package struct FixedFields: Sendable, Hashable {
  /// The states in which they stay.
  package let states: [String]
  /// Fields, or columns of rows as `field.column`.
  package let names: [String]

  /// Reads `x-fixed`: `{"states": […], "fields": […]}`; nil where it is not in its form.
  init?(_ json: JSON) {
    let texts = { (name: String) in (json[name]?.array ?? []).compactMap(\.string) }
    (states, names) = (texts("states"), texts("fields"))
    guard !states.isEmpty, !names.isEmpty, json.object?.count == 2 else { return nil }
  }

  /// The names of those that differ between two texts of a record, in their order.
  package func changed(_ old: [String: JSON], _ new: [String: JSON]) -> [String] {
    names.filter { name in Self.value(name, in: old) != Self.value(name, in: new) }
  }

  // Rows are told apart by their place: a row more or less is another plan, too.
  private static func value(_ name: String, in fields: [String: JSON]) -> JSON {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    let value = fields[parts[0]] ?? .null
    guard parts.count == 2 else { return value }
    return .array((value.array ?? []).map { $0[parts[1]] ?? .null })
  }
}
