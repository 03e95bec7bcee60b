package import SiteModel

/// How the clauses stand on a day, by their checks (design: a clause is green only when its checks
/// are met, never because a record exists).
package struct AskClauses {
  package let day: CivilDate
  /// The 51 sub-clauses, in order.
  package let clauses: [ClauseStanding]
  /// Every check with its answer, in the order of clauses; one that judges several stands once.
  package let checks: [(check: ClauseCheck, answer: CheckAnswer)]
  /// What types and views are called.
  package let titles: [String: BilingualText]

  /// - Parameters:
  ///   - day: nil: today.
  ///   - clause: `6.2.1`, `6.2` or `6`: only checks of these; nil: all.
  /// - Throws: ``CheckFault/noClause(_:)``, ``ShelfFault``, and what reading the facts throws.
  package static func run(
    on day: CivilDate?, clause: String? = nil, at site: Site
  ) throws -> AskClauses {
    let shelf = try CheckShelf(share: site.surroundings.share, records: site.schemas)
    let wanted = try Self.wanted(clause, shelf.clauses)
    let picture = try DrawPicture.run(on: day, for: shelf, at: site)
    let numbers = Set(wanted.map(\.number))
    let checks = shelf.checks.filter { !numbers.isDisjoint(with: $0.clauses) }
    let clauses = ClauseStanding.all(wanted, checks, picture)
    let answers = Dictionary(
      clauses.flatMap(\.checks).map { ($0.check.id, $0.answer) }
    ) { first, _ in first }
    return AskClauses(
      day: picture.day, clauses: clauses,
      checks: checks.compactMap { check in answers[check.id].map { (check, $0) } },
      titles: shelf.schemas.mapValues(\.title))
  }

  private static func wanted(_ clause: String?, _ all: [Clause]) throws -> [Clause] {
    guard let clause else { return all }
    let wanted = all.filter { $0.number == clause || $0.number.hasPrefix(clause + ".") }
    guard !wanted.isEmpty else { throw CheckFault.noClause(clause) }
    return wanted
  }
}

/// Why checks cannot be asked.
package enum CheckFault: Fault, Equatable {
  /// The guide has no such clause.
  case noClause(String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noClause(let clause): Phrase("checks.no-clause", ["clause": clause])
    }
  }
}
