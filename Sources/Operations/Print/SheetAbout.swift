import Indexing
import SiteModel

/// What a sheet says about itself: from where, by whom, when, of what.
struct SheetAbout {
  /// The site in people's words.
  let site: String
  let by: String
  let made: (instant: Instant, offset: Offset)
  /// `field=value` as it was asked for.
  let filter: [String]
  /// Nil for a template.
  let count: Int?
  let facts: ContentHash
  let chains: [ChainHead]

  init(
    of site: Site, filter: [String], count: Int?
  ) throws {
    self.site = try site.index.state(of: .site(site.name)).values["name"]?.string ?? site.name
    by = site.actor.map { $0.person.name } ?? site.name
    made = site.surroundings.clock.now()
    (self.filter, self.count) = (filter, count)
    chains = try site.index.heads()
    facts = FactsDigest.of(chains)
  }

  /// When, RFC 3339.
  var clock: String { made.instant.text(at: made.offset) }

  /// The lines of 「说明」: facts about the sheet, how to fill it in, and what each column takes.
  func lines(_ sheet: RecordSheet, _ phrases: PhraseBook) -> [(label: String, text: String)] {
    let schema = sheet.schema
    let title = schema.title.text(phrases.language)
    let facts: [(String, String)] = [
      ("type", "\(title) (\(schema.type), \(schema.version))"), ("site", site), ("by", by),
      ("when", clock), ("filter", filter.isEmpty ? "—" : filter.joined(separator: "; ")),
      ("count", count.map(String.init) ?? "—"), ("facts", self.facts.description),
      ("chains", chains.map { "\($0.chain) \($0.seq) \($0.commit)" }.joined(separator: "\n")),
    ]
    let how = [
      "new", "change", "blank", "rows", "read-only", "hidden", "lists", "import",
    ].map { ("", phrases.text(Phrase("sheet.how-\($0)"))) }
    let filling = schema.rules.filling.map { [("", $0.text(phrases.language))] } ?? []
    let columns = sheet.columns.enumerated().map { place, column in
      (sheet.headings.texts(phrases.language)[place], told(column, sheet.form(place), phrases))
    }
    return facts.map { (phrases.text(Phrase("sheet.about-\($0.0)")), $0.1) } + [("", "")]
      + [(phrases.text(Phrase("sheet.how")), "")] + how + filling + [("", "")]
      + [(phrases.text(Phrase("sheet.columns")), "")] + columns
  }

  private func told(_ column: SheetColumn, _ form: CellForm, _ phrases: PhraseBook) -> String {
    var parts = [phrases.text(Phrase("sheet.kind-\(column.kind.word)"))]
    switch column.kind {
    case .choice: parts.append((form.offered(phrases.language) ?? []).joined(separator: " / "))
    case .items(let members):
      parts.append(members.map { $0.title.text(phrases.language) }.joined(separator: " / "))
    default: break
    }
    return parts.joined(separator: " ") + "  [\(column.name)]"
  }
}
