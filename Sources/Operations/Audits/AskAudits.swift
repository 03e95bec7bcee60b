package import SiteModel

/// Views of internal audits: what is planned, found, and still in the way (9.3).
package enum AskAudits {
  private static let types = [
    "audit", "audit-checklist", "audit-finding", "audit-programme", "audit-report", "department",
    "nonconformity", "person", "responsibility-matrix",
  ]

  /// The programme of a year, element by department.
  ///
  /// - Parameter year: nil: this year.
  package static func matrix(year: Int?, at site: Site) throws -> AuditMatrix {
    let picture = try DrawPicture.run(on: nil, types: types, at: site)
    let thisYear = String(picture.day.description.prefix(4))
    return AuditMatrix(picture, year: year.map { String($0) } ?? thisYear)
  }

  /// The findings of an audit, or of all.
  package static func findings(of audit: String?, at site: Site) throws -> AuditFindings {
    let key = try audit.map { try named($0, site) }
    return AuditFindings(
      try DrawPicture.run(on: nil, types: types, at: site), audit: key?.id)
  }

  /// The questions that are proposed for a department.
  package static func checklist(
    of audit: String, department: String, at site: Site
  ) throws -> (audit: RecordKey, department: RecordKey, proposal: ChecklistProposal) {
    let key = try named(audit, site)
    let home = try RecordLookup(site).key(department, of: "department")
    let picture = try DrawPicture.run(on: nil, types: types, at: site)
    guard let record = picture[key] else { throw RecordLookupFault.unknown(audit) }
    let checks = try AskClauses.run(on: nil, at: site).checks
    return (
      key, home,
      ChecklistProposal(record, department: home.id, in: picture, checks: checks)
    )
  }

  /// What still has to be done before a step of an audit.
  package struct Blocker: Sendable {
    /// `plan`, `closing`, `report` or `close`.
    package let step: String
    /// The name of a field, or of a computed value of the audit or its report.
    package let what: String
    package let title: BilingualText
    /// What is meant, one by one; empty where the title says all.
    package let items: [String]
  }

  /// Before the plan is issued: fields, demands, authority, impartiality.
  package static func plan(of audit: String, at site: Site) throws -> [Blocker] {
    let question = try site.question(about: try named(audit, site))
    let values = try question.computed()
    return missing(question, "plan") + lists(["unauthorised", "partial"], "plan", values, question)
  }

  /// Before the closing meeting, the report, and the end of an audit.
  package static func report(of audit: String, at site: Site) throws -> [Blocker] {
    let key = try named(audit, site)
    let question = try site.question(about: key)
    let values = try question.computed()
    var found = lists(["waysMissing", "unanswered", "unreported"], "closing", values, question)
    for report in try reports(of: key, site) {
      let about = try site.question(about: report)
      found +=
        missing(about, "report") + lists(["unassigned"], "report", try about.computed(), about)
    }
    if values["reportMissing"] == true {
      found.append(blocker("reportMissing", "report", [], question))
    }
    return found + lists(["openFindings"], "close", values, question)
  }

  private static func reports(of audit: RecordKey, _ site: Site) throws -> [RecordKey] {
    let picture = try DrawPicture.run(on: nil, types: ["audit-report"], at: site)
    return picture.users(of: audit, "audit-report").filter { $0.state != "void" }.map(\.key)
  }

  private static func named(_ name: String, _ site: Site) throws -> RecordKey {
    try RecordLookup(site).key(name, of: "audit")
  }

  private static func missing(_ question: RecordQuestion, _ step: String) -> [Blocker] {
    question.missing.compactMap { name in
      question.schema[name].map { Blocker(step: step, what: name, title: $0.title, items: []) }
    }
  }

  private static func lists(
    _ names: [String], _ step: String, _ values: [String: JSON], _ question: RecordQuestion
  ) -> [Blocker] {
    names.compactMap { name in
      let items = (values[name]?.array ?? []).compactMap(\.string)
      return items.isEmpty ? nil : blocker(name, step, items, question)
    }
  }

  private static func blocker(
    _ name: String, _ step: String, _ items: [String], _ question: RecordQuestion
  ) -> Blocker {
    let title = question.schema.rules.computed.first { $0.name == name }?.title
    return Blocker(
      step: step, what: name, title: title ?? BilingualText(zh: name, en: name), items: items)
  }
}
