import Foundation
import Intake
import SiteModel

/// The text of a document's version in paragraphs, whatever kind of file it is.
struct RevisionParagraphs {
  private let site: Site
  private let phrases: PhraseBook

  /// - Parameter phrases: the language in which headers and footnotes are named.
  init(_ site: Site, _ phrases: PhraseBook) { (self.site, self.phrases) = (site, phrases) }

  /// - Throws: ``DocumentFault``; `ExtractionFault` and ``PDFTextFault`` where it cannot be read.
  func of(_ revision: DocumentRevision, _ number: String) throws -> [String] {
    let bytes = try DocumentText(of: revision, number, on: site).bytes()
    guard DocumentFormat(of: bytes, named: revision.file) == .pdf else {
      return try ExtractedText(of: bytes, named: revision.file)
        .paragraphs { phrases.text($0.phrase) }
    }
    // pdftotext reads a file; it is read where nobody else looks.
    let name = "karez-\(revision.key.id)-\(ProcessInfo.processInfo.processIdentifier).pdf"
    let copy = FileManager.default.temporaryDirectory.appending(path: name)
    defer { try? FileManager.default.removeItem(at: copy) }
    try Data(bytes).write(to: copy)
    return try PDFText().paragraphs(of: copy.path)
  }
}
