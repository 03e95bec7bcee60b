package import SiteModel

/// Why a key file cannot be used.
package enum KeyFault: Fault, Equatable {
  /// There is no key file here.
  case missing(path: String)
  /// The file is not an OpenSSH private key of Ed25519, or it is damaged.
  case unreadable(path: String)
  /// The file is sealed with a passphrase that this way of reading does not ask for.
  case sealed(path: String)
  /// Others than the owner may read the file, so the key may be known.
  case exposed(path: String)
  /// The bytes are no Ed25519 key.
  case malformed

  package var kind: FaultKind {
    switch self {
    case .missing, .unreadable, .sealed, .malformed: .invalid
    case .exposed: .refused
    }
  }

  package var phrase: Phrase {
    switch self {
    case .missing(let path): Phrase("key.missing", ["path": path])
    case .unreadable(let path): Phrase("key.unreadable", ["path": path])
    case .sealed(let path): Phrase("key.sealed", ["path": path])
    case .exposed(let path): Phrase("key.exposed", ["path": path])
    case .malformed: Phrase("key.malformed")
    }
  }
}
