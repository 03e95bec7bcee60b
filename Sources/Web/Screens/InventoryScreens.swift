import Operations
import SiteModel

/// 核算: inventories, and one with its lines, formulas and numbers.
enum InventoryScreens {
  static let routes: [Route] = [
    .get("/inventories") { visit in
      let columns = [
        visit.say("page.number"), visit.say("page.from"), visit.say("page.until"),
        visit.say("page.total") + "#", visit.say("page.state"),
      ]
      let rows = try ReadInventory.list(on: visit.site).map { item in
        let total = item.values["totals"]?.array?.first
        let isProvisional = item.values["provisional"]?.bool == true
        return [
          Cell(item.id, to: "/inventories/\(item.id)"), Cell(item.values["from"]?.string ?? ""),
          Cell(item.values["until"]?.string ?? ""),
          Cell("\(total?["value"]?.string ?? "—") \(total?["unit"]?.string ?? "")"),
          isProvisional
            ? Cell(visit.say("page.provisional"), .warn) : Cell(visit.say("page.firm"), .good),
        ]
      }
      let draw = FormView(
        visit, to: "/inventories",
        [
          .line(
            "period", visit.say("page.period"), hint: visit.say("page.period-hint"), needed: true)
        ],
        button: visit.say("page.draw"))
      return visit.page(
        visit.say("page.to-inventories"), [.table(TableView(columns, rows)), .form(draw)])
    },
    .post("/inventories") { visit in
      let period = try Period(visit.form["period"] ?? "")
      let drawn = try DrawInventory.run(on: visit.site, period)
      return .go(to: Done.made.at("/inventories/\(drawn.id)"))
    },
    .get("/inventories/{id}") { visit in
      let json = try JSON.parse(try ReadInventory.text(visit["id"], on: visit.site))
      return visit.page(
        visit.say("page.inventory-of", ["period": text(json, "period")]),
        [Block(facts: facts(json, visit)), .table(lines(json, visit))]
          + (json["notes"]?.array ?? []).map {
            Block(note: NoteView(text($0, visit.phrases.language.rawValue), .warn))
          }, crumbs: [Link(visit.say("page.to-inventories"), "/inventories")])
    },
    .get("/inventories/{id}/{line}") { visit in
      let answer = try ExplainInventory.run(visit["id"], line: visit["line"], on: visit.site)
      return visit.page(
        visit["line"], answer.parts.flatMap { LineBlocks($0, visit).all },
        crumbs: [
          Link(visit.say("page.to-inventories"), "/inventories"),
          Link(visit["id"], "/inventories/\(visit["id"])"),
        ])
    },
  ]

  private static func facts(_ json: JSON, _ visit: Visit) -> [Fact] {
    let total = json["total"] ?? .null
    let isProvisional = json["provisional"]?.bool == true
    let open = (json["open"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
    return [
      Fact(visit.say("page.total"), "\(text(total, "value")) \(text(total, "unit"))"),
      Fact(
        visit.say("page.state"),
        [
          isProvisional
            ? Cell(visit.say("page.provisional") + " " + open, .warn)
            : Cell(visit.say("page.firm"), .good),
          json["complete"]?.bool == true
            ? Cell(visit.say("page.whole"), .good) : Cell(visit.say("page.not-whole"), .bad),
        ]),
    ]
  }

  private static func lines(_ json: JSON, _ visit: Visit) -> TableView {
    let columns = [
      visit.say("page.source"), visit.say("page.title"), visit.say("page.inputs"),
      visit.say("page.result") + "#", visit.say("page.unit"),
    ]
    return TableView(
      columns,
      (json["lines"]?.array ?? []).map { line in
        let inputs = (line["inputs"]?.array ?? []).map {
          let mark = $0["mark"]?.string.map { " [\($0)]" } ?? ""
          return "\(text($0, "name")) \(text($0, "value")) \(text($0, "unit"))\(mark)"
        }
        let source = text(line, "source")
        return [
          Cell(source, to: "/inventories/\(visit["id"])/\(Fields.encoded(source))"),
          Cell(text(line, "name")), Cell(inputs.joined(separator: "; ")),
          Cell(text(line, "value")), Cell(text(line, "unit")),
        ]
      })
  }

  private static func text(_ json: JSON, _ key: String) -> String { json[key]?.string ?? "—" }
}

/// One line of an inventory: each equation with its numbers, each input down to its readings.
struct LineBlocks {
  private let part: Derivation
  private let visit: Visit

  init(_ part: Derivation, _ visit: Visit) { (self.part, self.visit) = (part, visit) }

  var all: [Block] {
    let line = part.line
    let result = line.evaluation.map { "\($0.text) \($0.result.unit)" } ?? "—"
    let rules = "\(line.rules.id) \(line.rules.version) · sha256 \(line.rulesHash)"
    let head = [
      Fact(visit.say("page.result"), result), Fact(visit.say("page.rules"), rules),
    ]
    let equations = line.rules.equations.map { equation in
      let step = line.evaluation?.steps.first { $0.name == equation.name }
      return [
        Cell(equation.name), Cell(equation.expression.text),
        Cell(step?.quantity.description ?? "—"),
      ]
    }
    let columns = [
      visit.say("page.what"), visit.say("page.formula"), visit.say("page.result") + "#",
    ]
    let inputs = part.inputs.map(cells)
    let heads = [
      visit.say("page.inputs"), visit.say("page.result") + "#", visit.say("page.from-where"),
      visit.say("page.readings") + "#",
    ]
    return [
      Block(subject: "\(line.source) \(line.name)", facts: head),
      .table(TableView(columns, equations), visit.say("page.formula")),
      .table(TableView(heads, inputs), visit.say("page.inputs")),
    ]
  }

  private func cells(_ input: Derivation.Input) -> [Cell] {
    let value = input.input.quantity?.description ?? "—"
    switch input.input.origin {
    case .factor(let factor, _, _):
      return [
        Cell(input.input.name), Cell(value),
        Cell("\(factor.id) [\(factor.mark.rawValue)] \(factor.source)"), Cell(""),
      ]
    case .constant(let constant, _):
      return [Cell(input.input.name), Cell(value), Cell(constant.evidence), Cell("")]
    case .point(let point, _, _):
      return [
        Cell(input.input.name), Cell(value),
        Cell("\(point.number) \(point.name)", to: "/points/\(point.id)"),
        Cell(String(input.terms.count)),
      ]
    }
  }
}
