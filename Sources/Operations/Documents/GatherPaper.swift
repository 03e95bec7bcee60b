import Foundation
import Indexing
import SiteModel
import Storage

/// Gathers what the cover of a copy says: from its record, and from what the node that printed it
/// knew then, so that it says the same for ever.
struct GatherPaper {
  let paper: DocumentPaper
  let text: DocumentText
  /// The suffix of the text's file, small letters.
  let suffix: String

  init(_ copy: DocumentCopy, _ site: Site) throws {
    let known = copy.entry.past
    let documents = try Documents(on: site, knownAt: known)
    let document = documents.board.documents.first { document in
      document.revisions.contains { $0.key.id == copy.revision }
    }
    guard let document,
      let revision = document.revisions.first(where: { $0.key.id == copy.revision }),
      let content = revision.content
    else { throw DocumentFault.noVersion(copy.document, version: copy.version, known: []) }
    let people = PaperNames(site: site, known: known)
    let history = PaperHistory(document: document, people: people)
    text = DocumentText(of: revision, document.number, on: site)
    suffix = ContentName.suffix(URL(filePath: revision.file).pathExtension)
    paper = DocumentPaper(
      number: copy.document, version: copy.version, title: revision.title, file: revision.file,
      content: content, status: copy.status, copy: copy.number,
      recipient: try people.recipient(of: copy), approvals: try history.approvals(of: revision),
      signers: revision.isHistorical ? revision.state.values["signers"]?.string : nil,
      released: history.released(revision), effective: history.effective(revision),
      intended: revision.state.values["effectiveOn"]?.string,
      revisions: try history.rows(with: revision),
      stamp: .init(
        organisation: try people.organisation(), at: copy.printedAt, asOf: copy.asOf,
        by: try people.author(copy.entry.entry.by), node: copy.node, facts: copy.facts))
  }
}

/// What people, departments and the house were called by what a node knew.
struct PaperNames {
  let site: Site
  let known: VersionVector

  private func name(_ type: String, _ id: String) throws -> String? {
    guard let key = RecordKey(type: type, id: id) else { return nil }
    return try site.index.state(of: key, knownAt: known).values["name"]?.string
  }

  func author(_ id: String) throws -> String {
    try name(Person.type, id) ?? name("site", id) ?? id
  }

  func recipient(of copy: DocumentCopy) throws -> String {
    let department = try copy.department.map { try name("department", $0) ?? $0 }
    let person = try copy.recipient.map { try author($0) }
    return [department, person].compactMap { $0 }.joined(separator: " · ")
  }

  // The entity's own record, or the name its site was made with.
  func organisation() throws -> String {
    let all = try site.index.states(of: "organisation", knownAt: known).map(\.state.values)
    let named = all.first { $0["shortCode"]?.string == site.entity } ?? all.first
    let own = try site.index.state(of: .site(site.name), knownAt: known).values["name"]?.string
    return named?["name"]?.string ?? own ?? site.name
  }
}

/// Who signed what about the revisions of a document.
struct PaperHistory {
  let document: Document
  let people: PaperNames

  // A place of the block, and the acts that fill it; what has a name of its own is shown by it.
  private static let roles = [
    ("prepare", ["submit"]), ("review", ["review"]), ("countersign", ["countersign"]),
    ("approve", ["approve", "approve-alone"]),
  ]

  /// The acts since the draft was last given back; before them nobody stands behind the text.
  private func acts(of revision: DocumentRevision) -> ArraySlice<JudgedAct> {
    let acts = revision.acts
    let back = acts.lastIndex { $0.act.action == "return" }
    return acts[(back.map { $0 + 1 } ?? 0)...]
  }

  func approvals(of revision: DocumentRevision) throws -> [DocumentPaper.Approval] {
    let acts = acts(of: revision)
    func signed(_ role: String, _ actions: [String]) -> [DocumentPaper.Approval] {
      acts.filter { actions.contains($0.act.action) }.map { act in
        .init(
          role: act.act.action == "approve-alone" ? "approve-alone" : role,
          name: act.act.signer.name, post: act.act.signer.post,
          act: (act.identity, act.act.place.claimed))
      }
    }
    if revision.isHistorical { return signed("backfill", ["backfill"]) }
    return try Self.roles.flatMap { role, actions -> [DocumentPaper.Approval] in
      let found = signed(role, actions)
      guard found.isEmpty else { return found }
      return [.init(role: role, name: role == "prepare" ? try author(of: revision) : nil)]
    }
  }

  private func author(of revision: DocumentRevision) throws -> String? {
    try revision.state.values["preparedBy"]?.string.map { try people.author($0) }
  }

  /// The day somebody released it; for history nobody says.
  func released(_ revision: DocumentRevision) -> String? {
    let act = revision.acts.first { $0.act.action == "release" }
    return act.map { String($0.act.place.claimed.prefix(10)) }
  }

  /// The day it came or comes into force.
  func effective(_ revision: DocumentRevision) -> String? {
    let act = document.line?.acts.first(where: revision.wasReleased)
    return revision.isHistorical ? act?.stated : act?.day
  }

  /// All that were ever put in force, and the one that is printed.
  func rows(with printed: DocumentRevision) throws -> [DocumentPaper.Revision] {
    let rows = document.revisions.filter {
      $0.key == printed.key || document.line?.acts.contains(where: $0.wasReleased) == true
    }
    return try rows.map { revision in
      let approver = acts(of: revision).last { $0.act.action.hasPrefix("approve") }
      let signers = revision.state.values["signers"]?.string
      return .init(
        version: revision.version, day: released(revision) ?? effective(revision),
        summary: revision.summary, sections: revision.state.values["sections"]?.string ?? "",
        author: try author(of: revision) ?? signers ?? "／",
        approver: approver?.act.signer.name ?? (revision.isHistorical ? signers : nil) ?? "／")
    }
  }
}
