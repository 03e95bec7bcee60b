import Hummingbird
import NIOPosix
import Operations
import SiteModel

/// 建立节点: the one page of a folder that holds no node yet, or one at which nobody could sign in. Only
/// whoever sits at the machine sees it.
enum SetUpScreen {
  static let place = "/set-up"

  static func form(
    _ phrases: PhraseBook, _ caller: Fields, mark: String, refused: String?
  ) -> FormView {
    func say(_ key: String) -> String { phrases.text(Phrase(key)) }
    func line(_ name: String, _ value: String = "", hint: String? = nil) -> FieldView {
      .line(
        name, say("page.set-up-\(name)"), caller[name] ?? value, hint: hint.map(say), needed: true)
    }
    let zones = [
      (value: "+08:00", name: say("page.zone-beijing")),
      (value: "+06:00", name: say("page.zone-xinjiang")),
    ]
    return FormView(
      mark: mark, to: place,
      [
        line("site", hint: "page.set-up-site-hint"), line("name"),
        .choice("zone", say("page.set-up-zone"), caller["zone"] ?? "+08:00", zones, needed: true),
        line("department", say("page.set-up-office")), line("number"), line("person"),
        .line(
          "passphrase", say("page.passphrase"), type: "password",
          hint: say("page.passphrase-hint"), needed: true),
        .line("again", say("page.passphrase-twice"), type: "password", needed: true),
      ], [ButtonView(say("page.set-up-make"))], trouble: refused)
  }

  static func wishes(_ form: Fields, _ phrases: PhraseBook) throws -> SetUpSite.Wishes {
    func needed(_ name: String) throws -> String {
      guard let text = form[name] else {
        throw VisitFault.lacks(phrases.text(Phrase("page.set-up-\(name)")))
      }
      return text
    }
    var wishes = SetUpSite.Wishes(
      site: try needed("site"), name: try needed("name"), department: try needed("department"))
    wishes.zone = form["zone"].flatMap { Offset($0) }
    (wishes.number, wishes.person) = (try needed("number"), try needed("person"))
    wishes.passphrase = try form.passphrase("passphrase", again: "again")
    return wishes
  }
}

extension Fields {
  /// A new passphrase, typed twice.
  ///
  /// - Throws: ``VisitFault/differs`` where both are not the same.
  func passphrase(_ name: String, again: String) throws(VisitFault) -> String {
    guard self[name] == self[again] else { throw .differs }
    return self[name] ?? ""
  }
}

extension Doorman {
  /// Whether somebody has to make the node first, and may.
  func isUnmade() -> Bool { ground.map { !Site.isNode($0.root) } ?? false }

  /// The same of a node at which nobody has a key.
  func isUnmade(_ site: Site) throws -> Bool {
    try ground != nil && SetUpSite.isWanted(at: site)
  }

  func setUp(_ request: Request, _ context: PageContext) async -> Response {
    let caller = Caller(request)
    let route = Route.post(SetUpScreen.place, .signIn) { _ in .go(to: "/") }
    do {
      try checkName(caller)
      let isPost = request.method == .post
      let body = isPost ? try await body(of: request, route) : []
      return try await signing.runIfActive {
        try setUp(caller, isPost ? caller.form(body) : nil).response(isSecure: isSecure)
      }
    } catch {
      return refusal(of: error, caller, route, at: nil).response(isSecure: isSecure)
    }
  }

  private func setUp(_ caller: Caller, _ form: Fields?) throws -> Reply {
    guard let ground, try ground.isBare else { return .go(to: "/") }
    guard let form else { return shown(caller, Fields(), refused: nil) }
    guard caller.isFromHere, let secret = caller.secret,
      form["mark"] == Visitor.mark(of: secret)
    else { throw VisitFault.strangeForm }
    do {
      let phrases = pages.phrases(caller.language)
      let wishes = try SetUpScreen.wishes(form, phrases)
      let (site, person) = try SetUpSite.run(
        in: ground.root, wishes, surroundings: ground.surroundings(), say: phrases.text)
      var reply = Reply.go(to: "/begin")
      reply.secret = try Sessions(site).begin(person, passphrase: wishes.passphrase)
      return reply
    } catch let fault as any Fault {
      let said = pages.phrases(caller.language).text(fault.phrase)
      return shown(caller, form, refused: said)
    }
  }

  private func shown(_ caller: Caller, _ form: Fields, refused: String?) -> Reply {
    let language = caller.query["to"].flatMap { Language(rawValue: $0) } ?? caller.language
    let (phrases, secret) = (pages.phrases(language), caller.secret ?? Secret().text)
    let title = phrases.text(Phrase("page.set-up"))
    let view = SetUpScreen.form(
      phrases, form, mark: Visitor.mark(of: secret), refused: refused)
    let content = BlocksView(
      heading: title, crumbs: [],
      blocks: [Block(text: phrases.text(Phrase("page.set-up-text"))), .form(view)])
    let frame = FrameView(phrases, title: title, at: SetUpScreen.place)
    var reply = Reply.page(
      pages.render("blocks", frame, content), refused == nil ? .ok : .badRequest)
    (reply.language, reply.secret) = (language.rawValue, caller.secret == nil ? secret : nil)
    return reply
  }
}
