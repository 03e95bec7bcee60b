import Operations
import SiteModel

/// 总部: every entity and how far it has come; the group's figure.
enum GroupScreens {
  static let routes: [Route] = [
    .get("/entities") { visit in
      let columns = [
        visit.say("page.entity"), visit.say("page.title"), visit.say("page.state"),
        visit.say("page.last-day"), visit.say("page.whole-points") + "#",
        visit.say("page.conflicts") + "#", visit.say("page.to-alerts") + "#",
        visit.say("page.last-heard"),
      ]
      let rows = try AskSites.run(on: visit.site).map { cells($0, visit) }
      return visit.page(visit.say("page.to-entities"), [.table(TableView(columns, rows))])
    },
    .get("/roll-up") { visit in
      let period = visit.query["period"] ?? String(visit.site.today.description.prefix(4))
      let answer = try RollUp.run(try Period(period), on: visit.site)
      let asked = FormView(
        asking: "/roll-up",
        [.line("period", visit.say("page.period"), period, hint: visit.say("page.period-hint"))],
        button: visit.say("page.look"))
      let rollup = answer.rollup
      let columns = [
        visit.say("page.entity"), visit.say("page.title"), visit.say("page.total") + "#",
        visit.say("page.unit"), visit.say("page.state"),
      ]
      let facts = [
        Fact(visit.say("page.gross"), amount(rollup.gross, rollup.unit)),
        Fact(visit.say("page.net"), amount(rollup.net, rollup.unit)),
        Fact(visit.say("page.reported"), "\(rollup.reported.count)/\(rollup.parts.count)"),
      ]
      let rows = rollup.parts.map { cells($0, visit) }
      return visit.page(
        visit.say("page.to-roll-up"),
        [.form(asked), Block(facts: facts), .table(TableView(columns, rows))])
    },
  ]

  private static func cells(_ site: AskSites.Answer, _ visit: Visit) -> [Cell] {
    let (wrong, waits) = (site.attention.filter(\.isWrong), site.attention)
    let said = (wrong.isEmpty ? waits : wrong).map { visit.say($0.phrase) }.first
    let mood: Mood = wrong.isEmpty ? waits.isEmpty ? .good : .warn : .bad
    let heard = site.nodes.compactMap(\.heard).max()
    return [
      Cell(site.entity), Cell(site.place?.name ?? ""),
      Cell(said ?? visit.say("page.fine"), mood), Cell(site.lastDay?.description ?? "—"),
      Cell(site.month.map { "\($0.whole)/\($0.points)" } ?? "—"), Cell(String(site.conflicts)),
      Cell(String(site.alerts)),
      Cell(heard?.toMinute ?? "—"),
    ]
  }

  private static func cells(_ part: Rollup.Part, _ visit: Visit) -> [Cell] {
    let state = part.figure == nil ? "missing" : part.isApproved ? "approved" : "draft"
    let mood: Mood = part.figure == nil ? .bad : part.isApproved ? .good : .busy
    return [
      Cell(part.entity), Cell(part.place?.name ?? ""),
      Cell(part.figure?.total.text(decimals: 2) ?? "—"), Cell(part.figure?.unit ?? ""),
      Cell(visit.say("rollup.state-\(state)"), mood),
    ]
  }

  private static func amount(_ value: Rational?, _ unit: String?) -> String {
    value.map { "\($0.text(decimals: 2)) \(unit ?? "")" } ?? "—"
  }
}
