import Indexing
package import SiteModel

/// The documents a node knows, as all it holds says, or as it knew them before.
package struct Documents {
  package let board: DocumentBoard
  let site: Site

  /// - Parameter knownAt: what was known; nil: all that is held.
  package init(on site: Site, knownAt: VersionVector? = nil) throws {
    self.site = site
    let cards = try site.index.states(of: Document.type, knownAt: knownAt)
      .filter { Envelope(of: $0.state).voiding == nil }
      .map { Document.Card(key: $0.key, values: $0.state.values) }
    let revisions = try site.index.records(of: DocumentRevision.type, knownAt: knownAt)
      .map { DocumentRevision($0.key, $0.state, $0.course) }
    let (acts, ground) = try site.index.slots()
    let known = acts.filter { knownAt?.contains($0.place.name) ?? true }
    board = DocumentBoard(
      cards: cards, revisions: revisions,
      lines: SlotFold(known, on: ground, knownAt: knownAt).lines)
  }

  /// What this node itself had written of when a day ended: its last commit of that day or before
  /// says what it knew.
  package static func knownAt(_ day: CivilDate, on site: Site) throws -> VersionVector {
    try site.index.known(by: site.chain, on: day.description)
  }

  /// The document with a number.
  ///
  /// - Throws: ``DocumentFault/unknown(_:)``, ``DocumentFault/twice(_:)``.
  package func one(_ number: String) throws(DocumentFault) -> Document {
    let found = board.documents.filter { $0.number == number && $0.card != nil }
    guard let first = found.first else { throw .unknown(number) }
    guard found.count == 1 else { throw .twice(number) }
    return first
  }

  /// The day documents are looked at by.
  package func today() throws -> String { try SlotAnswer.today(site) }
}

extension Document {
  /// One of its revisions.
  ///
  /// - Throws: ``DocumentFault/noVersion(_:version:known:)``.
  package func revision(_ version: String) throws(DocumentFault) -> DocumentRevision {
    guard let found = revisions.last(where: { $0.version == version }) else {
      throw .noVersion(number, version: version, known: revisions.map(\.version))
    }
    return found
  }

  /// The revision that is being worked on.
  ///
  /// - Throws: ``DocumentFault/noDraft(_:)``.
  package func working(_ version: String?) throws(DocumentFault) -> DocumentRevision {
    if let version { return try revision(version) }
    guard let draft else { throw .noDraft(number) }
    return draft
  }
}
