/// That a person of the plant found a factor's very value in its publication.
///
/// The factor keeps its mark: the confirmation stands beside it. One of another value or unit says
/// nothing about the factor.
package struct FactorConfirmation: Sendable, Hashable {
  /// The type of the records that hold them.
  package static let type = "factor-confirmation"

  /// Number or id of the record.
  package let record: String
  /// The signer's name on that day.
  package let by: String
  /// The day it was signed, as the signer's clock claims.
  package let on: String
  /// The document that was looked at.
  package let source: String
  /// Where in the document.
  package let page: String

  /// - Parameters:
  ///   - values: what was signed.
  ///   - signer: whoever signed it.
  ///   - claimed: the clock of the node then, RFC 3339.
  /// - Returns: nil if what was signed does not speak of the factor's value.
  package init?(
    _ values: [String: JSON], record: RecordKey, of factor: Factor, signer: String, claimed: String
  ) {
    guard values["value"]?.string == factor.text,
      values["unit"]?.string == factor.value.unit.symbol,
      let source = values["source"]?.string, let page = values["page"]?.string
    else { return nil }
    (self.record, by, on) = (record.description, signer, String(claimed.prefix(10)))
    (self.source, self.page) = (source, page)
  }

  /// `{"by","on","source","page","record"}`.
  package var json: JSON {
    [
      "by": .string(by), "on": .string(on), "source": .string(source), "page": .string(page),
      "record": .string(record),
    ]
  }
}
