/// The questions of a checklist, proposed: what the checks of the clauses say today, and what was
/// found in the department before and is not closed (9.3.2).
package struct ChecklistProposal: Sendable {
  /// As rows of the field `lines` of an audit checklist.
  package let lines: [JSON]

  /// - Parameters:
  ///   - audit: it names the clauses.
  ///   - department: its id; of the clauses those it leads or assists, all where there is no matrix.
  ///   - checks: what each check of the clauses finds.
  package init(
    _ audit: PicturedRecord, department: String, in picture: SitePicture,
    checks: [(check: ClauseCheck, answer: CheckAnswer)]
  ) {
    let cells = picture.standing("responsibility-matrix").flatMap { $0.rows("cells") }
    let own = Set(
      cells.filter {
        $0["department"]?.string == department && ["lead", "assist"].contains($0["kind"]?.string)
      }
      .compactMap { $0["clause"]?.string })
    let scope = audit.fields["clauses"]?.texts ?? []
    let isAsked = { (clause: String) in
      (cells.isEmpty || own.contains(clause))
        && scope.contains { clause == $0 || clause.hasPrefix("\($0).") }
    }
    let asked = checks.flatMap { item in
      item.check.clauses.filter(isAsked).prefix(1).map { clause in
        Self.line(
          clause, item.check.title.zh,
          result: "\(item.check.id) \(item.answer.verdict.rawValue) \(picture.day)")
      }
    }
    let open = AuditFindings(picture).rows.filter {
      $0.finding.text("department") == department && !["closed", "observation"].contains($0.state)
    }
    lines = asked + open.map { Self.line($0.finding.text("clause") ?? "", Self.question($0)) }
  }

  private static func line(_ clause: String, _ question: String, result: String? = nil) -> JSON {
    var row: [String: JSON] = [
      "clause": .string(clause), "question": .string(question), "method": "documents",
      "verdict": "not-audited",
    ]
    row["autoResult"] = result.map(JSON.string)
    return .object(row)
  }

  // What was to be mended is looked at again, whoever found it.
  private static func question(_ row: AuditFindings.Row) -> String {
    let fact = row.finding.text("fact") ?? ""
    return "\(row.finding.label)：\(row.finding.text("requirement") ?? fact)"
  }
}
