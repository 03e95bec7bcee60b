import Crypto

/// A detached signature in OpenSSH's format (PROTOCOL.sshsig), Ed25519 over SHA-512.
package struct SSHSignature: Sendable, Hashable {
  /// The key that claims to have signed; whether it may is another question.
  package let key: SSHPublicKey
  /// What the signature is for: `git` for commits, `karez-act` for acts.
  package let namespace: String
  /// 64 bytes.
  package let bytes: [UInt8]

  /// Signs `payload` for one purpose; it proves nothing for another.
  package init(of payload: [UInt8], namespace: String, by key: SSHKey) throws(KeyFault) {
    self.key = key.publicKey
    self.namespace = namespace
    bytes = try key.sign(Self.signedBytes(of: payload, namespace: namespace))
  }

  /// A signature whose parts came apart from each other; it claims no more than any that is read.
  ///
  /// - Returns: nil unless there are 64 bytes.
  package init?(_ bytes: [UInt8], namespace: String, by key: SSHPublicKey) {
    guard bytes.count == 64 else { return nil }
    (self.key, self.namespace, self.bytes) = (key, namespace, bytes)
  }

  /// Reads the armored form, or answers nil if it is not well-formed or of another algorithm.
  package init?(armored: some StringProtocol) {
    guard let blob = Armor.signature.unwrap(armored) else { return nil }
    var reader = SSHReader(blob)
    guard reader.raw(6) == Array("SSHSIG".utf8), reader.number() == 1,
      let key = reader.string().flatMap(SSHPublicKey.init(blob:)), let namespace = reader.text(),
      reader.expect("") != nil, reader.expect("sha512") != nil, let inner = reader.string(),
      reader.isAtEnd
    else { return nil }
    var innerReader = SSHReader(inner)
    guard innerReader.expect("ssh-ed25519") != nil, let bytes = innerReader.string(),
      bytes.count == 64, innerReader.isAtEnd
    else { return nil }
    (self.key, self.namespace, self.bytes) = (key, namespace, bytes)
  }

  /// The text that goes into `.sig` files and commits; ends with a line feed.
  package var armored: String {
    var inner = SSHWriter()
    inner.string("ssh-ed25519")
    inner.string(bytes)
    var writer = SSHWriter()
    writer.raw("SSHSIG".utf8)
    writer.number(1)
    writer.string(key.blob)
    writer.string(namespace)
    writer.string("")
    writer.string("sha512")
    writer.string(inner.bytes)
    return Armor.signature.wrap(writer.bytes)
  }

  /// Whether ``key`` signed exactly these bytes for exactly this purpose. Starts no process.
  package func isValid(for payload: [UInt8], namespace: String) -> Bool {
    guard namespace == self.namespace,
      let verifier = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes)
    else { return false }
    return verifier.isValidSignature(
      bytes, for: Self.signedBytes(of: payload, namespace: namespace))
  }

  private static func signedBytes(of payload: [UInt8], namespace: String) -> [UInt8] {
    var writer = SSHWriter()
    writer.raw("SSHSIG".utf8)
    writer.string(namespace)
    writer.string("")
    writer.string("sha512")
    writer.string(Array(SHA512.hash(data: payload)))
    return writer.bytes
  }
}
