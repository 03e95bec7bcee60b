package import SiteModel

/// Why the text of a document cannot be read. The document itself is kept all the same.
package enum ExtractionFault: Fault, Equatable {
  /// No format whose text is read here.
  case noText(file: String, format: DocumentFormat)
  /// Its bytes are not what its own rules say; `part` is where.
  case damaged(file: String, part: String)
  /// Larger, or packed smaller, than a document ever is.
  case tooLarge(file: String, part: String)
  /// Sealed with a password.
  case sealed(file: String)
  /// A part that tries to reach outside: a document type, a path that leaves the archive.
  case reachesOut(file: String, part: String)
  /// The disk did not hand the file over; `why` is the system's own sentence.
  case unreadable(file: String, why: String)

  init(_ fault: WorkbookFault, _ format: DocumentFormat, file: String) {
    switch fault {
    case .unreadable(_, let why): self = .unreadable(file: file, why: why)
    case .sealed: self = .sealed(file: file)
    case .damaged(_, let part): self = .damaged(file: file, part: part)
    case .tooLarge(_, let part): self = .tooLarge(file: file, part: part)
    case .reachesOut(_, let part): self = .reachesOut(file: file, part: part)
    case .notWorkbook, .oldForm, .program: self = .noText(file: file, format: format)
    }
  }

  package var kind: FaultKind {
    switch self {
    case .reachesOut: .refused
    case .unreadable: .unavailable
    default: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .noText(let file, let format):
      Phrase("document.no-text", ["file": file, "format": format.rawValue])
    case .damaged(let file, let part): Phrase("document.damaged", ["file": file, "part": part])
    case .tooLarge(let file, let part):
      Phrase("document.too-large", ["file": file, "part": part])
    case .sealed(let file): Phrase("document.sealed", ["file": file])
    case .reachesOut(let file, let part):
      Phrase("document.reaches-out", ["file": file, "part": part])
    case .unreadable(let file, let why):
      Phrase("document.unreadable", ["file": file, "why": why])
    }
  }
}
