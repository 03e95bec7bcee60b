package import SiteModel

/// Which documents say something: the paragraphs that hold every word asked for.
///
/// Texts are read when they are asked for; nothing is kept of them beside the store.
package struct SearchDocuments {
  /// One version that says it, or that could not be read.
  package struct Found: Sendable {
    package let number: String
    package let title: String
    package let version: String
    package let isInForce: Bool
    /// The paragraphs, in their order.
    package let paragraphs: [String]
    /// Why its text could not be read; nil: it was.
    package let unread: Phrase?
  }

  /// - Parameters:
  ///   - words: all of them must stand in one paragraph; Latin letters of either case.
  ///   - everyVersion: looks at drafts and obsolete versions, too, not only at what is in force.
  package static func run(
    _ words: [String], everyVersion: Bool, _ phrases: PhraseBook, on site: Site
  ) throws -> [Found] {
    let documents = try Documents(on: site)
    let today = try documents.today()
    let reader = RevisionParagraphs(site, phrases)
    return documents.board.documents.flatMap { document -> [Found] in
      let current = document.inForce(on: today)?.revision
      let asked = everyVersion ? document.revisions : [current].compactMap { $0 }
      return asked.compactMap { revision in
        found(words, in: revision, of: document, current?.key == revision.key, reader)
      }
    }
  }

  private static func found(
    _ words: [String], in revision: DocumentRevision, of document: Document,
    _ isInForce: Bool, _ reader: RevisionParagraphs
  ) -> Found? {
    var (paragraphs, unread): ([String], Phrase?) = ([], nil)
    do {
      paragraphs = try reader.of(revision, document.number).filter { paragraph in
        let text = paragraph.lowercased()
        return words.allSatisfy { text.contains($0.lowercased()) }
      }
    } catch let fault as any Fault { unread = fault.phrase } catch {
      unread = Phrase("document.unread", ["reason": "\(error)"])
    }
    guard !paragraphs.isEmpty || unread != nil else { return nil }
    return Found(
      number: document.number, title: document.card?.values["title"]?.string ?? "",
      version: revision.version, isInForce: isInForce, paragraphs: paragraphs, unread: unread)
  }
}
