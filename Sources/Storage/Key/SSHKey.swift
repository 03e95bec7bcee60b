import Crypto

/// A key that signs one chain, or a person's acts.
package struct SSHKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// Makes a new key from the system's randomness.
  package init() { key = Curve25519.Signing.PrivateKey() }

  /// The key that grows from 32 bytes; for keys kept in another form, and for tests.
  package init(seed: [UInt8]) throws(KeyFault) {
    do { key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed) } catch {
      throw .malformed
    }
  }

  /// 32 bytes that are the key; keep them secret.
  package var seed: [UInt8] { Array(key.rawRepresentation) }

  package var publicKey: SSHPublicKey { SSHPublicKey(key.publicKey) }

  func sign(_ bytes: [UInt8]) throws(KeyFault) -> [UInt8] {
    do { return Array(try key.signature(for: bytes)) } catch { throw .malformed }
  }
}
