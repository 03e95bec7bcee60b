import HTTPTypes
import Operations
import SiteModel

/// What stands in every page around its own content.
struct FrameView {
  let code: Language
  /// For the `lang` of the page.
  let language: String
  /// The other language's name, and where choosing it leads.
  let otherLanguage: String
  let languageLink: String
  let title: String
  let node: String
  let personName: String?
  /// What every form brings back.
  let mark: String
  let sections: [NavigationSection]
  /// 数据截至.
  let freshness: String
  /// What somebody should know before any answer.
  let notices: [String]
  /// What was just done.
  let done: String?

  init(_ visit: Visit, title: String) {
    (code, language) = (visit.phrases.language, visit.phrases.language == .zh ? "zh-CN" : "en")
    otherLanguage = code == .zh ? "English" : "中文"
    let other = code == .zh ? "en" : "zh"
    languageLink = "/language?to=\(other)&back=" + Fields.encoded(visit.place)
    self.title = title
    node = visit.site.name
    personName = visit.person?.name
    mark = visit.mark
    sections = visit.person == nil ? [] : Navigation.sections(of: visit)
    freshness = Self.freshness(visit)
    notices = visit.site.notices.map(visit.say)
    done = visit.query["done"].flatMap { Done(rawValue: $0) }.map {
      visit.say("page.done-\($0.rawValue)")
    }
  }

  /// A page of words alone, before anybody could be let in.
  ///
  /// - Parameter place: which asks for another language by its query; nil: there is no other.
  init(_ phrases: PhraseBook, title: String, at place: String? = nil) {
    (code, language) = (phrases.language, phrases.language == .zh ? "zh-CN" : "en")
    let (name, other) = code == .zh ? ("English", "en") : ("中文", "zh")
    otherLanguage = place == nil ? "" : name
    languageLink = place.map { "\($0)?to=\(other)" } ?? "/"
    (self.title, node, personName, mark, sections) = (title, "", nil, "", [])
    (freshness, notices, done) = ("", [], nil)
  }

  private static func freshness(_ visit: Visit) -> String {
    let fresh = try? AskFreshness.run(on: visit.site)
    let values = [
      "node": visit.site.name, "now": fresh?.now ?? "—", "last": fresh?.last ?? "—",
      "heard": fresh?.heard ?? "",
    ]
    return fresh?.heard == nil
      ? visit.say("page.freshness", values) : visit.say("page.freshness-joined", values)
  }
}

/// What a form did, to be said on the page that follows.
enum Done: String {
  case made, changed, signed, entered, imported, undone, token, dropped, resolved, enrolled, bound

  /// Added to a place.
  func at(_ place: String) -> String {
    place + (place.contains("?") ? "&" : "?") + "done=\(rawValue)"
  }
}

extension Visit {
  /// A page of blocks, one under the other.
  func page(
    _ title: String, _ blocks: [Block], crumbs: [Link] = [], status: Int = 200
  ) -> Reply {
    let content = BlocksView(heading: title, crumbs: crumbs, blocks: blocks)
    let text = pages.render("blocks", FrameView(self, title: title), content)
    return .page(text, .init(code: status))
  }
}

/// What the template `blocks` shows.
struct BlocksView {
  let heading: String
  let crumbs: [Link]
  let blocks: [Block]
}

extension Pages {
  /// A refusal as a page: what, where, why and what to do now.
  func refusal(
    _ fault: any Fault, _ status: HTTPResponse.Status, _ caller: Caller, at site: Site?
  ) -> Reply {
    let phrases = self.phrases(caller.language)
    let title = phrases.text(Phrase("page.refused"))
    let block = Block(note: NoteView(phrases.text(fault.phrase), .bad))
    let content = BlocksView(
      heading: title, crumbs: [],
      blocks: [block, Block(links: [Link(phrases.text(Phrase("page.home")), "/")])])
    let secret = caller.secret ?? ""
    let frame = site.map { site in
      FrameView(
        Visit(
          site: site, phrases: phrases, pages: self, place: "/", parameters: [:], query: Fields(),
          form: Fields(), secret: caller.secret, mark: Visitor.mark(of: secret)), title: title)
    }
    return .page(render("blocks", frame ?? FrameView(phrases, title: title), content), status)
  }
}
