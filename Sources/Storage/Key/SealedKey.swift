import Crypto
import Foundation
import SiteModel

/// A person's key that only a passphrase opens.
///
/// The file is one object of canonical JSON and a line feed, mode 0600. Bytes are in base64.
///
/// | member | meaning |
/// | --- | --- |
/// | `format` | 1 |
/// | `kdf`, `n`, `r`, `p` | `scrypt` and its parameters: n a power of two from 2^14 to 2^18, r 8, p 1 |
/// | `salt` | 16 bytes, random |
/// | `aead` | `chacha20-poly1305` (RFC 8439), with the 32 bytes that scrypt gives |
/// | `nonce` | 12 bytes, random |
/// | `public` | `ssh-ed25519 AAAA…`, the key's public line |
/// | `sealed` | 32 bytes of the seed, encrypted, and 16 of the tag |
///
/// The tag also covers the canonical JSON of all other members. Whoever changes a parameter or the
/// public line makes a file that no passphrase opens.
package struct SealedKey: Sendable, Equatable {
  /// Readable without the passphrase.
  package let publicKey: SSHPublicKey
  /// What one try costs.
  package let cost: SealingCost
  private let salt: [UInt8]
  private let nonce: [UInt8]
  private let sealed: [UInt8]

  /// Seals a key with fresh salt and nonce.
  ///
  /// - Throws: ``KeyFault/noMemory`` if scrypt did not get the memory it needs.
  package init(
    sealing key: SSHKey, by passphrase: Passphrase, cost: SealingCost = .standard
  ) throws(KeyFault) {
    (publicKey, self.cost) = (key.publicKey, cost)
    salt = Self.random(16)
    nonce = Self.random(12)
    guard let secret = cost.key(from: passphrase, salt: salt) else { throw .noMemory }
    let header = Self.header(key.publicKey, cost, salt, nonce)
    do {
      let box = try ChaChaPoly.seal(
        key.seed, using: secret, nonce: ChaChaPoly.Nonce(data: nonce),
        authenticating: Array(JSON.object(header).canonical.utf8))
      sealed = Array(box.ciphertext + box.tag)
    } catch { throw .malformed }
  }

  /// Opens the key.
  ///
  /// Takes ``cost`` in memory and the better part of a second; whoever asks a person goes through
  /// ``KeyTries``, which slows guessing.
  ///
  /// - Throws: ``KeyFault/wrongPassphrase``, also where the file was changed: nothing tells which.
  package func open(by passphrase: Passphrase) throws(KeyFault) -> SSHKey {
    guard let secret = cost.key(from: passphrase, salt: salt) else { throw .noMemory }
    let header = Self.header(publicKey, cost, salt, nonce)
    do {
      let box = try ChaChaPoly.SealedBox(
        nonce: ChaChaPoly.Nonce(data: nonce), ciphertext: sealed.prefix(32),
        tag: sealed.suffix(16))
      let seed = try ChaChaPoly.open(
        box, using: secret, authenticating: Array(JSON.object(header).canonical.utf8))
      let key = try SSHKey(seed: Array(seed))
      guard key.publicKey == publicKey else { throw KeyFault.wrongPassphrase }
      return key
    } catch { throw .wrongPassphrase }
  }

  private static func header(
    _ key: SSHPublicKey, _ cost: SealingCost, _ salt: [UInt8], _ nonce: [UInt8]
  ) -> [String: JSON] {
    [
      "aead": "chacha20-poly1305", "format": 1, "kdf": "scrypt",
      "n": .number(String(cost.rounds)), "r": 8, "p": 1, "public": .string(key.line),
      "salt": .string(Data(salt).base64EncodedString()),
      "nonce": .string(Data(nonce).base64EncodedString()),
    ]
  }

  private static func random(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max) }
  }
}

extension SealedKey {
  /// The file's text.
  package var text: String {
    var members = Self.header(publicKey, cost, salt, nonce)
    members["sealed"] = .string(Data(sealed).base64EncodedString())
    return JSON.object(members).canonical + "\n"
  }

  /// Reads the file's text; nil for anything that ``text`` cannot have been, to the byte.
  package init?(text: String) {
    guard text.utf8.count < 4096, let json = try? JSON.parse(text),
      let key = json["public"]?.string.flatMap({ SSHPublicKey(line: $0) }),
      let cost = json["n"]?.number.flatMap({ Int($0) }).flatMap({ SealingCost(rounds: $0) }),
      let salt = json["salt"]?.bytes(16), let nonce = json["nonce"]?.bytes(12),
      let sealed = json["sealed"]?.bytes(48)
    else { return nil }
    (publicKey, self.cost, self.salt, self.nonce, self.sealed) = (key, cost, salt, nonce, sealed)
    // Format, algorithms and parameters that this version does not know differ here.
    guard self.text == text else { return nil }
  }

  /// Writes the key for its owner's eyes only (0600), and its public line beside it, `.pub`.
  ///
  /// - Parameters:
  ///   - path: replaced if it exists, as when the passphrase is changed.
  ///   - comment: ends the public line, such as the person's id.
  package func write(to path: String, comment: String) throws(StoreFault) {
    try AtomicFile.write(Array(text.utf8), to: path, permissions: 0o600)
    try AtomicFile.write(Array("\(publicKey.line) \(comment)\n".utf8), to: path + ".pub")
  }

  /// Reads a key file without opening it.
  ///
  /// - Throws: ``KeyFault``; a file that others may read is refused, as ssh does.
  package static func read(from path: String) throws(KeyFault) -> SealedKey {
    let bytes = try SSHKey.privateBytes(at: path)
    guard let text = String(validating: bytes, as: UTF8.self), let key = SealedKey(text: text)
    else { throw .unreadable(path: path) }
    return key
  }
}

extension JSON {
  /// So many bytes in base64.
  fileprivate func bytes(_ count: Int) -> [UInt8]? {
    guard let data = string.flatMap({ Data(base64Encoded: $0) }), data.count == count
    else { return nil }
    return Array(data)
  }
}
