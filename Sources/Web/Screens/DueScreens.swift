import Operations
import SiteModel

/// 我的任务 and 到期看板: what is to be done, by when and by whom.
enum DueScreens {
  static let routes: [Route] = [
    .get("/") { visit in
      let mine = AskDue.Wish(person: visit.person?.id)
      return visit.page(
        visit.say("page.to-tasks"),
        try table(mine, visit, empty: visit.say("page.no-tasks"))
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
      let wish = AskDue.Wish(on: day)
      return visit.page(
        visit.say("page.to-due"),
        try [.form(asked)] + table(wish, visit, empty: visit.say("page.nothing-due")))
    },
  ]

  private static func table(
    _ wish: AskDue.Wish, _ visit: Visit, empty: String
  ) throws -> [Block] {
    let answer = try AskDue.run(wish, on: visit.site)
    let remarks = answer.remarks.map { Block(note: NoteView(visit.say($0), .warn)) }
    guard !answer.rows.isEmpty else { return [Block(text: empty)] + remarks }
    let columns = [
      visit.say("page.due-day"), visit.say("page.state"), visit.say("page.what"),
      visit.say("page.number"), visit.say("page.title"), visit.say("page.people"),
      visit.say("page.departments"),
    ]
    return [.table(TableView(columns, answer.rows.map { cells($0, visit) }))] + remarks
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
