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
    let matrix = AuditMatrix(standing: self, year: String(day.description.prefix(4)))
    guard !matrix.programmes.isEmpty else { return .missing("audit-programme") }
    let isWaived = matrix.programmes.contains { $0.text("coverage") == "waived" }
    return CheckAnswer(
      matrix.left.isEmpty || isWaived ? .met : .notMet,
      figures: [.init("values", matrix.cells.count), .init("uncovered", matrix.left.count)],
      looked: matrix.programmes.map(\.key),
      lacking: isWaived
        ? []
        : matrix.left.map { cell in
          let text = "\(cell.clause) × \(cell.department)"
          return .value(text, title: BilingualText(zh: text, en: text))
        })
  }

  /// 9.3.2: 「审核人员具备相应专业知识和技能，保持客观公正」: lead and auditors were authorised on the day it
  /// began, and none works in an audited department unless the plan says why that is fair.
  var auditorsQualified: CheckAnswer {
    let audits = standing("audit")
    return audits.isEmpty
      ? .missing("audit") : CheckAnswer(asking: audits, failing: audits.filter { !isQualified($0) })
  }

  private func isQualified(_ audit: PicturedRecord) -> Bool {
    let on = audit.fields.day("beginsOn") ?? day
    let departments = Set(audit.fields["departments"]?.texts ?? [])
    return audit.fields.auditors.allSatisfy { id in
      guard let person = RecordKey(type: "person", id: id).flatMap({ self[$0] }) else {
        return false
      }
      let authorised = users(of: person.key, "authorisation").contains {
        $0.stood(on: on) && $0.text("person") == id && $0.text("task") == "audit"
          && $0.fields.isAuthorised(on: on)
      }
      let isApart = !departments.contains(person.text("department") ?? "")
      return authorised && (isApart || audit.fields["independenceReason"] != nil)
    }
  }
}
