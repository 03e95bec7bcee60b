import Indexing
package import SiteModel

/// A route that documents go, written down once: it is copied into a document's card, so that later
/// changes of the template move nothing.
package struct RouteTemplate: Sendable {
  package let number: String
  package let name: String
  /// Empty: for all kinds.
  package let kinds: [String]
  /// Field of the card → ids of people, and of posts.
  private let route: [String: [String]]
  /// Who they are by name.
  package let names: [String: [String]]
  private let holders: [String: [String]]

  static let type = "route-template"
  static let fields = ["reviewers", "countersigners", "approvers"]

  /// All that are in use, by number.
  package static func all(on site: Site) throws -> [RouteTemplate] {
    let people = try PersonLookup(site).people()
    return try site.index.records(of: type).filter { _, state, course in
      Envelope(of: state).voiding == nil && course?.permits(.closed) != true
    }
    .map { try RouteTemplate($0.1.values, people, site) }.sorted { $0.number < $1.number }
  }

  /// Writes one.
  ///
  /// - Throws: as ``WriteRecord/new(_:_:on:)``.
  package static func add(_ values: [String: JSON], on site: Site) throws {
    _ = try WriteRecord.new(type, values, on: site)
  }

  /// - Throws: ``RouteFault/unknown(_:known:)``.
  static func named(_ number: String, on site: Site) throws -> RouteTemplate {
    let all = try all(on: site)
    guard let found = all.first(where: { $0.number == number }) else {
      throw RouteFault.unknown(number, known: all.map(\.number))
    }
    return found
  }

  private init(_ values: [String: JSON], _ people: [Person], _ site: Site) throws {
    func ids(_ field: String) -> [String] { (values[field]?.array ?? []).compactMap(\.string) }
    number = values["number"]?.string ?? ""
    name = values["name"]?.string ?? ""
    kinds = ids("kinds")
    let route = Dictionary(uniqueKeysWithValues: Self.fields.map { ($0, ids($0)) })
    self.route = route
    var (holders, named): ([String: [String]], [String: String]) = ([:], [:])
    for id in Set(route.values.joined()) {
      if let person = people.first(where: { $0.id == id }) {
        (holders[id], named[id]) = ([id], person.name)
      } else {
        holders[id] = Self.holders(of: id, people, site.today)
        named[id] = try RecordKey(type: "post", id: id)
          .flatMap { try site.index.state(of: $0).values["name"]?.string }
      }
    }
    self.holders = holders
    names = route.mapValues { $0.map { named[$0] ?? $0 } }
  }

  /// Who holds a post on a day and works here.
  private static func holders(of post: String, _ people: [Person], _ day: CivilDate) -> [String] {
    people.filter { person in
      person.left.map { $0 >= day } ?? true && person.posts(on: day).contains { $0.post == post }
    }
    .map(\.id)
  }

  /// The fields of a card: posts are those who hold them today.
  ///
  /// - Throws: ``RouteFault``.
  func steps(for kind: String?) throws(RouteFault) -> [String: JSON] {
    if let kind, !kinds.isEmpty, !kinds.contains(kind) {
      throw RouteFault.otherKind(number, kind: kind, kinds: kinds)
    }
    var steps: [String: JSON] = [:]
    for (field, ids) in route where !ids.isEmpty {
      for (id, name) in zip(ids, names[field] ?? []) where holders[id]?.isEmpty != false {
        throw RouteFault.vacant(number, post: name)
      }
      steps[field] = .array(Set(ids.flatMap { holders[$0] ?? [] }).sorted().map(JSON.string))
    }
    return steps
  }
}

/// Why a route is not copied.
package enum RouteFault: Fault, Equatable {
  case unknown(String, known: [String])
  /// It is for other kinds of documents.
  case otherKind(String, kind: String, kinds: [String])
  /// Nobody holds a post of it.
  case vacant(String, post: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .unknown(let number, let known):
      Phrase(
        "route.unknown",
        ["number": number, "known": known.isEmpty ? "—" : known.joined(separator: ", ")])
    case .otherKind(let number, let kind, let kinds):
      Phrase(
        "route.other-kind",
        ["number": number, "kind": kind, "kinds": kinds.joined(separator: ", ")])
    case .vacant(let number, let post):
      Phrase("route.vacant", ["number": number, "post": post])
    }
  }
}
