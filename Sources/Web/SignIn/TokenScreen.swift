import Operations
import SiteModel

/// 程序令牌: what lets a program call the API in one's name.
enum TokenScreen {
  static let routes: [Route] = [
    .get("/tokens") { visit in try show(visit) },
    .post("/tokens") { visit in
      guard let label = visit.form["label"] else {
        throw VisitFault.lacks(visit.say("page.token-label"))
      }
      return try show(visit, made: Tokens(visit.site).make(for: label))
    },
    .post("/tokens/drop") { visit in
      try Tokens(visit.site).drop(visit.form["token"] ?? "")
      return .go(to: Done.dropped.at("/tokens"))
    },
  ]

  private static func show(_ visit: Visit, made token: String? = nil) throws -> Reply {
    let tokens = try Tokens(visit.site).all()
    let offset = visit.site.surroundings.clock.now().offset
    let shown = token.map { token in
      [
        Block(note: NoteView(visit.say("page.token-once"), .good)),
        Block(facts: [Fact(visit.say("page.token"), token)]),
      ]
    }
    let make = FormView(
      visit, to: "/tokens",
      [
        .line(
          "label", visit.say("page.token-label"), hint: visit.say("page.token-hint"), needed: true)
      ],
      button: visit.say("page.token-make"))
    let drop = tokens.map { token in
      Block(
        subject: "\(token.label) · \(token.made.text(at: offset))",
        form: FormView(
          visit, to: "/tokens/drop", [.hidden("token", token.id)],
          button: visit.say("page.token-drop"), isGrave: true))
    }
    return visit.page(
      visit.say("page.to-tokens"),
      [Block(text: visit.say("page.token-text"))] + (shown ?? []) + [.form(make)] + drop)
  }
}
