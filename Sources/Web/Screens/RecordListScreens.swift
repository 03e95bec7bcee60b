import Indexing
import Operations
import SiteModel

/// 记录: all types by clause, and the records of one, a page at a time.
enum RecordListScreens {
  private static let page = 50

  static let routes: [Route] = [
    .get("/records") { visit in
      let rows = try visit.site.schemas.types.map { schema in
        [
          Cell(visit.pick(schema.title), to: "/records/\(schema.type)"),
          Cell(schema.clauses.joined(separator: " ")),
          Cell(schema.rules.form?.number ?? "—"),
        ]
      }
      let columns = [
        visit.say("page.record-type"), visit.say("page.clause"), visit.say("page.form-number"),
      ]
      return visit.page(
        visit.say("page.to-records"), [search(visit), .table(TableView(columns, rows))])
    },
    .get("/search") { visit in
      var request = ListRequest(type: nil)
      request.words = visit.query["words"] ?? ""
      return visit.page(visit.say("page.search"), try [search(visit)] + list(request, visit))
    },
    .get("/records/{type}") { visit in
      let schema = try visit.site.schemas.schema(of: visit["type"])
      var request = ListRequest(type: schema.type)
      (request.stage, request.words) = (visit.query["state"], visit.query["words"] ?? "")
      let begin = Link(visit.say("page.new-record"), "/records/\(schema.type)/new")
      let links = schema.extras["x-made-by"] == nil ? [Block(links: [begin])] : []
      return visit.page(
        visit.pick(schema.title),
        try links + [filter(schema, visit)] + list(request, visit),
        crumbs: [Link(visit.say("page.to-records"), "/records")])
    },
  ]

  private static func search(_ visit: Visit) -> Block {
    .form(
      FormView(
        asking: "/search",
        [.line("words", visit.say("page.words"), visit.query["words"] ?? "", type: "search")],
        button: visit.say("page.search")))
  }

  private static func filter(_ schema: RecordSchema, _ visit: Visit) -> Block {
    let states = visit.site.schemas.lifecycles[schema.type]?.states ?? []
    let options =
      [(value: "", name: visit.say("page.any"))]
      + states.map { (value: $0.name, name: visit.pick($0.title)) }
    let words = FieldView.line(
      "words", visit.say("page.words"), visit.query["words"] ?? "", type: "search")
    let state = FieldView.choice(
      "state", visit.say("page.state"), visit.query["state"] ?? "", options)
    return .form(
      FormView(
        asking: "/records/\(schema.type)", states.isEmpty ? [words] : [words, state],
        button: visit.say("page.look")))
  }

  private static func list(_ asked: ListRequest, _ visit: Visit) throws -> [Block] {
    var request = asked
    let offset = max(0, visit.query["from"].flatMap { Int($0) } ?? 0)
    (request.limit, request.offset) = (page, offset)
    let (records, total) = try visit.site.index.list(request)
    let columns = [
      visit.say("page.number"), visit.say("page.title"), visit.say("page.record-type"),
      visit.say("page.state"),
    ]
    var table = TableView(columns, records.map { cells($0, visit) })
    table.more = visit.say("page.found", ["total": String(total)])
    table.before = offset > 0 ? place(visit, max(0, offset - page)) : nil
    table.after = offset + page < total ? place(visit, offset + page) : nil
    return [.table(table)]
  }

  private static func place(_ visit: Visit, _ offset: Int) -> String {
    let kept = visit.query.pairs.filter { $0.name != "from" && $0.name != "done" }
    let pairs = kept + [(name: "from", text: String(offset))]
    return String(visit.place.prefix { $0 != "?" }) + "?"
      + pairs.map { "\($0.name)=\(Fields.encoded($0.text))" }.joined(separator: "&")
  }

  private static func cells(_ record: ListedRecord, _ visit: Visit) -> [Cell] {
    let schema = visit.site.schemas.newest(record.key.type)
    let name = ["title", "name", "subject"].compactMap { record.values[$0]?.string }.first ?? ""
    return [
      Cell(record.number ?? record.key.id, to: "/records/\(record.key)"), Cell(name),
      Cell(schema.map { visit.pick($0.title) } ?? record.key.type), state(record, visit),
    ]
  }

  private static func state(_ record: ListedRecord, _ visit: Visit) -> Cell {
    if record.isVoid { return Cell(visit.say("said.is-void"), .bad) }
    let lifecycle = visit.site.schemas.lifecycles[record.key.type]
    guard let lifecycle, !record.stage.isEmpty else { return Cell("") }
    return StateWords.cell(record.stage, of: lifecycle, visit)
  }
}

/// States of records as people read them, with the colour of what they grant.
enum StateWords {
  static func cell(_ states: [String], of lifecycle: Lifecycle, _ visit: Visit) -> Cell {
    let titles = states.map { lifecycle[state: $0].map { visit.pick($0.title) } ?? $0 }
    return Cell(titles.joined(separator: " | "), mood(of: states, lifecycle))
  }

  private static func mood(of states: [String], _ lifecycle: Lifecycle) -> Mood {
    guard states.count == 1, let state = lifecycle[state: states[0]] else { return .bad }
    if state.name == lifecycle.initial { return .plain }
    if state.permits.contains(.closed) || state.permits.contains(.counts) { return .good }
    return .busy
  }
}
