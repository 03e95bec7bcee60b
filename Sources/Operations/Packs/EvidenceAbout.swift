import SiteModel

/// The page of words in a month's evidence: what it is, how the month stands, how to check it.
struct EvidenceAbout {
  let month: Period
  let calendar: ProductionCalendar
  let state: AskPeriods.Answer
  let due: CivilDate
  let inventory: String?
  let facts: ContentHash
  let entity: String

  /// In each language, one after the other.
  func bytes(in phrases: [PhraseBook], lacking: [Phrase]) -> [UInt8] {
    let texts = phrases.map { book in
      (said + lacking).map { book.text($0) + "\n" }.joined()
    }
    return Array(texts.joined(separator: "\n").utf8)
  }

  private var said: [Phrase] {
    let days = month.dates(in: calendar)
    return [
      Phrase(
        "evidence.title",
        [
          "month": "\(month)", "entity": entity, "from": "\(days.lowerBound)",
          "until": "\(days.upperBound)", "zone": "\(calendar.offset)",
        ]),
      standing, Phrase("evidence.due", ["due": "\(due)"]),
      inventory.map { Phrase("evidence.inventory", ["id": $0]) } ?? Phrase("evidence.no-inventory"),
      Phrase("evidence.facts", ["facts": facts.description]),
      Phrase("evidence.files"), Phrase("pack.verify"),
    ]
  }

  private var standing: Phrase {
    guard let frozen = state.frozen else { return Phrase("evidence.open") }
    return Phrase(
      state.isChanged ? "evidence.changed" : "evidence.frozen",
      ["day": frozen.day, "digest": frozen.digest.description])
  }
}
