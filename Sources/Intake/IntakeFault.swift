package import SiteModel

/// Why a foreign file, or the plan to read it, cannot be used as a whole.
package enum IntakeFault: Fault, Equatable {
  /// The file's first bytes say that it is something else than text.
  case notText(file: String, looksLike: String)
  /// No delimiter gives the file's rows two columns or more.
  case notATable(file: String)
  /// The disk did not hand the file over; `why` is the system's own sentence.
  case unreadable(file: String, why: String)
  /// A row is longer than 1 MiB; `row` counts from 1. Nothing behind it was read.
  case rowTooLong(file: String, row: Int)
  /// The pieces of a file have more than 65,536 points together.
  case tooManyPoints
  /// A saved profile has no such field, or its value cannot be read.
  case profileField(String)
  /// The plan leaves open what its kind and label need.
  case planIncomplete(field: String)

  package var kind: FaultKind {
    if case .unreadable = self { .unavailable } else { .invalid }
  }

  package var phrase: Phrase {
    switch self {
    case .notText(let file, let looksLike):
      Phrase("intake.not-text", ["file": file, "looks-like": looksLike])
    case .notATable(let file): Phrase("intake.not-a-table", ["file": file])
    case .unreadable(let file, let why):
      Phrase("intake.unreadable", ["file": file, "why": why])
    case .rowTooLong(let file, let row):
      Phrase("intake.row-too-long", ["file": file, "row": String(row)])
    case .tooManyPoints: Phrase("intake.too-many-points", ["limit": "65536"])
    case .profileField(let field): Phrase("intake.profile-field", ["field": field])
    case .planIncomplete(let field): Phrase("intake.plan-incomplete", ["field": field])
    }
  }
}
