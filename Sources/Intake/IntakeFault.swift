package import SiteModel

/// Why a foreign file as a whole cannot be read.
package enum IntakeFault: Fault, Equatable {
  /// The file's first bytes say that it is something else than its name.
  case notText(file: String, looksLike: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .notText(let file, let looksLike):
      Phrase("intake.not-text", ["file": file, "looks-like": looksLike])
    }
  }
}
