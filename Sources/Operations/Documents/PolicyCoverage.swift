import Indexing
package import SiteModel

/// How far the policy has reached (5.2.2 「确保碳计量方针在单位内部广泛传达和理解」): each person once, however
/// often he was told.
package struct PolicyCoverage {
  /// What is in force, and who knows it.
  package struct Answer: Sendable {
    /// nil where no policy is in force.
    package let policy: (number: String, version: String, since: String)?
    /// People who have not left.
    package let staff: Int
    /// Those of them who have acknowledged it.
    package let acknowledged: Int
    /// Those whom a document controller let off, with the reason.
    package let waived: [(name: String, reason: String)]
    /// Those whom a record of making it known, or of training, names.
    package let told: Int
    /// Those who have acknowledged it, were let off or told: each once.
    package let reached: Int
    /// The largest attendance of which a record gives the number only: who they were is not known.
    package let counted: Int
    /// People who hold a post with a role in the system, those of them who have acknowledged it, and
    /// those who are reached.
    package let holders: (all: Int, acknowledged: Int, reached: Int)
    /// Those who are not reached, by name.
    package let missing: [String]
    /// What was done to make it known, newest first, and counts.
    package let communications: [PolicyCommunication]

    /// Percent of the staff who are reached; nil where there is nobody.
    package var coverage: Rational? {
      staff == 0 ? nil : Rational(reached * 100) / Rational(staff)
    }
  }

  /// - Parameters:
  ///   - day: nil: today.
  ///   - knownAt: nil: all that is held.
  package static func run(
    on site: Site, day: CivilDate? = nil, knownAt: VersionVector? = nil
  ) throws -> Answer {
    let documents = try Documents(on: site, knownAt: knownAt)
    let today = try day?.description ?? documents.today()
    let policy = documents.board.documents.first { document in
      document.card?.values["kind"]?.string == "policy"
        && document.inForce(on: today)?.revision != nil
    }
    let inForce = policy?.inForce(on: today)
    let revision = inForce?.revision
    return answer(
      inForce.map { (policy?.number ?? "", $0.version, $0.act.day) },
      signed: Set((revision?.acts ?? []).filter { $0.act.action == "acknowledge" }.map(\.person)),
      waivers: try WaiveAcknowledgement.all(on: site, knownAt: knownAt).filter {
        $0.revision == revision?.key.id && $0.content == revision?.content?.description
      },
      told: try PolicyCommunication.all(of: revision?.key, knownAt, site),
      try Staff(on: day ?? site.today, knownAt, site))
  }

  private static func answer(
    _ policy: (number: String, version: String, since: String)?, signed: Set<String>,
    waivers: [WaiveAcknowledgement.Waiver], told communications: [PolicyCommunication],
    _ staff: Staff
  ) -> Answer {
    let waived = waivers.filter { !signed.contains($0.person) }
    let told = communications.reduce(into: Set<String>()) { $0.formUnion($1.persons) }
    let reached = signed.union(waived.map(\.person)).union(told)
    let count = { (ids: Set<String>) in staff.people.count { ids.contains($0.id) } }
    let holders = Set(staff.holders.map(\.id))
    return Answer(
      policy: policy, staff: staff.people.count, acknowledged: count(signed),
      waived: staff.people.compactMap { person in
        waived.first { $0.person == person.id }.map { (person.name, $0.reason) }
      },
      told: count(told), reached: count(reached),
      counted: communications.filter(\.persons.isEmpty).map(\.attended).max() ?? 0,
      holders: (
        holders.count, count(holders.intersection(signed)), count(holders.intersection(reached))
      ),
      missing: staff.people.filter { !reached.contains($0.id) }.map(\.name),
      communications: communications.filter { $0.key.type == PolicyCommunication.type })
  }

  /// Who works here on a day.
  private struct Staff {
    let people: [Person]
    let holders: [Person]

    init(on day: CivilDate, _ knownAt: VersionVector?, _ site: Site) throws {
      people = try PersonLookup(site).people(knownAt: knownAt)
        .filter { $0.left.map { $0 >= day } ?? true }
      let (vouched, past) = try (site.index.people(), knownAt ?? site.index.known())
      holders = people.filter { !vouched.roles(of: $0.id, in: past, on: day).isEmpty }
    }
  }
}
