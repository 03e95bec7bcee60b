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
      try RevisionParagraphs(site, phrases).of(document.revision(version), number)
    }
    return Answer(
      comparison: WordComparison(texts[0], texts[1]), old: "\(number) \(old)",
      new: "\(number) \(new)")
  }
}
