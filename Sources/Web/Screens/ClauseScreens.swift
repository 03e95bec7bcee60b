import Operations
import SiteModel

/// 条款看板: the clauses by their checks, on any day, and what each check found.
enum ClauseScreens {
  static let routes: [Route] = [
    .get("/clauses") { visit in
      let found = try AskClauses.run(on: asked(visit), at: visit.site)
      let words = ClauseWords(phrases: visit.phrases)
      let rows = found.clauses.map { cells($0, found.day, visit) }
      let columns = [
        visit.say("page.clause"), visit.say("page.title"), visit.say("page.state"),
        visit.say("page.checks-met") + "#", visit.say("page.evidence-age") + "#",
        visit.say("page.findings") + "#",
      ]
      return visit.page(
        visit.say("page.to-clauses"),
        [
          .form(try form(visit, "/clauses")),
          Block(text: words.summary(found.clauses, on: found.day)),
          .table(TableView(columns, rows)),
        ])
    },
    .get("/clauses/{clause}") { visit in
      let found = try AskClauses.run(on: asked(visit), clause: visit["clause"], at: visit.site)
      let words = CheckWords(phrases: visit.phrases, titles: found.titles)
      let title = found.clauses.first.map { "\($0.clause.number) \(visit.pick($0.clause.title))" }
      return visit.page(
        title ?? visit["clause"],
        [.form(try form(visit, "/clauses/\(visit["clause"])"))]
          + found.checks.map { block($0, words, visit) },
        crumbs: [Link(visit.say("page.to-clauses"), "/clauses")])
    },
  ]

  private static func asked(_ visit: Visit) throws -> CivilDate? {
    visit.query["as-of"] == nil ? nil : try visit.day()
  }

  private static func form(_ visit: Visit, _ place: String) throws -> FormView {
    FormView(
      asking: place,
      [.line("as-of", visit.say("page.as-of"), try visit.day().description, type: "date")],
      button: visit.say("page.look"))
  }

  private static func cells(_ row: ClauseStanding, _ day: CivilDate, _ visit: Visit) -> [Cell] {
    let met = row.checks.count { $0.answer.verdict == .met }
    let asked = row.checks.count { $0.answer.verdict != .notApplicable }
    let query = visit.query["as-of"].map { "?as-of=" + Fields.encoded($0) } ?? ""
    return [
      Cell(row.clause.number, to: "/clauses/\(row.clause.number)\(query)"),
      Cell(visit.pick(row.clause.title)),
      row.verdict.map { Cell(CheckWords.verdict($0, visit.phrases), mood(of: $0)) }
        ?? Cell(visit.say("checks.no-check"), .plain),
      Cell("\(met)/\(asked)"), Cell(row.age(on: day).map(String.init) ?? "—"),
      Cell(row.findings.isEmpty ? "" : String(row.findings.count)),
    ]
  }

  private static func block(
    _ found: (check: ClauseCheck, answer: CheckAnswer), _ words: CheckWords, _ visit: Visit
  ) -> Block {
    let (check, answer) = found
    var facts = [
      Fact(
        visit.say("page.state"),
        [Cell(CheckWords.verdict(answer.verdict, visit.phrases), mood(of: answer.verdict))])
    ]
    if !answer.lacking.isEmpty {
      let cells = answer.lacking.map { lack in
        guard case .record(let key, _) = lack else { return Cell(words.text(lack)) }
        return Cell(words.text(lack), to: "/records/\(key)")
      }
      facts.append(Fact(visit.say("page.lacking"), cells))
      facts.append(Fact(visit.say("page.advice"), visit.pick(check.advice)))
    }
    return Block(subject: "\(check.id) \(visit.pick(check.title))", facts: facts)
  }

  private static func mood(of verdict: CheckAnswer.Verdict) -> Mood {
    switch verdict {
    case .met: .good
    case .notMet: .bad
    case .needsPerson: .warn
    case .notApplicable: .plain
    }
  }
}
