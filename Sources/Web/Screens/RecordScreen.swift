import Indexing
import Operations
import SiteModel

/// One record: what stands in it, where it is, what can be done, and what happened.
enum RecordScreen {
  static let routes: [Route] = [
    .get("/records/{type}/{id}") { visit in try show(visit) },
    .post("/records/{type}/{id}/act", .passphrase) { visit in try act(visit) },
  ]

  /// - Throws: ``RecordLookupFault/unknown(_:)``.
  static func key(_ visit: Visit) throws -> RecordKey {
    try RecordLookup(visit.site).key("\(visit["type"])/\(visit["id"])")
  }

  private static func show(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let (key, site) = (try key(visit), visit.site)
    let (schema, state) = (try site.schemas.schema(of: key.type), try site.editable(key))
    if schema.isControlled { try AccessLog(site).viewed(key) }
    let title = visit.pick(schema.title) + " " + ShownValue.label(key, state)
    var blocks = [Block(facts: try facts(key, schema, state, visit))]
    blocks.insert(contentsOf: disputes(state, schema, visit), at: 0)
    if schema.extras["x-made-by"] == nil {
      blocks.append(
        Block(links: [Link(visit.say("page.edit"), "/records/\(key)/edit")]))
    }
    if let lifecycle = site.schemas.lifecycles[key.type] {
      let course = try site.index.course(of: key)
      blocks.append(acts(key, course, lifecycle, visit, refused))
    }
    let steps = try RecordHistory.steps(of: key, on: site)
    blocks.append(
      Block(
        subject: visit.say("page.history"),
        steps: try HistorySteps(key, visit).views(steps)))
    return visit.page(
      title, blocks,
      crumbs: [
        Link(visit.say("page.to-records"), "/records"),
        Link(visit.pick(schema.title), "/records/\(schema.type)"),
      ], status: refused == nil ? 200 : 403)
  }

  private static func facts(
    _ key: RecordKey, _ schema: RecordSchema, _ state: RecordState, _ visit: Visit
  ) throws -> [Fact] {
    let (values, shown) = (schema.record(of: state), ShownValue(visit))
    var facts: [Fact] = []
    if let lifecycle = visit.site.schemas.lifecycles[key.type] {
      let states = try visit.site.index.course(of: key)?.states ?? [lifecycle.initial]
      facts.append(
        Fact(visit.say("page.state"), [StateWords.cell(states, of: lifecycle, visit)]))
    }
    facts += try schema.fields.compactMap { field in
      try values[field.name].map { value in
        let unit = field.unit.map { " (\($0))" } ?? ""
        return try shown.fact(
          visit.pick(field.title) + unit, value, PrintedShape(field.schema, schema.definitions))
      }
    }
    let question = try visit.site.question(about: key)
    let computed = try question.computed()
    facts += schema.rules.computed.compactMap { field in
      computed[field.name].map { value in
        let text = value.string.flatMap { field.choices[$0] }.map(visit.pick)
        let unit = field.unit.map { " \($0)" } ?? ""
        return Fact(
          visit.pick(field.title), "= " + (text ?? value.string ?? value.canonical) + unit)
      }
    }
    let missing = question.missing.map { schema[$0].map { visit.pick($0.title) } ?? $0 }
    if !missing.isEmpty {
      facts.append(
        Fact(visit.say("page.missing"), [Cell(missing.joined(separator: "、"), .warn)]))
    }
    return facts
  }

  private static func disputes(
    _ state: RecordState, _ schema: RecordSchema, _ visit: Visit
  ) -> [Block] {
    state.conflicts.map { register in
      let values = (state[register]?.values ?? []).map { $0.string ?? $0.canonical }
      let title = schema[register].map { visit.pick($0.title) } ?? register
      return Block(
        note: NoteView(
          visit.say(
            "said.disputed", ["field": title, "values": values.joined(separator: " | ")]), .bad))
    }
  }

  /// What may be signed here; whoever may not is told why when he does.
  private static func acts(
    _ key: RecordKey, _ course: RecordCourse?, _ lifecycle: Lifecycle, _ visit: Visit,
    _ refused: String?
  ) -> Block {
    let states = course?.states ?? [lifecycle.initial]
    let open =
      course?.open.map(\.signing)
      ?? lifecycle.actions.filter { $0.to != nil && $0.from.contains(lifecycle.initial) }
      .map(\.signing)
    let statements = lifecycle.statements
      .filter { !$0.on.filter(states.contains).isEmpty }.map(\.signing)
    let choices = (open + statements).map { (value: $0.name, name: visit.pick($0.title)) }
    guard !choices.isEmpty else {
      return Block(subject: visit.say("page.sign"), text: visit.say("page.no-acts"))
    }
    let form = FormView(
      visit, to: "/records/\(key)/act",
      [
        .choice(
          "action", visit.say("page.action"), visit.form["action"] ?? "", choices, needed: true),
        .line(
          "reason", visit.say("page.reason"), visit.form["reason"] ?? "",
          hint: visit.say("page.reason-hint")),
        .line("passphrase", visit.say("page.passphrase-again"), type: "password", needed: true),
      ], button: visit.say("page.sign"), trouble: refused)
    return .form(form, visit.say("page.sign"))
  }

  private static func act(_ visit: Visit) throws -> Reply {
    let key = try key(visit)
    do {
      var wishes = ActOnRecord.Wishes(visit.form["action"] ?? "")
      wishes.reason = visit.form["reason"]
      _ = try ActOnRecord.run(wishes, about: key.description, on: visit.signing())
      return .go(to: Done.signed.at("/records/\(key)"))
    } catch let fault as any Fault {
      return try show(visit, refused: visit.say(fault.phrase))
    }
  }
}
