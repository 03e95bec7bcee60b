import SiteModel

/// A row of a table of which nothing is taken, because this row is refused.
package struct RefusedRow: Sendable, Equatable {
  /// As the person counts, from 1.
  let line: Int
  let why: Phrase

  /// The row and the reason, as one sentence among others.
  var phrase: Phrase {
    Phrase("reading.row", ["line": String(line)], within: ["why": [why]])
  }
}
