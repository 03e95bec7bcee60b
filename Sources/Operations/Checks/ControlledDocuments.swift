import Indexing
import SiteModel

extension SiteViews {
  /// `controlled-document`: what is in force on a day, one row for each number (7.4.1, 5.2.1).
  static let controlledDocuments = View(name: "controlled-document") { view, site, day, known in
    let documents = try Documents(on: site, knownAt: known)
    let problems = try AskDocuments.unsound(documents, on: day)
    let acks = try DocumentAcks.run(nil, day: day, knownAt: known, on: site)
    let reviews = try DocumentReviews.due(on: day, knownAt: known, at: site)
    let due = Dictionary(reviews.map { ($0.number, $0.review.due) }) { first, _ in first }
    return documents.board.documents.compactMap { document in
      guard let inForce = document.inForce(on: day.description), inForce.revision != nil
      else { return nil }
      let card = document.card?.values ?? [:]
      let ack = acks.first { $0.number == document.number && $0.version == inForce.version }
      return view.row(
        document.number,
        [
          "number": .string(document.number), "title": card["title"], "kind": card["kind"],
          "version": .string(inForce.version), "since": .string(inForce.act.day),
          "clauses": card["clauses"],
          "sound": .bool(!problems.contains(document.number)),
          "asked": .number(String(ack.map { $0.done.count + $0.missing.count } ?? 0)),
          "acknowledged": .number(String(ack?.done.count ?? 0)),
          "reviewDue": due[document.number].map { .string($0.description) },
        ], moved: CivilDate(inForce.act.day))
    }
  }
}
