import Operations
import SiteModel

/// One call of the page: who calls, in which language, and with what.
struct Visit: Sendable {
  /// The node, with whoever is signed in at its door.
  let site: Site
  let phrases: PhraseBook
  let pages: Pages
  /// What was called, with its query: where to come back to.
  let place: String
  /// The pieces of the path that have names.
  let parameters: [String: String]
  let query: Fields
  let form: Fields
  /// What a program calls its call by; empty where it says nothing.
  var idempotencyKey = ""
  /// Whether only this machine is answered: then who is signed in sits at it.
  var isAtThisMachine = false
  /// The visitor's cookie, if he had one.
  let secret: String?
  /// What every form of this visitor must bring back.
  let mark: String

  var person: Person? { site.actor?.person }

  /// A piece of the path; empty where the route has none.
  subscript(_ name: String) -> String { parameters[name] ?? "" }

  func say(_ phrase: Phrase) -> String { phrases.text(phrase) }

  func say(_ key: String, _ values: [String: String] = [:]) -> String {
    phrases.text(Phrase(key, values))
  }

  func pick(_ text: BilingualText) -> String { phrases.language == .zh ? text.zh : text.en }

  /// The day that the page is asked about: `as-of`, else today.
  ///
  /// - Throws: ``VisitFault/noDay(_:)``.
  func day() throws(VisitFault) -> CivilDate {
    guard let text = query["as-of"] else { return site.today }
    guard let day = CivilDate(text) else { throw .noDay(text) }
    return day
  }

  /// A field of the form that nothing can be done without.
  ///
  /// - Throws: ``VisitFault/lacks(_:)`` with what the page calls it.
  func needed(_ name: String, _ label: String) throws(VisitFault) -> String {
    guard let text = form[name] else { throw .lacks(say(label)) }
    return text
  }

  /// The node with the person's key: he has typed his passphrase into this form.
  func signing() throws -> Site {
    try site.signing(by: form["passphrase"] ?? "")
  }
}

/// Why a call is not answered as it was meant.
enum VisitFault: Fault, Equatable {
  /// There is no such page.
  case noPage
  /// A form of another page or of an ended session, or one that was sent from elsewhere.
  case strangeForm
  /// Too many attempts to sign in from one address.
  case tooMany(seconds: Int)
  /// The body is longer than a page's forms are.
  case tooLong(mebibytes: Int)
  /// The body is no form.
  case noForm
  /// A word that is no day.
  case noDay(String)
  /// The call needs somebody who has shown who he is.
  case nobody
  /// What a form needs and does not have.
  case lacks(String)
  /// A new passphrase that was typed twice and not the same.
  case differs
  /// The server answers this machine alone, and was asked by another name.
  case strangeName(String)

  var kind: FaultKind {
    switch self {
    case .strangeForm, .nobody, .tooMany, .strangeName: .refused
    default: .invalid
    }
  }

  var phrase: Phrase {
    switch self {
    case .noPage: Phrase("visit.no-page")
    case .strangeForm: Phrase("visit.strange-form")
    case .tooMany(let seconds): Phrase("visit.too-many", ["seconds": String(seconds)])
    case .tooLong(let size): Phrase("visit.too-long", ["size": String(size)])
    case .noForm: Phrase("visit.no-form")
    case .noDay(let text): Phrase("visit.no-day", ["text": text])
    case .nobody: Phrase("visit.nobody")
    case .lacks(let field): Phrase("visit.lacks", ["field": field])
    case .differs: Phrase("visit.differs")
    case .strangeName(let name): Phrase("visit.strange-name", ["name": name])
    }
  }
}
