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
  /// The passphrase does not open the key, or the file was changed: nobody can tell which.
  case wrongPassphrase
  /// Too many wrong passphrases; the next may be tried after so many seconds.
  case waiting(seconds: Int64)
  /// A new passphrase is too short, too long, or holds characters that cannot be typed.
  case weakPassphrase(least: Int)
  /// Opening a key takes memory, and there is not enough.
  case noMemory

  package var kind: FaultKind {
    switch self {
    case .missing, .unreadable, .sealed, .malformed, .weakPassphrase: .invalid
    case .exposed, .wrongPassphrase: .refused
    case .waiting, .noMemory: .unavailable
    }
  }

  package var phrase: Phrase {
    switch self {
    case .missing(let path): Phrase("key.missing", ["path": path])
    case .unreadable(let path): Phrase("key.unreadable", ["path": path])
    case .sealed(let path): Phrase("key.sealed", ["path": path])
    case .exposed(let path): Phrase("key.exposed", ["path": path])
    case .malformed: Phrase("key.malformed")
    case .wrongPassphrase: Phrase("key.wrong-passphrase")
    case .waiting(let seconds): Phrase("key.waiting", ["seconds": String(seconds)])
    case .weakPassphrase(let least): Phrase("key.weak-passphrase", ["least": String(least)])
    case .noMemory: Phrase("key.no-memory")
    }
  }
}
