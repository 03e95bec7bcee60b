import Indexing
package import SiteModel

/// How far the policy has reached (5.2.2 「确保碳计量方针在单位内部广泛传达和理解」).
package struct PolicyCoverage {
  /// What is in force, and who knows it.
  package struct Answer: Sendable {
    /// nil where no policy is in force.
    package let policy: (number: String, version: String, since: String)?
    /// People who have not left.
    package let staff: Int
    /// Those of them who have acknowledged it.
    package let acknowledged: Int
    /// People who hold a post with a role in the system, and those of them who have acknowledged it.
    package let holders: (all: Int, acknowledged: Int)
    /// Those who have not, by name.
    package let missing: [String]
    /// What was done to make it known, newest first, and counts.
    package let communications: [Communication]

    /// Percent; nil where there is nobody.
    package var coverage: Rational? {
      staff == 0 ? nil : Rational(acknowledged * 100) / Rational(staff)
    }
  }

  /// One record of making it known that counts.
  package struct Communication: Sendable {
    package let number: String
    package let on: String
    package let channel: String
    package let planned: Int
    package let attended: Int
  }

  package static func run(on site: Site) throws -> Answer {
    let documents = try Documents(on: site)
    let today = try documents.today()
    let policy = documents.board.documents.first { document in
      document.card?.values["kind"]?.string == "policy"
        && document.inForce(on: today)?.revision != nil
    }
    let inForce = policy?.inForce(on: today)
    let revision = inForce?.revision
    let signed = Set(
      (revision?.acts ?? []).filter { $0.act.action == "acknowledge" }.map(\.person))
    let people = try PersonLookup(site).people().filter { $0.left.map { $0 >= site.today } ?? true }
    let known = try (site.index.people(), site.index.known())
    let holders = people.filter {
      !known.0.roles(of: $0.id, in: known.1, on: site.today).isEmpty
    }
    return Answer(
      policy: inForce.map { (policy?.number ?? "", $0.version, $0.act.day) },
      staff: people.count, acknowledged: people.count { signed.contains($0.id) },
      holders: (holders.count, holders.count { signed.contains($0.id) }),
      missing: people.filter { !signed.contains($0.id) }.map(\.name),
      communications: try communications(of: revision, site))
  }

  private static func communications(
    of revision: DocumentRevision?, _ site: Site
  ) throws -> [Communication] {
    try site.index.records(of: "policy-communication").compactMap { key, state, course in
      guard course?.permits(.counts) == true,
        state.values["policy"]?.string == revision?.key.id
      else { return nil }
      func number(_ field: String) -> Int {
        state.values[field]?.number.flatMap { Int($0) } ?? 0
      }
      return Communication(
        number: state.values["number"]?.string ?? key.id, on: state.values["on"]?.string ?? "",
        channel: state.values["channel"]?.string ?? "", planned: number("planned"),
        attended: number("attended"))
    }
    .sorted { ($1.on, $1.number) < ($0.on, $0.number) }
  }
}
