import Indexing
import SiteModel

/// What waits at a document controller's desk (文控工作台): one list per thing, each with whom it waits
/// for.
package struct DocumentDesk {
  /// The lists, in the order in which a document goes through them.
  package enum List: String, Sendable, CaseIterable {
    case draft, reviewing, countersigning, approving, approved, training, coming, unacknowledged
    case review, suspect, problem
  }

  /// One thing that waits.
  package struct Item: Sendable {
    package let list: List
    package let number: String
    package let version: String
    /// Names, or what it is about.
    package let of: String
    /// By when, where that is known.
    package let due: String?
    /// The ids of those for whom it waits, as far as it is people.
    package var people: [String] = []
  }

  package static func run(on site: Site) throws -> [Item] {
    let answers = try AskDocuments.all(on: site)
    let people = try PersonLookup(site).people()
    let names = Dictionary(people.map { ($0.id, $0.name) }) { first, _ in first }
    var items = answers.flatMap { moving($0, names) } + answers.flatMap(standing)
    items += try DocumentAcks.run(nil, on: site).filter { !$0.missing.isEmpty }.map {
      Item(
        list: .unacknowledged, number: $0.number, version: $0.version,
        of: $0.missing.map(\.name).joined(separator: "、"), due: $0.since)
    }
    items += try DocumentReviews.due(on: nil, at: site).filter { $0.state != .ok }.map {
      Item(
        list: .review, number: $0.number, version: $0.version, of: $0.state.rawValue,
        due: $0.review.due.description)
    }
    items += try DocumentReviews.suspects(on: site).map {
      Item(
        list: .suspect, number: $0.number, version: $0.version,
        of: "\($0.source) \($0.sourceVersion ?? "—")", due: nil)
    }
    return items
  }

  private static func moving(
    _ answer: AskDocuments.Answer, _ names: [String: String]
  ) -> [Item] {
    answer.document.revisions.filter(\.isOpen).flatMap { revision in
      revision.states.compactMap { state in
        guard let list = List(rawValue: state) else { return nil }
        let waiting = fields[list].map { DocumentRevision.people($0, in: revision.state.values) }
        return Item(
          list: list, number: answer.document.number, version: revision.version,
          of: (waiting ?? []).map { names[$0] ?? $0 }.joined(separator: "、"), due: nil,
          people: waiting ?? [])
      }
    }
  }

  private static let fields: [List: String] = [
    .draft: "preparedBy", .reviewing: "reviewers", .countersigning: "countersigners",
    .approving: "approvers",
  ]

  private static func standing(_ answer: AskDocuments.Answer) -> [Item] {
    var items = answer.training.map { training in
      Item(
        list: .training, number: answer.document.number, version: training.version,
        of: training.number ?? training.record.description, due: training.due?.description)
    }
    if let next = answer.next {
      items.append(
        Item(
          list: .coming, number: answer.document.number, version: next.inForce?.version ?? "—",
          of: "", due: next.day))
    }
    if answer.problem != nil || answer.document.line?.isContested == true {
      items.append(
        Item(
          list: .problem, number: answer.document.number,
          version: answer.inForce?.version ?? "—", of: answer.problem?.key ?? "contested",
          due: nil))
    }
    return items
  }
}
