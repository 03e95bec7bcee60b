import Foundation
import SiteModel
import Storage

/// The keys of a node's own chains.
enum NodeKeys {
  /// Writes the private key and lets stock git know the public one.
  ///
  /// The line is added before the key is written: a key that signs is always a key that verifies.
  static func install(_ key: SSHKey, for identity: NodeIdentity, in layout: SiteLayout) throws {
    let file = layout.allowedSigners
    let before = FileManager.default.contents(atPath: file.path) ?? Data()
    let line = key.publicKey.allowedSigner(identity.chain) + "\n"
    try AtomicFile.write(Array(before) + Array(line.utf8), to: file.path)
    try key.write(to: layout.privateKey.path, comment: identity.chain)
  }

  /// The keys that may sign, by chain, from `allowed_signers`.
  static func allowed(in layout: SiteLayout) -> [String: SSHPublicKey] {
    let bytes = FileManager.default.contents(atPath: layout.allowedSigners.path) ?? Data()
    return SSHPublicKey.allowedSigners(String(decoding: bytes, as: UTF8.self))
  }
}
