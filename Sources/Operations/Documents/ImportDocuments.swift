package import Foundation
import Indexing
package import SiteModel
import Storage

/// Takes in the documents a house has: those in force with their numbers, versions and days as
/// history (历史补录), the others as drafts. Every row is judged.
package struct ImportDocuments {
  /// What a row is.
  package struct Verdict: Sendable {
    /// What becomes of it.
    package enum Kind: String, Sendable, CaseIterable {
      case history, draft, same, refused
    }

    /// As the person counts, from 1.
    package let row: Int
    package let number: String
    package let kind: Kind
    package let why: Phrase?
    let document: ListedDocument?
  }

  private let session: WriteSession

  /// - Parameters:
  ///   - folder: where the files of the list are.
  ///   - accepts: whether they are written; else the rows are judged only.
  /// - Throws: ``DocumentListFault/noHeadings(file:)``; what refuses the signature of history.
  package static func run(
    _ list: URL, in folder: URL, accepts: Bool, on site: Site
  ) throws -> [Verdict] {
    let rows = try DocumentList(list).table.rows
    guard accepts else { return try judged(rows, folder, site) }
    return try site.write { session in
      let verdicts = try judged(rows, folder, session.site)
      let importing = ImportDocuments(session: session)
      if verdicts.contains(where: { $0.kind == .history }) {
        try DocumentController.check(session.site)
      }
      let drafts = verdicts.filter { [.history, .draft].contains($0.kind) }
      for verdict in drafts { try importing.begin(verdict) }
      let documents = try Documents(on: session.site)
      for verdict in verdicts where verdict.kind == .history || verdict.kind == .same {
        try importing.backfill(verdict, documents)
      }
      return verdicts
    }
  }

  private static func judged(
    _ rows: [NamedTable<DocumentList.Column>.Row], _ folder: URL, _ site: Site
  ) throws -> [Verdict] {
    let schema = try site.schemas.schema(of: Document.type)
    let board = try Documents(on: site).board
    var seen: [String: Int] = [:]
    return rows.map { row in
      do {
        let listed = try ListedDocument(row, in: folder, by: schema)
        if let before = seen.updateValue(row.number, forKey: listed.number) {
          throw DocumentListFault.twice(number: listed.number, row: before)
        }
        let kind = try kind(of: listed, board, site)
        return Verdict(
          row: row.number, number: listed.number, kind: kind, why: nil, document: listed)
      } catch {
        let why =
          (error as? any Fault)?.phrase
          ?? Phrase("system.failed", ["detail": String(describing: error)])
        return Verdict(
          row: row.number, number: row[.number], kind: .refused, why: why, document: nil)
      }
    }
  }

  private static func kind(
    of listed: ListedDocument, _ board: DocumentBoard, _ site: Site
  ) throws -> Verdict.Kind {
    let known = board.documents.first { $0.number == listed.number && $0.card != nil }
    guard let known else { return listed.effective == nil ? .draft : .history }
    let bytes = try site.contents.stage(listed.file.path)
    let version = listed.version ?? known.revisions.first?.version ?? ""
    let isHeld = known.revisions.contains {
      $0.version == version && $0.content == bytes.sha256
    }
    guard isHeld else { throw DocumentListFault.differs(number: listed.number, version: version) }
    return .same
  }

  private func begin(_ verdict: Verdict) throws {
    guard let listed = verdict.document else { return }
    var wishes = WriteDocument.Wishes(listed.number)
    (wishes.card, wishes.revision) = (listed.card, listed.revision)
    (wishes.version, wishes.file) = (listed.version, listed.file.path)
    try WriteDocument.begin(wishes, session)
  }

  /// Signs what is history and puts it in force; what an interrupted run left is taken up again.
  private func backfill(_ verdict: Verdict, _ documents: Documents) throws {
    guard let listed = verdict.document, let day = listed.effective else { return }
    let document = try documents.one(listed.number)
    guard let draft = document.revisions.last(where: { $0.isHistorical && $0.isOpen }) else {
      return
    }
    try ReleaseDocument(document, among: documents, session)
      .put(draft, "backfill", day, reason: "历史补录")
  }
}
