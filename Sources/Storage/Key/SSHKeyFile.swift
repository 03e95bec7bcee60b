import Foundation

/// The file form of a key: `openssh-key-v1` without a passphrase, as stock ssh-keygen reads it.
extension SSHKey {
  /// Writes the key for its owner's eyes only (0600).
  ///
  /// - Parameter comment: printed by `ssh-keygen -lf`, such as the chain's id.
  package func write(to path: String, comment: String) throws(StoreFault) {
    let text = Armor.privateKey.wrap(fileBytes(comment: comment))
    try AtomicFile.write(Array(text.utf8), to: path, permissions: 0o600)
  }

  /// Reads a key file.
  ///
  /// - Throws: ``KeyFault``; a file that others may read is refused, as ssh does.
  package static func read(from path: String) throws(KeyFault) -> SSHKey {
    let data = try privateBytes(at: path)
    guard let text = String(validating: data, as: UTF8.self),
      let bytes = Armor.privateKey.unwrap(text)
    else { throw .unreadable(path: path) }
    return try SSHKey(fileBytes: bytes, path: path)
  }

  /// The bytes of a file that only its owner may read; at most 64 KiB.
  static func privateBytes(at path: String) throws(KeyFault) -> [UInt8] {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .missing(path: path) }
    guard status.st_mode & 0o077 == 0 else { throw .exposed(path: path) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 16,
      let data = FileManager.default.contents(atPath: path)
    else { throw .unreadable(path: path) }
    return Array(data)
  }

  private static let magic = Array("openssh-key-v1\0".utf8)

  private func fileBytes(comment: String) -> [UInt8] {
    var secret = SSHWriter()
    // Twice the same number: whoever opens a sealed file sees by it that the passphrase was right.
    let check = UInt32.random(in: .min ... .max)
    secret.number(check)
    secret.number(check)
    secret.string("ssh-ed25519")
    secret.string(publicKey.bytes)
    secret.string(seed + publicKey.bytes)
    secret.string(comment)
    let padding = (8 - secret.bytes.count % 8) % 8
    secret.raw((0..<padding).map { UInt8($0 + 1) })
    var writer = SSHWriter()
    writer.raw(Self.magic)
    writer.string("none")
    writer.string("none")
    writer.string("")
    writer.number(1)
    writer.string(publicKey.blob)
    writer.string(secret.bytes)
    return writer.bytes
  }

  private init(fileBytes: [UInt8], path: String) throws(KeyFault) {
    var reader = SSHReader(fileBytes)
    guard reader.raw(Self.magic.count) == Self.magic, let cipher = reader.text(),
      let derivation = reader.text(), reader.string() != nil, reader.number() == 1,
      let publicBlob = reader.string(), let secret = reader.string()
    else { throw .unreadable(path: path) }
    guard cipher == "none", derivation == "none" else { throw .sealed(path: path) }
    var inner = SSHReader(secret)
    guard let first = inner.number(), first == inner.number(),
      inner.expect("ssh-ed25519") != nil, inner.string() != nil, let pair = inner.string(),
      pair.count == 64
    else { throw .unreadable(path: path) }
    try self.init(seed: Array(pair.prefix(32)))
    guard publicKey.blob == publicBlob else { throw .unreadable(path: path) }
  }
}
