package import SiteModel

/// Why a document is not printed.
package enum DocumentPrintFault: Fault, Equatable {
  /// The draft has no file yet.
  case noText(String, version: String)
  /// Nobody was named who receives the copy, and nobody is at the door.
  case noRecipient(String)
  /// The number was given to another copy.
  case copyTaken(String, copy: Int, next: Int)
  /// No copy has this number.
  case noCopy(String, copy: Int, known: [Int])
  /// Nodes that had not met gave one number twice, and this node gave none of them, or both.
  case copyTwice(String, copy: Int, nodes: [String])
  /// Nothing can be written there.
  case noFolder(String)
  /// A text that no QR code holds.
  case noCode(String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noText(let number, let version):
      Phrase("document-print.no-text", ["number": number, "version": version])
    case .noRecipient(let number): Phrase("document-print.no-recipient", ["number": number])
    case .copyTaken(let number, let copy, let next):
      Phrase(
        "document-print.copy-taken",
        ["number": number, "copy": String(copy), "next": String(next)])
    case .noCopy(let number, let copy, let known):
      Phrase(
        "document-print.no-copy",
        [
          "number": number, "copy": String(copy),
          "known": known.isEmpty ? "—" : known.map(String.init).joined(separator: ", "),
        ])
    case .copyTwice(let number, let copy, let nodes):
      Phrase(
        "document-print.copy-twice",
        ["number": number, "copy": String(copy), "nodes": nodes.joined(separator: ", ")])
    case .noFolder(let path): Phrase("document-print.no-folder", ["path": path])
    case .noCode(let text): Phrase("document-print.no-code", ["text": text])
    }
  }
}
