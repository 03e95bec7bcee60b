import Operations
import SiteModel

/// 文件清单: what is in force and what is being worked on; and one document with its whole history.
enum DocumentScreens {
  static let routes: [Route] = [
    .get("/documents") { visit in
      let columns = [
        visit.say("page.number"), visit.say("page.title"), visit.say("page.in-force"),
        visit.say("page.draft"),
      ]
      let rows = try AskDocuments.all(on: visit.site).map { answer in
        [
          Cell(
            answer.document.number, to: "/documents/\(Fields.encoded(answer.document.number))"),
          Cell(answer.document.title), inForce(answer, visit), draft(answer, visit),
        ]
      }
      return visit.page(visit.say("page.to-documents"), [.table(TableView(columns, rows))])
    },
    .get("/documents/{number}") { visit in
      let answer = try AskDocuments.one(visit["number"], on: visit.site)
      let revisions = answer.document.revisions.map { revision in
        [
          Cell(revision.version, to: "/records/\(revision.key)"),
          StateWords.cell(revision.states, of: answer.lifecycle, visit), Cell(revision.summary),
          Cell(revision.file),
        ]
      }
      let columns = [
        visit.say("page.version"), visit.say("page.state"), visit.say("page.summary"),
        visit.say("page.file"),
      ]
      let steps = try DocumentHistory.run(visit["number"], on: visit.site).reversed()
        .map { step($0, answer.lifecycle, visit) }
      return visit.page(
        "\(answer.document.number) \(answer.document.title)",
        [
          Block(facts: [
            Fact(visit.say("page.in-force"), [inForce(answer, visit)]),
            Fact(visit.say("page.draft"), [draft(answer, visit)]),
          ]), .table(TableView(columns, revisions), visit.say("page.revisions")),
          Block(subject: visit.say("page.history"), steps: steps),
        ], crumbs: [Link(visit.say("page.to-documents"), "/documents")])
    },
  ]

  private static func inForce(_ answer: AskDocuments.Answer, _ visit: Visit) -> Cell {
    guard let inForce = answer.inForce else {
      return Cell(visit.say("said.document-none"), .plain)
    }
    if let problem = answer.problem {
      return Cell("\(inForce.version) \(visit.say(problem))", .bad)
    }
    return Cell(
      visit.say(
        "said.document-in-force", ["version": inForce.version, "day": inForce.act.day]), .good)
  }

  private static func draft(_ answer: AskDocuments.Answer, _ visit: Visit) -> Cell {
    guard let draft = answer.document.draft else { return Cell("—") }
    let words = StateWords.cell(draft.states, of: answer.lifecycle, visit)
    return Cell("\(draft.version) \(words.pill?.said ?? "")", .busy)
  }

  private static func step(
    _ row: DocumentHistory.Row, _ lifecycle: Lifecycle, _ visit: Visit
  ) -> StepView {
    let key = "said.document-act-\(row.action)"
    let said = visit.say(key)
    let signing =
      lifecycle[action: row.action]?.signing ?? lifecycle[statement: row.action]?.signing
    let action = said == key ? signing.map { visit.pick($0.title) } ?? row.action : said
    return StepView(
      when: row.clock.toMinute, who: row.by,
      what: "\(action) \(row.version)", mood: (row.hash == nil ? Mood.plain : .good).rawValue,
      details: [
        row.summary, row.reason.map { visit.say("page.because", ["reason": $0]) } ?? "",
        row.request ?? "", row.hash ?? "",
      ].filter { !$0.isEmpty })
  }
}
