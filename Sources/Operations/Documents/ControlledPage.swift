import Foundation
import SiteModel
import Storage

/// `controlled/00-现行清单.html`: what is in force, since when, and what changes next.
struct ControlledPage {
  static let name = "00-现行清单.html"

  /// One line.
  struct Row {
    let document: Document
    /// nil where nothing is in force yet.
    let inForce: Document.InForce?
    let next: (day: String, inForce: Document.InForce?)?
    /// Why there is no copy of it.
    let problem: Phrase?

    init(
      _ document: Document, _ inForce: Document.InForce?,
      _ next: (day: String, inForce: Document.InForce?)?, _ problem: Phrase?
    ) {
      (self.document, self.inForce, self.next, self.problem) = (document, inForce, next, problem)
    }
  }

  private let rows: [Row]
  private let site: Site
  private let words: [PhraseBook]

  init(_ rows: [Row], on site: Site) {
    (self.rows, self.site) = (rows, site)
    words = [.zh, .en].map { PhraseBook($0, share: site.surroundings.share) }
  }

  func write() throws {
    let clock = site.surroundings.clock.now()
    let stamp = Phrase(
      "controlled.as-of",
      ["at": clock.instant.text(at: clock.offset), "node": site.chain, "site": site.name])
    let columns = ["number", "title", "version", "since", "next", "hash"]
    let head = HTML(
      .tr, columns.map { HTML(.th, [.text(both(Phrase("controlled.\($0)")))]) })
    let style = PrintStyle(
      .init(title: "00-现行清单", number: site.name, form: "", warning: "", page: ("", "/", "")))
    let page = HTML.page(
      "00-现行清单", .zh, style,
      [
        HTML(.h1, [.text(both(Phrase("controlled.heading")))]),
        HTML(.p, [.value(both(stamp))]),
        HTML(.table, .rows, [HTML(.thead, [head]), HTML(.tbody, rows.map(line))]),
        HTML(.p, .note, [.text(both(Phrase("controlled.hint")))]),
      ])
    let path = site.layout.controlled.appending(path: Self.name).path
    try AtomicFile.write(Array(page.utf8), to: path, permissions: 0o444)
  }

  private func both(_ phrase: Phrase) -> String {
    words.map { $0.text(phrase) }.joined(separator: " ")
  }

  private func line(_ row: Row) -> HTML {
    let problem = row.problem.map { HTML(.span, .broken, [.text(both($0))]) } ?? .nothing
    let isHistory = row.inForce?.revision?.isHistorical ?? false
    let history: HTML = isHistory ? .text(both(Phrase("controlled.history"))) : .nothing
    let cells: [HTML] = [
      .value(row.document.number), .value(row.document.title),
      HTML.joined([.value(row.inForce?.version ?? "／"), history, problem], by: " "),
      .value(row.inForce?.act.day ?? "／"), .value(next(row)),
      HTML(.span, .hash, [.text(String(row.inForce?.text.description.prefix(16) ?? "／"))]),
    ]
    return HTML(.tr, cells.map { HTML(.td, [$0]) })
  }

  private func next(_ row: Row) -> String {
    guard let next = row.next else { return "／" }
    return "\(next.day) \(next.inForce?.version ?? both(Phrase("controlled.withdrawn")))"
  }
}
