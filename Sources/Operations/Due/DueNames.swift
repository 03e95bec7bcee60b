import Indexing
import SiteModel

/// Who does what is due, in people's words.
struct DueNames {
  private let staff: [String: Person]
  private let units: [(key: RecordKey, values: [String: JSON])]

  init(_ site: Site) throws {
    staff = Dictionary(try PersonLookup(site).people().map { ($0.id, $0) }) { a, _ in a }
    units = try site.index.states(of: "department").map { ($0.key, $0.state.values) }
  }

  /// Those whom it names; of what stands in a person's own record, him.
  func people(_ item: DueItem) -> [AskDue.Named] {
    let own = item.key.flatMap { $0.type == Person.type ? $0.id : nil }
    let ids = item.what.people.isEmpty ? own.map { [$0] } ?? [] : item.what.people
    return ids.map { AskDue.Named(id: $0, name: staff[$0]?.name ?? $0) }
  }

  /// Those it names, else those of its people.
  func departments(_ item: DueItem) -> [AskDue.Named] {
    let own = people(item).compactMap { staff[$0.id]?.department }
    let ids = item.what.departments.isEmpty ? own : item.what.departments
    return Set(ids).sorted().map { id in
      let held = units.first { $0.key.id == id }
      return AskDue.Named(id: id, name: held?.values["name"]?.string ?? id)
    }
  }

  /// The id of the department somebody means.
  ///
  /// - Throws: ``RecordLookupFault/unknown(_:)``, ``RecordLookupFault/ambiguous(_:_:)``.
  func department(_ name: String) throws(RecordLookupFault) -> String {
    let found = units.filter { key, values in
      [key.id, values["number"]?.string, values["name"]?.string].contains(name)
    }
    guard let first = found.first else { throw .unknown(name) }
    guard found.count == 1 else { throw .ambiguous(name, found.map(\.key.description)) }
    return first.key.id
  }
}
