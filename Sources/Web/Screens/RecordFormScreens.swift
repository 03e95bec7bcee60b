import Indexing
import Operations
import SiteModel

/// Forms of every record type, made from its schema: a new type has its form as soon as it has a file.
enum RecordFormScreens {
  static let routes: [Route] = [
    .get("/records/{type}/new") { visit in try begin(visit) },
    .post("/records/{type}/new") { visit in
      let schema = try visit.site.schemas.schema(of: visit["type"])
      do {
        let values = try FormFields(schema).read(visit.form.under("f."))
          .filter { $0.value != .null }
        let key = try WriteRecord.new(schema.type, values, on: visit.site)
        return .go(to: Done.made.at("/records/\(key)"))
      } catch let fault as any Fault {
        return try begin(visit, refused: visit.say(fault.phrase))
      }
    },
    .get("/records/{type}/{id}/edit") { visit in try edit(visit) },
    .post("/records/{type}/{id}/edit") { visit in
      let key = try RecordScreen.key(visit)
      do {
        let schema = try visit.site.schemas.schema(of: key.type)
        let held = schema.record(of: try visit.site.editable(key))
        let values = try FormFields(schema).read(visit.form.under("f."))
          .filter { $0.value != .null || held[$0.key] != nil }
        _ = try WriteRecord.edit(
          key.description, values, reason: visit.form["reason"], seen: visit.form["seen"],
          on: visit.site)
        return .go(to: Done.changed.at("/records/\(key)"))
      } catch let fault as any Fault {
        return try edit(visit, refused: visit.say(fault.phrase))
      }
    },
  ]

  private static func begin(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let schema = try visit.site.schemas.schema(of: visit["type"])
    let place = "/records/\(schema.type)/new"
    let form = FormView(
      visit, to: place, try RecordForm(schema, visit).inputs([:]),
      button: visit.say("page.save"), keep: place, trouble: refused)
    return visit.page(
      visit.say("page.new-of", ["type": visit.pick(schema.title)]),
      hints(schema, visit) + [.form(form)],
      crumbs: crumbs(schema, visit), status: refused == nil ? 200 : 400)
  }

  private static func edit(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let key = try RecordScreen.key(visit)
    let schema = try visit.site.schemas.schema(of: key.type)
    let state = try visit.site.editable(key)
    let reason = FieldView.line(
      "reason", visit.say("page.reason"), visit.form["reason"] ?? "",
      hint: visit.say("page.correction-hint"))
    let seen = FieldView.hidden("seen", visit.form["seen"] ?? state.fingerprint)
    let inputs = try RecordForm(schema, visit).inputs(schema.record(of: state))
    let form = FormView(
      visit, to: "/records/\(key)/edit", inputs + [reason, seen],
      button: visit.say("page.save"), keep: "/records/\(key)/edit", trouble: refused)
    let label = ShownValue.label(key, state)
    return visit.page(
      visit.say("page.edit-of", ["type": visit.pick(schema.title), "record": label]),
      [.form(form)], crumbs: crumbs(schema, visit) + [Link(label, "/records/\(key)")],
      status: refused == nil ? 200 : 400)
  }

  private static func hints(_ schema: RecordSchema, _ visit: Visit) -> [Block] {
    schema.rules.filling.map { [Block(text: visit.pick($0))] } ?? []
  }

  private static func crumbs(_ schema: RecordSchema, _ visit: Visit) -> [Link] {
    [
      Link(visit.say("page.to-records"), "/records"),
      Link(visit.pick(schema.title), "/records/\(schema.type)"),
    ]
  }
}
