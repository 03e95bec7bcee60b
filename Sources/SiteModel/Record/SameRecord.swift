/// That two records are one thing: what the register `same-as` says.
///
/// Its value is the id of another record of the same type. Records that say so of each other, on
/// whatever way, are one class, and the smallest id speaks for it.
package enum SameRecord {
  /// The register's name; no type may have a field of that name.
  package static let register = "same-as"

  /// The id that a record names; nil where it names none, or nobody has decided which.
  package static func other(than key: RecordKey, in values: [String: JSON]) -> RecordKey? {
    values[register]?.string.flatMap { RecordKey(type: key.type, id: $0) }
      .flatMap { $0 == key ? nil : $0 }
  }

  /// Of some records those that are one thing with one of them, by what each of them says; ascending.
  package static func joined(
    with one: RecordKey, _ records: [RecordKey], values: (RecordKey) throws -> [String: JSON]
  ) rethrows -> [RecordKey] {
    var edges: [RecordKey: Set<RecordKey>] = [:]
    for key in records {
      guard let other = other(than: key, in: try values(key)) else { continue }
      edges[key, default: []].insert(other)
      edges[other, default: []].insert(key)
    }
    var (found, open) = (Set([one]), [one])
    while let next = open.popLast() {
      for other in edges[next] ?? [] where found.insert(other).inserted { open.append(other) }
    }
    return found.sorted()
  }
}
