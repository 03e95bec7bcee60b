import Operations
import SiteModel

/// 登录: a name and a passphrase.
enum SignInScreen {
  static let routes: [Route] = [
    .get("/sign-in", .anybody) { visit in show(visit) },
    .post("/sign-in", .signIn) { visit in try signIn(visit) },
    .post("/sign-out") { visit in
      if let secret = visit.secret { try Sessions(visit.site).end(secret) }
      var reply = Reply.go(to: "/sign-in")
      reply.secret = ""
      return reply
    },
    .get("/language", .anybody) { visit in
      var reply = Reply.go(to: local(visit.query["back"]))
      reply.language = visit.query["to"].flatMap { Language(rawValue: $0) }?.rawValue
      return reply
    },
  ]

  private static func show(_ visit: Visit, refused: String? = nil) -> Reply {
    let next = visit.form["next"] ?? visit.query["next"] ?? "/"
    let form = FormView(
      visit, to: "/sign-in",
      [
        .line(
          "person", visit.say("page.person"), visit.form["person"] ?? "",
          hint: visit.say("page.person-hint"), needed: true),
        .line("passphrase", visit.say("page.passphrase"), type: "password", needed: true),
        .hidden("next", next),
      ], button: visit.say("page.sign-in"), trouble: refused)
    return visit.page(
      visit.say("page.sign-in"), [Block(text: visit.say("page.sign-in-text")), .form(form)],
      status: refused == nil ? 200 : 403)
  }

  private static func signIn(_ visit: Visit) throws -> Reply {
    do {
      let name = visit.form["person"] ?? ""
      let secret = try Sessions(visit.site).begin(
        name, passphrase: visit.form["passphrase"] ?? "")
      var reply = Reply.go(to: local(visit.form["next"]))
      reply.secret = secret
      return reply
    } catch PersonFault.unknown(let name) {
      // A name that nobody has is written down as a wrong passphrase is, and said the same way.
      try AccessLog(visit.site).failed(name)
      return show(visit, refused: visit.say("page.sign-in-wrong"))
    } catch let fault as any Fault {
      return show(visit, refused: visit.say(fault.phrase))
    }
  }

  /// A place of this server; anything else is the first page.
  static func local(_ place: String?) -> String {
    guard let place, place.hasPrefix("/"), !place.hasPrefix("//"), !place.contains("\\"),
      place.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
    else { return "/" }
    return place
  }
}
