import Indexing
import Operations
import SiteModel

/// 人员: who works here, with which roles, and who stands for his key; an administrator takes in another.
enum PeopleScreen {
  static let routes: [Route] = [
    .get("/people") { visit in try show(visit) },
    .post("/people", .passphrase) { visit in
      do {
        var wishes = EnrolPerson.Wishes(
          try visit.needed("number", "page.staff-number"), try visit.needed("name", "page.name"),
          post: try visit.needed("post", "page.post"))
        wishes.department = visit.form["department"]
        wishes.passphrase = try visit.form.passphrase("new", again: "again")
        _ = try EnrolPerson.run(wishes, on: visit.signing())
        return .go(to: Done.enrolled.at("/people"))
      } catch let fault as any Fault { return try show(visit, refused: visit.say(fault.phrase)) }
    },
  ]

  private static func show(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let titles = try roleTitles(visit)
    let columns = [
      visit.say("page.staff-number"), visit.say("page.name"), visit.say("page.roles"),
      visit.say("page.key"), visit.say("page.fingerprint"),
    ]
    let rows = try AskPeople.run(on: visit.site, asOf: visit.site.today).map { answer in
      [
        Cell(answer.person.number, to: "/records/person/\(answer.person.id)"),
        Cell(name(answer.person, visit)),
        Cell(answer.roles.map { titles[$0] ?? $0 }.joined(separator: visit.comma)),
        vouching(answer, visit), Cell(answer.fingerprint ?? "—"),
      ]
    }
    return visit.page(
      visit.say("page.to-people"),
      [
        .table(TableView(columns, rows)),
        .form(try form(visit, refused), visit.say("page.enrol")),
      ], status: refused == nil ? 200 : 403)
  }

  private static func name(_ person: Person, _ visit: Visit) -> String {
    person.left == nil ? person.name : visit.say("page.left", ["name": person.name])
  }

  private static func vouching(_ answer: AskPeople.Answer, _ visit: Visit) -> Cell {
    switch answer.vouching {
    case .given where answer.isOutdated: Cell(visit.say("page.vouch-outdated"), .warn)
    case .given: Cell(visit.say("page.vouch-given"), .good)
    case .waiting, .contested: Cell(visit.say("page.vouch-waits"), .warn)
    case .none, .withdrawn: Cell(visit.say("page.vouch-none"), .bad)
    }
  }

  private static func form(_ visit: Visit, _ refused: String?) throws -> FormView {
    FormView(
      visit, to: "/people",
      [
        .line(
          "number", visit.say("page.staff-number"), visit.form["number"] ?? "", needed: true),
        .line("name", visit.say("page.name"), visit.form["name"] ?? "", needed: true),
        .choice(
          "post", visit.say("page.post"), visit.form["post"] ?? "",
          [(value: "", name: "—")] + (try visit.names(of: "post")), needed: true),
        .choice(
          "department", visit.say("page.department"), visit.form["department"] ?? "",
          try visit.names(of: "department")),
        .line(
          "new", visit.say("page.his-passphrase"), type: "password",
          hint: visit.say("page.passphrase-hint"), needed: true),
        .line("again", visit.say("page.his-passphrase-twice"), type: "password", needed: true),
        .line(
          "passphrase", visit.say("page.passphrase-again"), type: "password",
          hint: visit.say("page.enrol-hint"), needed: true),
      ], button: visit.say("page.enrol-button"), trouble: refused)
  }

  /// Roles as the type of posts calls them.
  private static func roleTitles(_ visit: Visit) throws -> [String: String] {
    let schema = try visit.site.schemas.schema(of: "post")
    guard let field = schema["roles"] else { return [:] }
    let shape = PrintedShape(field.schema, schema.definitions)
    return (shape.items ?? shape).choices.mapValues(visit.pick)
  }
}

extension Visit {
  /// What stands between the items of a list.
  var comma: String { phrases.language == .zh ? "、" : ", " }

  /// The records of a type to choose from: number, and number with name.
  func names(of type: String) throws -> [(value: String, name: String)] {
    var request = ListRequest(type: type)
    request.limit = 500
    return try site.index.list(request).records.filter { !$0.isVoid }.map { record in
      let name = ["name", "title"].compactMap { record.values[$0]?.string }.first ?? ""
      let number = record.number ?? record.key.id
      return (value: number, name: "\(number) \(name)")
    }
  }
}
