package import SiteModel

/// One text of the library: a document, a rule set, a factor, a legal text.
package struct LibraryText: Sendable {
  /// What kind of text it is.
  package enum Kind: String, Sendable, CaseIterable {
    case document
    case rules = "rule-set"
    case factor
    /// What headquarters keep for every site by its type: the register of legal texts.
    case register
  }

  package let kind: Kind
  /// Its record.
  package let key: RecordKey
  /// The number or code that people use.
  package let number: String
  package let title: BilingualText
  /// The version that counts; nil for a document that was never released.
  package let version: String?
  /// Where signed acts have brought it; none for what nobody signs.
  package let states: [String]
  /// The newest entry about it: whoever holds this has the text as it stands.
  package let entry: EntryName
}
