extension SitePicture {
  private func isWithinYear(_ day: String?) -> Bool {
    day.flatMap { CivilDate($0) }.map { $0 <= self.day && self.day.days - $0.days <= 366 } ?? false
  }

  /// 9.2: every article of an applicable text was evaluated within twelve months; of a text without
  /// articles, the text.
  var articlesEvaluated: CheckAnswer {
    let texts = standing("legal-requirement").filter {
      $0.fields["applicable"]?.bool == true
        && ($0.text("repealedOn").map { $0 > day.description } ?? true)
    }
    let answered = standing("compliance-evaluation").filter { isWithinYear($0.text("on")) }
      .flatMap { $0.rows("rows") }.filter { $0["verdict"] != nil }
    let failing = texts.filter { text in
      let rows = answered.filter { $0["requirement"]?.string == text.key.id }
      let articles = text.rows("articles").compactMap { $0["article"]?.string }
      return articles.isEmpty
        ? rows.isEmpty
        : !articles.allSatisfy { article in rows.contains { $0["article"]?.string == article } }
    }
    return texts.isEmpty
      ? .missing("legal-requirement") : CheckAnswer(asking: texts, failing: failing)
  }

  /// 9.3.1: the programme of the year has every clause in each department that leads or assists it.
  var programmeCovered: CheckAnswer {
    let year = String(day.description.prefix(4))
    let programmes = standing("audit-programme").filter { $0.fields["year"]?.number == year }
    guard !programmes.isEmpty else { return .missing("audit-programme") }
    let rows = programmes.flatMap { $0.rows("cells") }
    let cells = standing("responsibility-matrix").flatMap { $0.rows("cells") }.filter {
      ["lead", "assist"].contains($0["kind"]?.string)
    }
    let left = cells.filter { cell in !rows.contains { Self.audits($0, cell) } }
    let isWaived = programmes.contains { $0.text("coverage") == "waived" }
    return CheckAnswer(
      left.isEmpty || isWaived ? .met : .notMet,
      figures: [.init("values", cells.count), .init("uncovered", left.count)],
      looked: programmes.map(\.key), lacking: isWaived ? [] : left.map(lack))
  }

  private static func audits(_ row: JSON, _ cell: JSON) -> Bool {
    guard let clause = cell["clause"]?.string, row["department"] == cell["department"] else {
      return false
    }
    return (row["clauses"]?.texts ?? []).contains { clause == $0 || clause.hasPrefix("\($0).") }
  }

  private func lack(_ cell: JSON) -> CheckAnswer.Lack {
    let id = cell["department"]?.string ?? ""
    let name = RecordKey(type: "department", id: id).flatMap { self[$0] }?.text("name") ?? id
    let text = "\(cell["clause"]?.string ?? "") × \(name)"
    return .value(text, title: BilingualText(zh: text, en: text))
  }

  /// 9.3.2: 「审核人员具备相应专业知识和技能，保持客观公正」: lead and auditors were authorised on the day it
  /// began, and none works in an audited department unless the plan says why that is fair.
  var auditorsQualified: CheckAnswer {
    let audits = standing("audit")
    return audits.isEmpty
      ? .missing("audit") : CheckAnswer(asking: audits, failing: audits.filter { !isQualified($0) })
  }

  private func isQualified(_ audit: PicturedRecord) -> Bool {
    let team = audit.rows("team").filter { $0["role"] == "auditor" }.compactMap {
      $0["person"]?.string
    }
    let people = [audit.text("lead")].compactMap(\.self) + team
    let on = audit.text("beginsOn") ?? day.description
    let departments = Set(audit.fields["departments"]?.texts ?? [])
    return people.allSatisfy { id in
      guard let person = RecordKey(type: "person", id: id).flatMap({ self[$0] }) else {
        return false
      }
      let authorised = users(of: person.key, "authorisation").contains {
        $0.stood(on: on) && $0.text("person") == id && $0.text("task") == "audit"
          && ($0.text("validFrom") ?? "") <= on && ($0.text("validTo") ?? on) >= on
      }
      let isApart = !departments.contains(person.text("department") ?? "")
      return authorised && (isApart || audit.fields["independenceReason"] != nil)
    }
  }
}
