import Operations
import SiteModel

/// 我的任务 and 到期看板: what is to be done, by when and by whom.
enum DueScreens {
  static let routes: [Route] = [
    .get("/") { visit in
      let mine = AskDue.Wish(person: visit.person?.id)
      return visit.page(
        visit.say("page.to-tasks"),
        try waiting(visit) + table(mine, visit, empty: visit.say("page.no-tasks"))
          + [
            Block(links: [
              Link(visit.say("page.to-due"), "/due"),
              Link(visit.say("page.to-reading"), "/reading"),
              Link(visit.say("page.to-import"), "/import"),
              Link(visit.say("page.to-records"), "/records"),
            ])
          ])
    },
    .get("/due") { visit in
      let day = try visit.day()
      let asked = FormView(
        asking: "/due",
        [.line("as-of", visit.say("page.as-of"), day.description, type: "date")],
        button: visit.say("page.look"))
      let query = "as-of=\(day)"
      return visit.page(
        visit.say("page.to-due"),
        try [
          .form(asked),
          Block(links: [
            Link(visit.say("page.due-all"), "/due?\(query)"),
            Link(visit.say("page.due-overdue"), "/due?\(query)&state=overdue"),
            Link(visit.say("page.due-soon"), "/due?\(query)&state=soon"),
          ]),
        ]
          + table(
            AskDue.Wish(on: day), visit, empty: visit.say("page.nothing-due"),
            states(visit.query["state"])))
    },
  ]

  /// Documents that wait for the visitor: to be handed in, reviewed, approved, read.
  private static func waiting(_ visit: Visit) throws -> [Block] {
    let items = try DocumentDesk.run(on: visit.site)
      .filter { $0.people.contains(visit.person?.id ?? "") }
    guard !items.isEmpty else { return [] }
    let links = items.map { item in
      Link(
        "\(item.number) \(item.version) · \(visit.say("page.desk-\(item.list.rawValue)"))",
        "/documents/\(Fields.encoded(item.number))")
    }
    return [Block(subject: visit.say("page.waiting-documents"), links: links)]
  }

  private static func states(_ asked: String?) -> Set<DueWindows.State>? {
    switch asked {
    case "overdue": [.overdue]
    case "soon": [.warn, .urgent]
    default: nil
    }
  }

  private static func table(
    _ wish: AskDue.Wish, _ visit: Visit, empty: String, _ states: Set<DueWindows.State>? = nil
  ) throws -> [Block] {
    let answer = try AskDue.run(wish, on: visit.site)
    let rows = answer.rows.filter { states?.contains($0.state) ?? true }
    let remarks = answer.remarks.map { Block(note: NoteView(visit.say($0), .warn)) }
    guard !rows.isEmpty else { return [Block(text: empty)] + remarks }
    let columns = [
      visit.say("page.due-day"), visit.say("page.state"), visit.say("page.what"),
      visit.say("page.number"), visit.say("page.title"), visit.say("page.people"),
      visit.say("page.departments"),
    ]
    return [.table(TableView(columns, rows.map { cells($0, visit) }))] + remarks
  }

  private static func cells(_ row: AskDue.Row, _ visit: Visit) -> [Cell] {
    let (item, separator) = (row.item, visit.phrases.language == .zh ? "、" : ", ")
    let state = visit.say(DueWords.state(row.state)) + " · " + visit.say(DueWords.left(row))
    return [
      Cell(item.what.due.description), Cell(state, mood(of: row.state)),
      Cell(visit.pick(item.what.title)),
      Cell(item.number, to: item.key.map { "/records/\($0)" }), Cell(item.title),
      Cell(row.people.map(\.name).joined(separator: separator)),
      Cell(row.departments.map(\.name).joined(separator: separator)),
    ]
  }

  private static func mood(of state: DueWindows.State) -> Mood {
    switch state {
    case .ok: .good
    case .warn, .urgent: .warn
    case .overdue: .bad
    case .doneLate: .plain
    }
  }
}
