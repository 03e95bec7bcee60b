import Foundation
import Intake
package import SiteModel

/// What changed between two versions of a document, word by word.
package struct CompareDocument {
  /// The comparison, and what the versions are called.
  package struct Answer: Sendable {
    package let comparison: WordComparison
    package let old: String
    package let new: String
  }

  /// - Parameter phrases: the language in which headers and footnotes are named.
  /// - Throws: ``DocumentFault``; `ExtractionFault` and ``PDFTextFault`` where a text cannot be read.
  package static func run(
    _ number: String, _ old: String, _ new: String, _ phrases: PhraseBook, on site: Site
  ) throws -> Answer {
    let document = try Documents(on: site).one(number)
    let texts = try [old, new].map { version in
      try paragraphs(of: document.revision(version), number, phrases, site)
    }
    return Answer(
      comparison: WordComparison(texts[0], texts[1]), old: "\(number) \(old)",
      new: "\(number) \(new)")
  }

  private static func paragraphs(
    of revision: DocumentRevision, _ number: String, _ phrases: PhraseBook, _ site: Site
  ) throws -> [String] {
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
