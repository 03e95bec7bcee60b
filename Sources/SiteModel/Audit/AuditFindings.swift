/// The findings of audits with who mends them, until when, and how far that is (9.3.3).
package struct AuditFindings: Sendable {
  package let rows: [Row]

  /// One finding.
  package struct Row: Sendable {
    package let finding: PicturedRecord
    /// The audit's number.
    package let audit: String
    /// The department's name.
    package let department: String
    /// Who mends it, by name; nil: nobody is named yet.
    package let owner: String?
    /// The last day, `2026-07-15`.
    package let due: String?
    /// `unassigned`, `not-begun`, or the state of its nonconformity; of an observation `observation`.
    package let state: String
    /// Whether the day has passed and it is not closed.
    package let isLate: Bool
  }

  /// - Parameter audit: the id of one audit; nil: all.
  package init(_ picture: SitePicture, audit: String? = nil) {
    rows = picture.records["audit-finding", default: []].filter {
      $0.state != "void" && (audit == nil || $0.text("audit") == audit)
    }
    .map { finding in
      let state = Self.state(of: finding, picture)
      let due = finding.text("due")
      return Row(
        finding: finding, audit: picture.named("audit", finding.fields["audit"]),
        department: picture.named("department", finding.fields["department"]),
        owner: finding.fields["owner"].map { picture.named("person", $0) }, due: due, state: state,
        isLate: state != "closed" && due.map { $0 < picture.day.description } ?? false)
    }
  }

  private static func state(of finding: PicturedRecord, _ picture: SitePicture) -> String {
    guard finding.text("grade") != "observation" else { return "observation" }
    guard ["owner", "due", "requirement"].allSatisfy({ finding.fields[$0] != nil }) else {
      return "unassigned"
    }
    let states = picture.users(of: finding.key, "nonconformity").map(\.state)
    return states.first { !["closed", "rejected"].contains($0) }
      ?? (states.isEmpty ? "not-begun" : "closed")
  }
}
