import Indexing
package import SiteModel

/// One record that counts and says that a revision was made known: a record of making the policy
/// known, other communication about it, or training on it.
package struct PolicyCommunication: Sendable {
  package let key: RecordKey
  package let number: String
  package let on: String
  package let channel: String
  package let planned: Int
  package let attended: Int
  /// The ids of those it names; empty: it gives a number only, or none.
  package let persons: Set<String>

  static let type = "policy-communication"

  /// Those that name the revision, newest first.
  static func all(
    of revision: RecordKey?, _ knownAt: VersionVector?, _ site: Site
  ) throws -> [PolicyCommunication] {
    guard let revision else { return [] }
    return try [type, "communication-record", "training-session"].flatMap { type in
      try site.index.records(of: type, knownAt: knownAt).compactMap { key, state, course in
        let values = state.values
        guard course?.permits(.counts) == true, Envelope(of: state).voiding == nil,
          names(values).contains(where: { [revision.id, "\(revision)"].contains($0) })
        else { return nil }
        return PolicyCommunication(key, values)
      }
    }
    .sorted { ($1.on, $1.number) < ($0.on, $0.number) }
  }

  private static func names(_ values: [String: JSON]) -> [String] {
    [values["policy"]?.string, values["source"]?.string].compactMap { $0 }
      + (values["documents"]?.array ?? []).compactMap(\.string)
  }

  private init(_ key: RecordKey, _ values: [String: JSON]) {
    let count = { (field: String) in values[field]?.number.flatMap { Int($0) } ?? 0 }
    let came = (values["attendees"]?.array ?? []).filter { $0["present"]?.bool == true }
    self.key = key
    number = values["number"]?.string ?? key.id
    on = String((values["on"]?.string ?? values["start"]?.string ?? "").prefix(10))
    channel = values["channel"]?.string ?? ""
    (planned, attended) = (count("planned"), count("attended"))
    persons = Set(
      (values["persons"]?.array ?? []).compactMap(\.string)
        + came.compactMap { $0["person"]?.string })
  }
}
