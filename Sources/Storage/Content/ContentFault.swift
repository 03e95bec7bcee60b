package import SiteModel

/// Why a file of a person cannot be taken in.
package enum ContentFault: Fault, Equatable {
  /// The person's file cannot be opened.
  case unreadable(path: String, detail: String)
  /// It is a folder, a device, a pipe.
  case noFile(path: String)
  /// It is a symbolic link, whose target may be another one tomorrow.
  case symbolicLink(path: String)
  /// There is no byte in it.
  case empty(path: String)
  /// It was written to while it was read.
  case changed(path: String)

  package var kind: FaultKind {
    switch self {
    case .unreadable, .noFile, .symbolicLink, .empty: .invalid
    case .changed: .unavailable
    }
  }

  package var phrase: Phrase {
    switch self {
    case .unreadable(let path, let detail):
      Phrase("content.unreadable", ["path": path, "detail": detail])
    case .noFile(let path): Phrase("content.no-file", ["path": path])
    case .symbolicLink(let path): Phrase("content.symbolic-link", ["path": path])
    case .empty(let path): Phrase("content.empty", ["path": path])
    case .changed(let path): Phrase("content.changed", ["path": path])
    }
  }
}
