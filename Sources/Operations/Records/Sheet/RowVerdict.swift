package import SiteModel

/// What an import makes of one row.
package struct RowVerdict: Sendable {
  /// The five things a row can be.
  package enum Kind: String, Sendable, CaseIterable {
    case new, changed, same
    /// The record shows something else than the sheet was made from, in a field the row changes.
    case stale
    case refused
  }

  /// As the person counts, from 1.
  package let row: Int
  /// The record; of a new one the id it will have.
  package var key: RecordKey?
  /// The number or name a person knows it by.
  package var label = ""
  /// What would be written, by column.
  package var changes: [Change] = []
  /// What is not written because the sheet did not show what stands there now.
  package var stale: [Stale] = []
  /// Why nothing of the row is written; empty unless it is refused.
  package var refusals: [Refusal] = []
  /// Whether the record is not there yet.
  package var isNew = false
  var entry: Entry?

  init(row: Int) { self.row = row }

  package var kind: Kind {
    if !refusals.isEmpty { return .refused }
    if !stale.isEmpty { return .stale }
    return isNew ? .new : changes.isEmpty ? .same : .changed
  }

  /// A field that gets another value.
  package struct Change: Sendable {
    /// The column's name: the field, or `field.member`.
    package let column: String
    package let title: BilingualText
    /// Nil: no value.
    package let old: JSON?
    package let new: JSON?
    /// Whether a formula of the sheet made the value.
    package let isComputed: Bool
  }

  /// A field that shows something else than the sheet showed.
  package struct Stale: Sendable {
    package let column: String
    package let title: BilingualText
    /// What the sheet was made from, where the record still tells.
    package let shown: JSON?
    package let now: JSON?
    package let wanted: JSON?
  }

  /// Something that keeps a row out.
  package struct Refusal: Sendable {
    /// Nil where it is the row as a whole.
    package let column: String?
    package let title: BilingualText?
    package let why: Phrase
  }
}
