package import SiteModel

/// Who holds which post, what they have to learn, what risks the records suggest.
package enum AskStaff {
  private static let types = [
    "authorisation", "competence-evaluation", "department", "person", "post",
  ]

  /// - Parameter day: nil: today.
  package static func roster(on day: CivilDate?, at site: Site) throws -> Roster {
    Roster(try DrawPicture.run(on: day, types: types, at: site))
  }

  /// - Parameter day: nil: today.
  package static func needs(on day: CivilDate?, at site: Site) throws -> TrainingNeeds {
    let more = ["document", "document-revision", "nonconformity", "training-session"]
    return TrainingNeeds(try DrawPicture.run(on: day, types: types + more, at: site))
  }

  /// - Parameter day: nil: today.
  package static func proposals(on day: CivilDate?, at site: Site) throws -> RiskProposals {
    let more = ["data-alert", "instrument", "legal-requirement", "point", "risk-opportunity"]
    return RiskProposals(try DrawPicture.run(on: day, types: types + more, at: site))
  }
}

/// The responsibility matrix in force, one row for each of the 51 sub-clauses (5.3.1).
package enum AskMatrix {
  /// One sub-clause.
  package struct Row: Sendable {
    package let clause: Clause
    /// The departments that lead it, by name.
    package let leads: [String]

    /// What is wrong with it; nil: one department leads it.
    package var fault: Fault? { leads.isEmpty ? .gap : leads.count > 1 ? .overlap : nil }

    /// Nobody leads it, or more than one does.
    package enum Fault: String, Sendable { case gap, overlap }
  }

  /// - Parameter day: nil: today.
  package static func run(on day: CivilDate?, at site: Site) throws -> [Row] {
    let shelf = try CheckShelf(share: site.surroundings.share, records: site.schemas)
    let picture = try DrawPicture.run(
      on: day, types: ["department", "responsibility-matrix"], at: site)
    let leads = picture.matrix.leads
    return shelf.clauses.map { clause in
      Row(
        clause: clause, leads: leads[clause.number, default: []].map { name($0, picture) }.sorted())
    }
  }

  private static func name(_ department: String, _ picture: SitePicture) -> String {
    RecordKey(type: "department", id: department).flatMap { picture[$0]?.text("name") }
      ?? department
  }
}
