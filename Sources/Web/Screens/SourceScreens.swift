import Operations
import SiteModel

/// 排放源: each with its rule set and what feeds it; a new one is registered, then bound.
enum SourceScreens {
  static let routes: [Route] = [
    .get("/sources") { visit in try show(visit) },
    .post("/sources") { visit in
      do {
        let number = try visit.needed("number", "page.number")
        let wishes = AddSource.Wishes(
          number: number, name: visit.form["name"] ?? "",
          rules: try visit.needed("rules", "page.rule-set"), bindings: [])
        _ = try AddSource.run(on: visit.site, wishes)
        return .go(to: Done.made.at("/sources/\(Fields.encoded(number))"))
      } catch let fault as any Fault { return try show(visit, refused: visit.say(fault.phrase)) }
    },
    .get("/sources/{number}") { visit in try one(visit) },
    .post("/sources/{number}") { visit in
      do {
        let days = OpenDays(
          from: try day("from", visit), until: try day("until", visit))
        let wishes = visit.form.under("b.").filter { !$0.text.isEmpty }
          .map { BindSource.Wish($0.name, $0.text, on: days) }
        guard !wishes.isEmpty else { throw VisitFault.lacks(visit.say("page.bindings")) }
        _ = try BindSource.run(
          visit["number"], wishes, reason: visit.form["reason"], on: visit.site)
        return .go(to: Done.bound.at("/sources/\(Fields.encoded(visit["number"]))"))
      } catch let fault as any Fault { return try one(visit, refused: visit.say(fault.phrase)) }
    },
  ]

  private static func day(_ name: String, _ visit: Visit) throws -> CivilDate? {
    guard let text = visit.form[name] else { return nil }
    guard let day = CivilDate(text) else { throw VisitFault.noDay(text) }
    return day
  }

  private static func show(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let columns = [
      visit.say("page.number"), visit.say("page.title"), visit.say("page.rule-set"),
      visit.say("page.bindings"), visit.say("page.state"),
    ]
    let shipped = ShippedRules(visit.site.surroundings.share)
    let titles = try shipped.titles()
    let names = Dictionary(titles.map { ($0.id, visit.pick($0.title)) }) { first, _ in first }
    let rows = try AskSources.run(on: visit.site).map { source in
      let rules = source.values["rules"]?.string ?? ""
      return [
        Cell(source.number, to: "/sources/\(Fields.encoded(source.number))"),
        Cell(source.values["name"]?.string ?? ""), Cell(names[rules] ?? rules),
        Cell(source.bindings.map(\.target).joined(separator: visit.comma)), state(source, visit),
      ]
    }
    let rules = [(value: "", name: "—")] + titles.map { (value: $0.id, name: visit.pick($0.title)) }
    let form = FormView(
      visit, to: "/sources",
      [
        .line("number", visit.say("page.number"), visit.form["number"] ?? "", needed: true),
        .line("name", visit.say("page.point-name"), visit.form["name"] ?? ""),
        .choice(
          "rules", visit.say("page.rule-set"), visit.form["rules"] ?? "", rules, needed: true),
      ], button: visit.say("page.register"), trouble: refused)
    return visit.page(
      visit.say("page.to-sources"),
      [.table(TableView(columns, rows)), .form(form, visit.say("page.new-source"))],
      status: refused == nil ? 200 : 400)
  }

  private static func state(_ source: AskSources.Answer, _ visit: Visit) -> Cell {
    if let exclusion = source.exclusion {
      return Cell(visit.say("said.left-out", ["record": exclusion]), .plain)
    }
    guard source.values["status"]?.string == "active" else {
      return Cell(visit.say("page.closed"), .plain)
    }
    return source.unbound.isEmpty
      ? Cell(visit.say("page.all-bound"), .good)
      : Cell(
        visit.say("said.unbound-input", ["input": source.unbound.joined(separator: ", ")]), .warn)
  }

  private static func one(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let asked = try SourceInputs(visit["number"], on: visit.site)
    let columns = [
      visit.say("page.inputs"), visit.say("page.fed-by"), visit.say("page.from"),
      visit.say("page.until"),
    ]
    let rows = asked.inputs.flatMap { input -> [[Cell]] in
      let name = Cell("\(visit.pick(input.title)) (\(input.unit))")
      guard !input.bound.isEmpty else {
        return [[name, Cell(visit.say("page.unbound"), .warn), Cell(""), Cell("")]]
      }
      return input.bound.map { bound in
        let days = bound.binding.days
        return [
          name, Cell(bound.target), Cell(days.from?.description ?? "—"),
          Cell(days.until?.description ?? "—"),
        ]
      }
    }
    let choices = asked.inputs.map { input in
      FieldView.choice(
        "b.\(input.name)", "\(visit.pick(input.title)) (\(input.unit))",
        visit.form["b.\(input.name)"] ?? "",
        [(value: "", name: visit.say("page.as-it-is"))]
          + input.choices.map { (value: $0.target, name: visit.pick($0.name)) },
        hint: input.choices.isEmpty ? visit.say("page.no-choices", ["unit": input.unit]) : nil)
    }
    let form = FormView(
      visit, to: "/sources/\(Fields.encoded(visit["number"]))",
      choices + [
        .line(
          "from", visit.say("page.first-day"), visit.form["from"] ?? "", type: "date",
          hint: visit.say("page.days-hint")),
        .line("until", visit.say("page.last-day-of"), visit.form["until"] ?? "", type: "date"),
        .line(
          "reason", visit.say("page.reason"), visit.form["reason"] ?? "",
          hint: visit.say("page.correction-hint")),
      ], button: visit.say("page.bind"), trouble: refused)
    return visit.page(
      "\(asked.source.number) \(asked.source.values["name"]?.string ?? "")",
      [
        .table(TableView(columns, rows)), .form(form, visit.say("page.bindings")),
        Block(links: [
          Link(visit.say("page.record"), "/records/\(asked.source.key)"),
          Link(visit.say("page.to-inventories"), "/inventories"),
        ]),
      ], crumbs: [Link(visit.say("page.to-sources"), "/sources")],
      status: refused == nil ? 200 : 400)
  }
}
