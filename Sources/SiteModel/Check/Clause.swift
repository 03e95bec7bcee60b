/// A sub-clause of the guide: one row of the clause board.
package struct Clause: Sendable, Hashable {
  /// `4.1.1`.
  package let number: String
  package let title: BilingualText

  /// Reads `schema/clauses.json`: all of them, in the guide's order.
  ///
  /// - Throws: ``SchemaFault`` where a row is none.
  package static func all(_ json: JSON) throws(SchemaFault) -> [Clause] {
    var clauses: [Clause] = []
    for row in json["clauses"]?.array ?? [] {
      guard let number = row["number"]?.string else {
        throw .recordType(at: "clauses", member: "number")
      }
      let title = try RecordSchemaReader(json: row).bilingual(row["title"], number, "title")
      clauses.append(Clause(number: number, title: title))
    }
    guard clauses.map(\.number) == GuideClauses.all else {
      throw .recordType(at: "clauses", member: "number")
    }
    return clauses
  }
}

/// How a sub-clause stands: the sum of its checks.
package struct ClauseStanding: Sendable {
  package let clause: Clause
  /// Its checks and what they found, in the order of the files.
  package let checks: [(check: ClauseCheck, answer: CheckAnswer)]
  /// The day of the newest signed act on a record that one of them looked at.
  package let evidence: CivilDate?
  /// Nonconformities about it that are not closed.
  package let findings: [RecordKey]

  /// The worst of its checks; nil where there is none, or none that could be asked.
  package var verdict: CheckAnswer.Verdict? {
    checks.map(\.answer.verdict).filter { $0 != .notApplicable }.min { $0.rank < $1.rank }
  }

  /// Every sub-clause, judged.
  package static func all(
    _ clauses: [Clause], _ checks: [ClauseCheck], _ picture: SitePicture
  ) -> [ClauseStanding] {
    let answers = checks.map { (check: $0, answer: $0.answer(picture)) }
    return clauses.map { clause in
      let own = answers.filter { $0.check.clauses.contains(clause.number) }
      let looked = own.flatMap(\.answer.looked).compactMap { picture[$0]?.moved }
      return ClauseStanding(
        clause: clause, checks: own, evidence: looked.max(),
        findings: picture.findings(about: clause.number))
    }
  }
}

extension SitePicture {
  /// The nonconformities about a clause that are neither closed nor rejected.
  fileprivate func findings(about clause: String) -> [RecordKey] {
    records["nonconformity", default: []].filter { record in
      !record.permits.contains(.closed)
        && (record.fields["clause"]?.texts ?? []).contains {
          $0 == clause || $0.hasPrefix("\(clause) ")
        }
    }
    .map(\.key)
  }
}

extension PicturedRecord {
  /// A sub-clause as a row that checks can ask about; nil where its number leaves the grammar of ids.
  package init?(_ clause: Clause) {
    guard
      let key = RecordKey(type: "clause", id: clause.number.replacing(".", with: "-"))
    else { return nil }
    self.init(key, fields: ["number": .string(clause.number), "title": .string(clause.title.zh)])
  }
}
