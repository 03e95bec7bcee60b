import Indexing
package import SiteModel

/// Which documents in force must be reviewed, and when; and which look suspect because what stands
/// above them has changed since.
package struct DocumentReviews {
  /// One document in force.
  package struct Due: Sendable {
    package let number: String
    package let title: String
    package let version: String
    package let review: DocumentReview
    package let state: DocumentReview.State
  }

  /// A document that rests on another one, which has changed.
  package struct Suspect: Sendable {
    package let number: String
    package let title: String
    package let version: String
    /// The document it rests on.
    package let source: String
    /// What of that is in force now; nil: nothing any more.
    package let sourceVersion: String?
  }

  /// What a finished review said of a document.
  private struct Kept {
    let document: String
    let day: CivilDate?
    let verdict: String
    /// What the reviewer knew.
    let past: VersionVector
  }

  private let documents: Documents
  private let reviews: [Kept]
  private let today: String

  init(on site: Site, day: CivilDate? = nil, knownAt: VersionVector? = nil) throws {
    documents = try Documents(on: site, knownAt: knownAt)
    today = try day?.description ?? documents.today()
    let known = try site.index.records(of: "periodic-review", knownAt: knownAt)
    reviews = known.compactMap { _, state, course in
      guard let course, course.permits(.counts), let document = state.values["document"]?.string,
        let act = course.heads.first?.act
      else { return nil }
      return Kept(
        document: document, day: state.values["reviewedOn"]?.string.flatMap { CivilDate($0) },
        verdict: state.values["verdict"]?.string ?? "", past: act.entry.past)
    }
  }

  /// - Parameters:
  ///   - day: the day it is asked for; nil: today.
  ///   - knownAt: what was known, of what was in force that day; nil: of what is in force now.
  package static func due(
    on day: CivilDate?, knownAt: VersionVector? = nil, at site: Site
  ) throws -> [Due] {
    let reviews = try DocumentReviews(on: site, day: knownAt == nil ? nil : day, knownAt: knownAt)
    let day = day ?? site.today
    return reviews.documents.board.documents.compactMap { reviews.due($0, day) }
      .sorted { ($0.review.due, $0.number) < ($1.review.due, $1.number) }
  }

  private func due(_ document: Document, _ day: CivilDate) -> Due? {
    guard let inForce = document.inForce(on: today), inForce.revision != nil,
      let released = CivilDate(inForce.act.day)
    else { return nil }
    let kept = reviews.filter { $0.document == document.card?.key.id && $0.verdict == "keep" }
    let last = kept.compactMap(\.day).reduce(released, max)
    let months = document.card?.values["cycle"]?.number.flatMap { Grammar.counting($0) }
    let review = DocumentReview(
      last: last, months: months, kind: document.card?.values["kind"]?.string ?? "")
    return Due(
      number: document.number, title: document.title, version: inForce.version, review: review,
      state: review.state(on: day))
  }

  /// What rests on a document whose version in force it cannot have known: neither when it was
  /// released itself, nor when it was last reviewed.
  package static func suspects(on site: Site) throws -> [Suspect] {
    let reviews = try DocumentReviews(on: site)
    let all = reviews.documents.board.documents
    let byID = Dictionary(all.compactMap { one in one.card.map { ($0.key.id, one) } }) { a, _ in a }
    return all.flatMap { source in
      (source.card?.ids("forms") ?? []).compactMap { byID[$0] }.map { ($0, source) }
        + all.filter { $0.card?.ids("parents").contains(source.card?.key.id ?? "") == true }
        .map { ($0, source) }
    }
    .compactMap { reviews.suspect($0.0, restingOn: $0.1) }
    .sorted { ($0.number, $0.source) < ($1.number, $1.source) }
  }

  private func suspect(_ document: Document, restingOn source: Document) -> Suspect? {
    guard let own = document.inForce(on: today), own.revision != nil else { return nil }
    let above = source.inForce(on: today)
    let last = source.line?.acts.last { act in
      if case .open = act.step { false } else { act.day <= today }
    }
    guard let change = last?.place.name else { return nil }
    let known =
      [own.act.place.past]
      + reviews.filter { $0.document == document.card?.key.id }.map(\.past)
    guard !known.contains(where: { $0.contains(change) }) else { return nil }
    return Suspect(
      number: document.number, title: document.title, version: own.version,
      source: source.number, sourceVersion: above?.version)
  }
}
