import Operations
import SiteModel

/// 新编文件, and the draft of a version: the card, the route, the file of the text; handed in at once by
/// whoever gives his passphrase with it.
enum DocumentNewScreen {
  /// In MiB.
  private static let limit = 64

  static let routes: [Route] = [
    .get("/documents/new") { visit in try show(visit) },
    .post("/documents/new", .passphrase, limit: limit) { visit in
      do {
        let number = try visit.needed("number", "page.number")
        var wishes = WriteDocument.Wishes(number)
        wishes.card = try card(visit)
        try Uploads.lending(visit.form.file("file")) { file in
          wishes.file = file
          try begin(wishes, visit)
        }
        return .go(to: Done.made.at("/documents/\(Fields.encoded(number))"))
      } catch let fault as any Fault { return try show(visit, refused: visit.say(fault.phrase)) }
    },
    .post("/documents/{number}/draft", limit: limit) { visit in
      let hasDraft = try AskDocuments.one(visit["number"], on: visit.site).document.draft != nil
      try Uploads.lending(visit.form.file("file")) { file in
        var wishes = WriteDocument.Wishes(visit["number"])
        wishes.file = file
        wishes.revision["summary"] = visit.form["summary"].map(JSON.string)
        wishes.revision["request"] = visit.form["request"].map(JSON.string)
        hasDraft
          ? try WriteDocument.edit(wishes, reason: visit.form["why"], on: visit.site)
          : try WriteDocument.revise(wishes, on: visit.site)
      }
      return .go(to: Done.changed.at("/documents/\(Fields.encoded(visit["number"]))"))
    },
  ]

  /// What is saved stays saved, whatever becomes of the signature.
  private static func begin(_ wishes: WriteDocument.Wishes, _ visit: Visit) throws {
    guard visit.form["way"] == "submit" else {
      return try WriteDocument.new(wishes, on: visit.site)
    }
    let site = try visit.signing()
    try WriteDocument.new(wishes, on: site)
    try MoveDocument.run(.submit, wishes.number, on: site)
  }

  private static func card(_ visit: Visit) throws -> [String: JSON] {
    var card: [String: JSON] = [
      "title": .string(try visit.needed("title", "page.title")),
      "kind": .string(try visit.needed("kind", "page.document-kind")),
    ]
    card["level"] = visit.form["level"].map(JSON.string)
    card["department"] = visit.form["department"].map(JSON.string)
    for field in ["reviewers", "countersigners", "approvers", "audience"] {
      card[field] = visit.form[field].map { .array([.string($0)]) }
    }
    let clauses = (visit.form["clauses"] ?? "").split { " ,，、".contains($0) }
    if !clauses.isEmpty { card["clauses"] = .array(clauses.map { .string(String($0)) }) }
    return card
  }

  private static func show(_ visit: Visit, refused: String? = nil) throws -> Reply {
    let people = try AskPeople.run(on: visit.site, asOf: visit.site.today)
      .filter { $0.person.left == nil }
      .map { (value: $0.person.id, name: $0.person.name) }
    let departments = [(value: "", name: "—")] + (try visit.names(of: "department"))
    func chosen(_ name: String, _ label: String) -> FieldView {
      .choice(
        name, visit.say(label), visit.form[name] ?? "", [(value: "", name: "—")] + people)
    }
    func line(_ name: String, _ label: String, needed: Bool = false, hint: String? = nil)
      -> FieldView
    {
      .line(
        name, visit.say(label), visit.form[name] ?? "", hint: hint.map { visit.say($0) },
        needed: needed)
    }
    let inputs: [FieldView] = [
      line("number", "page.number", needed: true), line("title", "page.title", needed: true),
      .choice(
        "kind", visit.say("page.document-kind"), visit.form["kind"] ?? "procedure",
        try options("kind", visit), needed: true),
      .choice(
        "level", visit.say("page.document-level"), visit.form["level"] ?? "l2",
        try options("level", visit)),
      line("clauses", "page.document-clauses", hint: "page.document-clauses-hint"),
      .choice(
        "department", visit.say("page.document-department"), visit.form["department"] ?? "",
        departments),
      .choice(
        "audience", visit.say("page.document-audience"), visit.form["audience"] ?? "", departments),
      .line("file", visit.say("page.document-file"), type: "file", needed: true),
      chosen("reviewers", "page.reviewer"), chosen("countersigners", "page.countersigner"),
      chosen("approvers", "page.approver"),
      .line(
        "passphrase", visit.say("page.passphrase-again"), type: "password",
        hint: visit.say("page.submit-hint")),
    ]
    let form = FormView(
      mark: visit.mark, to: "/documents/new", inputs,
      [
        ButtonView(visit.say("page.save-submit"), "way", "submit"),
        ButtonView(visit.say("page.save-draft"), "way", "save"),
      ], hasFiles: true, trouble: refused)
    return visit.page(
      visit.say("page.new-document"), [.form(form)],
      crumbs: [Link(visit.say("page.to-documents"), "/documents")],
      status: refused == nil ? 200 : 400)
  }

  /// The choices of a field of the card, by its schema.
  private static func options(
    _ field: String, _ visit: Visit
  ) throws -> [(value: String, name: String)] {
    let schema = try visit.site.schemas.schema(of: Document.type)
    guard let field = schema[field] else { return [] }
    let shape = PrintedShape(field.schema, schema.definitions)
    return shape.options.map { (value: $0, name: shape.choices[$0].map(visit.pick) ?? $0) }
  }
}
