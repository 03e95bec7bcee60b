import Indexing
package import SiteModel

/// Finds the person that somebody means by an id, a staff number or a name.
package struct PersonLookup {
  private let site: Site

  package init(_ site: Site) { self.site = site }

  /// - Throws: ``PersonFault/unknown(_:)`` or ``PersonFault/ambiguous(_:ids:)``.
  package func person(_ name: String) throws -> Person {
    let all = try people()
    let found =
      all.first { $0.id == name }.map { [$0] }
      ?? all.filter { $0.number == name || $0.name == name }
    guard let person = found.first else { throw PersonFault.unknown(name) }
    guard found.count == 1 else { throw PersonFault.ambiguous(name, ids: found.map(\.id)) }
    return person
  }

  /// Everybody who was ever registered, by staff number.
  ///
  /// - Parameter knownAt: nil: as all that is held says.
  package func people(knownAt: VersionVector? = nil) throws -> [Person] {
    try site.index.states(of: Person.type, knownAt: knownAt)
      .compactMap { Person($0.key, $0.state) }
  }

  /// Name, posts and department as they are frozen into what he signs on a day.
  func names(of person: Person, on day: CivilDate) throws -> SignerNames {
    let posts = try person.posts(on: day).map { try title("post", $0.post) }
    let department = try person.department.map { try title("department", $0) }
    return SignerNames(
      person.name, post: posts.isEmpty ? nil : posts.joined(separator: "、"),
      department: department)
  }

  // A record that names nothing is named by its id.
  private func title(_ type: String, _ id: String) throws -> String {
    guard let key = RecordKey(type: type, id: id) else { return id }
    return try site.index.state(of: key).values["name"]?.string ?? id
  }
}

/// Why somebody cannot act, or cannot be told from others.
package enum PersonFault: Fault, Equatable {
  /// Nobody is registered so.
  case unknown(String)
  case ambiguous(String, ids: [String])
  /// There is a person with this id already.
  case taken(id: String)
  /// An id that is none of a person: out of grammar, or a node's.
  case badID(String)
  /// He left on this day.
  case left(person: String, on: String)
  /// He has no key anywhere yet.
  case noKey(person: String)
  /// His key was made on another node, and only there he can sign.
  case keyElsewhere(person: String)
  /// An act was asked for and nobody was named.
  case nobody
  /// There is an administrator already: the node vouches for the first one only.
  case notFirst
  /// The first one vouched for must be an administrator.
  case firstNotAdministrator(person: String)
  /// Only administrators do this.
  case notAdministrator(person: String)

  package var kind: FaultKind {
    switch self {
    case .unknown, .ambiguous, .taken, .badID: .invalid
    default: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .unknown(let name): Phrase("person.unknown", ["person": name])
    case .ambiguous(let name, let ids):
      Phrase("person.ambiguous", ["person": name, "ids": ids.joined(separator: ", ")])
    case .taken(let id): Phrase("person.taken", ["id": id])
    case .badID(let id): Phrase("person.bad-id", ["id": id])
    case .left(let person, let day): Phrase("person.left", ["person": person, "day": day])
    case .noKey(let person): Phrase("person.no-key", ["person": person])
    case .keyElsewhere(let person): Phrase("person.key-elsewhere", ["person": person])
    case .nobody: Phrase("person.nobody")
    case .notFirst: Phrase("person.not-first")
    case .firstNotAdministrator(let person):
      Phrase("person.first-not-administrator", ["person": person])
    case .notAdministrator(let person): Phrase("person.not-administrator", ["person": person])
    }
  }
}
