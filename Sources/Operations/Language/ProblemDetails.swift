package import SiteModel
import Sync

/// Faults as problem details (RFC 9457), for programs and other nodes.
package struct ProblemDetails: Sendable {
  private let books: [PhraseBook]

  package init(_ share: Share) {
    books = Language.allCases.map { PhraseBook($0, share: share) }
  }

  /// `{detail, kind, phrase, status, title, type}`: title in Chinese, detail in English, and the phrase
  /// by its key and values.
  package func json(_ fault: any Fault, status: Int) -> JSON {
    let texts = books.map { $0.text(fault.phrase) }
    return [
      "type": "about:blank", "status": .number(String(status)),
      "title": .string(texts.first ?? ""), "detail": .string(texts.last ?? ""),
      "kind": .string(fault.kind.rawValue), "phrase": fault.phrase.json,
    ]
  }
}
