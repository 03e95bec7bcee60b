import SiteModel

/// Says on paper, in one language, what records hold by id, by name of a choice and by UTC offset.
struct PrintWords {
  let phrases: PhraseBook
  let envelope: EnvelopeWords
  /// What a record is called: number and name; nil where there is no such record.
  let label: (RecordKey) -> String?
  /// What whoever wrote an entry is called; nil for an id that stands for nobody known.
  let person: (String) -> String?

  var language: Language { phrases.language }

  func pick(_ text: BilingualText) -> String { language == .zh ? text.zh : text.en }

  /// A heading or a sentence of the program.
  func say(_ key: String, _ values: [String: String] = [:]) -> String {
    phrases.text(Phrase(key, values))
  }

  /// As of ``PhraseBook/page``.
  var page: (before: String, between: String, after: String) { phrases.page }

  func author(_ id: String) -> String { person(id) ?? id }

  /// A moment as people read it; the seconds go, the offset stays.
  func time(_ text: String) -> String {
    guard let (instant, offset) = Instant.parse(text) else { return text }
    let civil = CivilTime(seconds: instant.seconds + Int64(offset.seconds))
    return "\(day(civil.date)) \(civil.clock.prefix(5)) (\(offset))"
  }

  /// A day, `yyyy-mm-dd`, as people read it.
  func day(_ text: String) -> String { CivilDate(text).map(day) ?? text }

  private func day(_ date: CivilDate) -> String {
    language == .zh ? "\(date.year)年\(date.month)月\(date.day)日" : date.description
  }

  /// A rule that an act breaks, with titles for names.
  func rule(_ breach: ActBreach, of lifecycle: Lifecycle) -> String {
    let said = breach.phrase
    var values = said.values
    for (slot, value) in said.values {
      let names = value.split(separator: ", ").map(String.init)
      switch slot {
      case "action", "statement": values[slot] = signing(value, of: lifecycle)
      case "state", "states":
        values[slot] = names.map { state($0, of: lifecycle) }.joined(separator: ", ")
      case "person": values[slot] = author(value)
      default: break
      }
    }
    return phrases.text(Phrase(said.key, values))
  }

  func state(_ name: String, of lifecycle: Lifecycle) -> String {
    lifecycle[state: name].map { pick($0.title) } ?? name
  }

  /// What an action or a statement is called.
  func signing(_ name: String, of lifecycle: Lifecycle) -> String {
    let signing = lifecycle[action: name]?.signing ?? lifecycle[statement: name]?.signing
    return signing.map { pick($0.title) } ?? name
  }
}

extension PhraseBook {
  /// The sentence of the page's number, cut where the numbers go.
  var page: (before: String, between: String, after: String) {
    let page = text(Phrase("print.page", ["page": "\u{0}", "pages": "\u{0}"]))
      .split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init)
    return page.count == 3 ? (page[0], page[1], page[2]) : ("", "/", "")
  }
}
