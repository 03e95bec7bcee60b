import Indexing
import SiteModel

/// Who has left, and what ends with it: posts and authorisations, on the last day of work (7.1.1, 7.2.3).
///
/// Whoever takes the vouch back writes that day. Once nobody vouches for the person any more it holds, whether
/// or not the records of the person and of the authorisations have been reviewed and signed since.
struct Leaving {
  private let days: [String: CivilDate]

  /// - Parameters:
  ///   - type: whose records it is applied to; of most types nothing ends.
  ///   - known: nil: as all that is held says.
  init(for type: String, _ site: Site, knownAt known: VersionVector? = nil) throws {
    guard [Person.type, Self.authorisation].contains(type) else {
      days = [:]
      return
    }
    let (people, past) = (try site.index.people(), try known ?? site.index.known())
    let gone = try site.index.records(of: Person.type, knownAt: known).compactMap {
      key, state, course -> (String, CivilDate)? in
      let signed = state.values.day("left")
      // Nobody else's correction sends away a person whom somebody vouches for.
      let isOut = [.none, .withdrawn].contains(people.vouching(of: key.id, in: past))
      let written = isOut ? (course?.joined ?? state).values.day("left") : nil
      return (signed ?? written).map { (key.id, $0) }
    }
    days = Dictionary(gone) { $1 }
  }

  private static let authorisation = "authorisation"

  /// What a record shows once that is taken into account.
  func applied(to key: RecordKey, _ fields: [String: JSON]) -> [String: JSON] {
    switch key.type {
    case Person.type: person(key.id, fields)
    case Self.authorisation: ended(fields, "validTo", by: fields["person"]?.string)
    default: fields
    }
  }

  private func person(_ id: String, _ fields: [String: JSON]) -> [String: JSON] {
    guard let day = days[id] else { return fields }
    var fields = fields
    fields["left"] = .string(day.description)
    fields["posts"] = fields["posts"]?.array.map { rows in
      .array(rows.map { row in .object(ended(row.object ?? [:], "until", by: id)) })
    }
    return fields
  }

  private func ended(
    _ fields: [String: JSON], _ end: String, by person: String?
  ) -> [String: JSON] {
    guard let day = person.flatMap({ days[$0] }), fields.day(end).map({ day < $0 }) ?? true
    else { return fields }
    return fields.merging([end: .string(day.description)]) { $1 }
  }
}
