package import Foundation
import Indexing
package import SiteModel
import Storage

/// Prints a document: cover, record of revisions and text. Every print is a copy that is registered
/// and logged first; it can be made again from its record, to the byte.
package struct PrintDocument {
  /// What a person asks for.
  package struct Wishes: Sendable {
    package var number: String
    /// nil: the version in force.
    package var version: String?
    /// The number of the copy; nil: the next one.
    package var copy: Int?
    /// Who is given it, a department and a person; nil: whoever prints.
    package var to: Recipient?
    /// For information only.
    package var isUncontrolled = false
    /// `paper`, `electronic` or `usb`.
    package var medium = "paper"
    package var language: Language

    package init(_ number: String, _ language: Language) {
      (self.number, self.language) = (number, language)
    }
  }

  /// A department, a person of it, or both.
  package struct Recipient: Sendable {
    package let department: String?
    package let person: String?

    package init(department: String? = nil, person: String? = nil) {
      (self.department, self.person) = (department, person)
    }
  }

  /// What was made.
  package struct Done: Sendable {
    package let copy: DocumentCopy
    /// Whether it was registered now, and is not one of before.
    package let isNew: Bool
    package let files: [String]
    /// What a person must know: programs that are not there, a copy that is out of date.
    package let notes: [Phrase]
  }

  /// Registers a copy and prints it into a folder.
  ///
  /// - Throws: ``DocumentFault``, ``DocumentPrintFault``, ``AccessFault``; then there is no copy.
  package static func run(_ wishes: Wishes, to folder: URL, on site: Site) throws -> Done {
    try check(folder, site)
    let (home, key) = try site.write { session in
      (session.site, try RegisterCopy(wishes, session).forPrinting())
    }
    guard let copy = try DocumentCopy.one(key, home) else {
      throw DocumentPrintFault.noCopy(wishes.number, copy: 0, known: [])
    }
    do { return try make(copy, isNew: true, to: folder, home, []) } catch {
      // The copy stands in the chain by now; the person must not give its number away again.
      let values = ["number": copy.document, "copy": String(copy.number)]
      site.surroundings.tell(Phrase("document-print.not-written", values))
      throw error
    }
  }

  /// Makes a copy again as its record says, so that a paper can be compared.
  ///
  /// - Throws: as ``run(_:to:on:)``.
  package static func again(
    _ copy: Int, of number: String, version: String? = nil, to folder: URL, on site: Site
  ) throws -> Done {
    try check(folder, site)
    let copy = try DocumentCopy.one(copy, of: number, version: version, on: site)
    let changed = try change(of: copy, site)
    try AccessLog(site).printed("\(DocumentRevision.type)/\(copy.revision)")
    return try make(
      copy, isNew: false, to: folder, site, [changed].compactMap { $0 })
  }

  /// What a person must know of a paper that is no longer what it says.
  private static func change(of copy: DocumentCopy, _ site: Site) throws -> Phrase? {
    let documents = try Documents(on: site)
    for document in documents.board.documents {
      guard let revision = document.revisions.first(where: { $0.key.id == copy.revision }) else {
        continue
      }
      let now = RegisterCopy.status(
        of: revision, document, try documents.today(),
        isUncontrolled: copy.status == .uncontrolled)
      guard now != copy.status else { return nil }
      return Phrase(
        "document-print.changed",
        within: [
          "then": [Phrase("document-print.status-\(copy.status.rawValue)")],
          "now": [Phrase("document-print.status-\(now.rawValue)")],
        ])
    }
    return nil
  }

  // Before anything is registered.
  private static func check(_ folder: URL, _ site: Site) throws {
    guard !site.layout.hides(folder) else { throw EnvelopeFault.ownFile(path: folder.path) }
    var (place, isFolder) = (folder.standardizedFileURL, ObjCBool(false))
    while !FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder),
      place.path != "/"
    { place.deleteLastPathComponent() }
    guard isFolder.boolValue, FileManager.default.isWritableFile(atPath: place.path) else {
      throw DocumentPrintFault.noFolder(folder.path)
    }
  }

  private static func make(
    _ copy: DocumentCopy, isNew: Bool, to folder: URL, _ site: Site, _ notes: [Phrase]
  ) throws -> Done {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let gathered = try GatherPaper(copy, site)
    let phrases = PhraseBook(copy.language, share: site.surroundings.share)
    let words = PrintWords(
      phrases: phrases, envelope: EnvelopeWords(site.schemas.envelope, copy.language),
      label: { _ in nil }, person: { _ in nil })
    var paper = try PaperFiles(gathered, DocumentCover(gathered.paper, words), folder)
    try gathered.text.check()
    try paper.write()
    // The text that was approved is never written: it is still what it was.
    try gathered.text.check()
    return Done(copy: copy, isNew: isNew, files: paper.files, notes: notes + paper.notes)
  }
}
