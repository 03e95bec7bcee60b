package import SiteModel

/// Why a workbook, or a table in a text file, cannot be read as a whole.
package enum WorkbookFault: Fault, Equatable {
  /// The disk did not hand the file over; `why` is the system's own sentence.
  case unreadable(file: String, why: String)
  /// Neither a workbook of the form XLSX nor anything that holds one.
  case notWorkbook(file: String)
  /// The binary form of Excel up to 2003.
  case oldForm(file: String)
  /// Sealed with a password.
  case sealed(file: String)
  /// The ZIP archive, or one part in it, is not as its own rules say.
  case damaged(file: String, part: String)
  /// It would unpack to more than a workbook ever is.
  case tooLarge(file: String, part: String)
  /// It carries a program (macros), which a table of readings has no need of.
  case program(file: String)
  /// A part that tries to reach outside: a document type, a path that leaves the archive.
  case reachesOut(file: String, part: String)

  package var kind: FaultKind {
    switch self {
    case .unreadable: .unavailable
    case .reachesOut, .program: .refused
    default: .invalid
    }
  }

  package var phrase: Phrase {
    switch self {
    case .unreadable(let file, let why):
      Phrase("intake.unreadable", ["file": file, "why": why])
    case .notWorkbook(let file): Phrase("workbook.not-workbook", ["file": file])
    case .oldForm(let file): Phrase("workbook.old-form", ["file": file])
    case .sealed(let file): Phrase("workbook.sealed", ["file": file])
    case .damaged(let file, let part): Phrase("workbook.damaged", ["file": file, "part": part])
    case .tooLarge(let file, let part):
      Phrase("workbook.too-large", ["file": file, "part": part])
    case .program(let file): Phrase("workbook.program", ["file": file])
    case .reachesOut(let file, let part):
      Phrase("workbook.reaches-out", ["file": file, "part": part])
    }
  }
}
