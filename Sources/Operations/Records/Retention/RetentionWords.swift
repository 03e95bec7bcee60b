package import SiteModel

/// Says when keeping a record ends, or why nobody knows.
package enum RetentionWords {
  /// - Parameter end: nil: the record is not closed, or its type does not say.
  package static func phrase(of end: RetentionEnd?) -> Phrase {
    switch end {
    case nil: Phrase("retention.not-closed")
    case .never: Phrase("retention.never")
    case .last(let day): Phrase("retention.until", ["day": day.description])
    case .unknown(let why): Phrase("retention.unknown", within: ["why": [phrase(of: why)]])
    }
  }

  /// What is missing.
  package static func phrase(of why: RetentionEnd.Unknown) -> Phrase {
    Phrase("retention.why-\(why.rawValue)")
  }
}
