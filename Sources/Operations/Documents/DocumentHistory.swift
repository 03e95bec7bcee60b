import Indexing
package import SiteModel
import Storage

/// The revision history of one document or of all: who did what, when, why, on which request.
package struct DocumentHistory {
  /// One line.
  package struct Row: Sendable {
    package let number: String
    package let version: String
    /// `prepare`, an action or statement of the lifecycle, or what was done about the number.
    package let action: String
    /// The name as it was frozen into the act; else the id.
    package let by: String
    /// By the writer's clock, RFC 3339.
    package let clock: String
    package let reason: String?
    /// What was changed in this revision.
    package let summary: String
    /// The number of the change request.
    package let request: String?
    /// The first 16 digits of the act's hash; nil for the beginning of a draft.
    package let hash: String?
    /// The commit, for stock git.
    package let entry: EntryName
    let size: Int
  }

  /// - Parameter number: nil: all documents of the node, in the order in which things were done.
  package static func run(_ number: String?, on site: Site) throws -> [Row] {
    let documents = try Documents(on: site)
    let asked =
      try number.map { [try documents.one($0)] } ?? documents.board.documents
    return try asked.flatMap { try rows(of: $0, site) }
      .sorted { ($0.size, $0.entry) < ($1.size, $1.entry) }
  }

  private static func rows(of document: Document, _ site: Site) throws -> [Row] {
    let revisions = try document.revisions.flatMap { try rows(of: $0, document, site) }
    let moves = (document.line?.acts ?? []) + (document.line?.aside ?? [])
    return try revisions
      + moves.compactMap { act in
        // A release and a withdrawal stand in the acts of people.
        switch act.step {
        case .release, .withdraw: return nil
        default: return try row(of: act, document, site)
        }
      }
  }

  private static func rows(
    of revision: DocumentRevision, _ document: Document, _ site: Site
  ) throws -> [Row] {
    let request = try revision.request.flatMap { id in
      try RecordKey(type: "change-request", id: id).map {
        try site.index.state(of: $0).values["number"]?.string ?? id
      }
    }
    func row(
      _ placed: PlacedEntry, _ action: String, _ by: String, _ clock: String, _ hash: String?
    )
      -> Row
    {
      Row(
        number: document.number, version: revision.version, action: action, by: by, clock: clock,
        reason: placed.entry.reason, summary: revision.summary, request: request, hash: hash,
        entry: placed.name, size: placed.past.size)
    }
    var rows = revision.acts.map { judged in
      row(
        judged.entry, judged.act.action, judged.act.signer.name, judged.act.place.claimed,
        String(judged.identity.description.prefix(16)))
    }
    let entries = try site.index.entries(of: revision.key)
    if let first = entries.min(by: { ($0.past.size, $0.name) < ($1.past.size, $1.name) }) {
      let clock = try site.index.clock(of: first.name) ?? ""
      let people = try PersonLookup(site).people()
      let by = people.first { $0.id == first.entry.by }?.name ?? first.entry.by
      rows.insert(row(first, "prepare", by, clock, nil), at: 0)
    }
    return rows
  }

  private static func row(of act: SlotAct, _ document: Document, _ site: Site) throws -> Row {
    let entry = try site.index.entries(of: act.slot.record).first { $0.name == act.place.name }
    return Row(
      number: document.number, version: "", action: act.step.name, by: entry?.entry.by ?? "",
      clock: try site.index.clock(of: act.place.name) ?? "", reason: entry?.entry.reason,
      summary: "", request: nil, hash: String(act.identity.description.prefix(16)),
      entry: act.place.name, size: act.place.past.size)
  }
}
