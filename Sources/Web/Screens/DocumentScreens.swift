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
      let begin = Block(links: [Link(visit.say("page.new-document"), "/documents/new")])
      return visit.page(
        visit.say("page.to-documents"), try [begin, .table(TableView(columns, rows))] + desk(visit))
    },
    .get("/documents/{number}") { visit in try show(visit) },
    .post("/documents/{number}/act", .passphrase) { visit in
      do {
        try DocumentActs.sign(visit)
        return .go(to: Done.signed.at("/documents/\(Fields.encoded(visit["number"]))"))
      } catch let fault as any Fault { return try show(visit, refused: visit.say(fault.phrase)) }
    },
  ]

  /// 文控工作台: what waits, one list per thing.
  private static func desk(_ visit: Visit) throws -> [Block] {
    let items = try DocumentDesk.run(on: visit.site)
    guard !items.isEmpty else { return [] }
    let rows = items.map { item in
      [
        Cell(visit.say("page.desk-\(item.list.rawValue)"), .busy),
        Cell("\(item.number) \(item.version)", to: "/documents/\(Fields.encoded(item.number))"),
        Cell(about(item, visit)), Cell(item.due ?? "—"),
      ]
    }
    let columns = [
      visit.say("page.state"), visit.say("page.number"), visit.say("page.people"),
      visit.say("page.due-day"),
    ]
    return [.table(TableView(columns, rows), visit.say("page.desk"))]
  }

  /// Names stay; codes are said in words.
  private static func about(_ item: DocumentDesk.Item, _ visit: Visit) -> String {
    switch item.list {
    case .review: visit.say("due.state-\(item.of)")
    case .problem: visit.say(item.of.contains(".") ? item.of : "page.number-contested")
    default: item.of
    }
  }

  private static func show(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let answer = try AskDocuments.one(visit["number"], on: visit.site)
    let revisions = answer.document.revisions.map { revision in
      [
        Cell(revision.version, to: "/records/\(revision.key)"),
        StateWords.cell(revision.states, of: answer.lifecycle, visit), Cell(revision.summary),
        Cell(revision.file, to: DocumentTextScreens.place(of: revision, answer)),
      ]
    }
    let columns = [
      visit.say("page.version"), visit.say("page.state"), visit.say("page.summary"),
      visit.say("page.file"),
    ]
    let people = try PersonLookup(visit.site).people().map { ($0.id, $0.name) }
    let names = Dictionary(people) { first, _ in first }
    let steps = try DocumentHistory.run(visit["number"], on: visit.site).reversed()
      .map { step($0, answer.lifecycle, names, visit) }
    return visit.page(
      "\(answer.document.number) \(answer.document.title)",
      [
        Block(facts: [
          Fact(visit.say("page.in-force"), [inForce(answer, visit)]),
          Fact(visit.say("page.draft"), [draft(answer, visit)]),
        ])
      ] + DocumentActs(answer, visit, refused).blocks + [
        .table(TableView(columns, revisions), visit.say("page.revisions")),
        DocumentTextScreens.comparison(answer, visit),
        Block(subject: visit.say("page.history"), steps: steps),
      ], crumbs: [Link(visit.say("page.to-documents"), "/documents")],
      status: refused == nil ? 200 : 403)
  }

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
    _ row: DocumentHistory.Row, _ lifecycle: Lifecycle, _ names: [String: String], _ visit: Visit
  ) -> StepView {
    let key = "said.document-act-\(row.action)"
    let said = visit.say(key)
    let signing =
      lifecycle[action: row.action]?.signing ?? lifecycle[statement: row.action]?.signing
    let action = said == key ? signing.map { visit.pick($0.title) } ?? row.action : said
    return StepView(
      when: row.clock.toMinute, who: names[row.by] ?? row.by,
      what: "\(action) \(row.version)", mood: (row.hash == nil ? Mood.plain : .good).rawValue,
      details: [
        row.summary, row.reason.map { visit.say("page.because", ["reason": $0]) } ?? "",
        row.request ?? "", row.hash ?? "",
      ].filter { !$0.isEmpty })
  }
}
