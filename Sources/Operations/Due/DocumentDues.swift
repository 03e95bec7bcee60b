import Indexing
import SiteModel

/// DUE-03: documents in force are reviewed again in time.
struct ReviewDues: DueSource {
  func items(_ ground: DueGround) throws -> [DueItem] {
    let title = BilingualText(zh: "定期评审", en: "Review the document")
    let cards = try DueCards(ground)
    return try DocumentReviews.due(on: ground.day, at: ground.site).map { due in
      let card = cards[due.number]
      let what = RecordDue(
        rule: "DUE-03", title: title, due: due.review.due,
        departments: card?.values["department"]?.string.map { [$0] } ?? [])
      return DueItem(what, of: card?.key, number: due.number, title: due.title)
    }
  }
}

/// DUE-05: a version is acknowledged the day before it is in force; by new staff within ten working
/// days of joining.
struct AckDues: DueSource {
  private static let workingDays = 10

  func items(_ ground: DueGround) throws -> [DueItem] {
    let title = BilingualText(zh: "阅知", en: "Read and acknowledge")
    let cards = try DueCards(ground)
    let joined = try Self.joined(ground.site)
    return try DocumentAcks.run(nil, on: ground.site).flatMap { answer -> [DueItem] in
      guard let since = CivilDate(answer.since) else { return [] }
      return answer.missing.map { person in
        let last = Self.last(since, joined[person.id], ground)
        let what = RecordDue(
          rule: "DUE-05", title: title, due: last.day, people: [person.id],
          unknownYears: last.unknown)
        return DueItem(
          what, of: cards[answer.number]?.key, number: answer.number,
          title: "\(answer.title) \(answer.version)")
      }
    }
  }

  private static func last(
    _ since: CivilDate, _ joined: CivilDate?, _ ground: DueGround
  ) -> (day: CivilDate, unknown: Set<Int>) {
    let before = CivilDate(days: since.days - 1)
    guard let joined, joined > before else { return (before, []) }
    guard case .workingDays(let days) = ground.windows.term(of: "DUE-05", .workingDays(workingDays))
    else { return (before, []) }
    return ground.workingDays.day(days, after: joined)
  }

  private static func joined(_ site: Site) throws -> [String: CivilDate] {
    try site.index.states(of: Person.type).reduce(into: [:]) { days, person in
      days[person.key.id] = person.state.values["joined"]?.string.flatMap { CivilDate($0) }
    }
  }
}

/// The cards of documents, by number.
private struct DueCards {
  private let cards: [String: Document.Card]

  init(_ ground: DueGround) throws {
    let documents = try Documents(on: ground.site).board.documents
    cards = Dictionary(documents.compactMap { one in one.card.map { (one.number, $0) } }) { a, _ in
      a
    }
  }

  subscript(_ number: String) -> Document.Card? { cards[number] }
}
