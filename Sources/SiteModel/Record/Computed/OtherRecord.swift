/// Another record, as a question about one sees it.
package struct OtherRecord: Sendable {
  /// Which record.
  package let key: RecordKey
  /// What it shows, by field; nothing that is disputed.
  package let fields: [String: JSON]
  /// The state signed acts have brought it to, or the states at odds.
  package let states: [String]
  /// What it grants; where states are at odds, only what each of them grants.
  package let permits: Set<Permission>

  package init(
    key: RecordKey, fields: [String: JSON], states: [String], permits: Set<Permission>
  ) {
    (self.key, self.fields) = (key, fields)
    (self.states, self.permits) = (states, permits)
  }

  /// Whether statistics may take it for true.
  package var counts: Bool { permits.contains(.counts) }
  /// Whether it counts, and nothing has ended it.
  package var isCurrent: Bool { counts && !permits.contains(.closed) }
  /// What people call it: its number, or its id where it has none.
  package var name: JSON { fields["number"] ?? .string(key.id) }
}

extension [String: JSON] {
  /// The day in a field.
  package func day(_ field: String) -> CivilDate? { self[field]?.string.flatMap { CivilDate($0) } }
  /// The exact number in a field, whether it is written as a text or as a count.
  package func number(_ field: String) -> Rational? {
    (self[field]?.string ?? self[field]?.number).flatMap { Rational($0) }
  }
  func texts(_ field: String) -> [String] { (self[field]?.array ?? []).compactMap(\.string) }
  /// The rows in a field.
  package func rows(_ field: String) -> [[String: JSON]] {
    (self[field]?.array ?? []).compactMap(\.object)
  }
}

extension RecordQuestion {
  /// The records of a type whose field names this one.
  func records(of type: String, naming field: String) throws -> [OtherRecord] {
    try others.records(of: type).filter { $0.fields[field]?.string == key.id }
  }

  /// A record that a field of this one names.
  func record(named field: String, of type: String) throws -> OtherRecord? {
    guard let id = record[field]?.string else { return nil }
    return try others.records(of: type).first { $0.key.id == id }
  }
}

extension Sequence<Rational> {
  var total: Rational { reduce(.zero, +) }
}

extension JSON {
  static func count(_ number: Int) -> JSON { .number(String(number)) }
}
