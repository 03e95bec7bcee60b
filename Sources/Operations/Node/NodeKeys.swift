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

  /// The chains of headquarters among them.
  static func headquarters(in layout: SiteLayout) -> [String: SSHPublicKey] {
    let bytes = FileManager.default.contents(atPath: layout.headquartersSigners.path) ?? Data()
    return SSHPublicKey.allowedSigners(String(decoding: bytes, as: UTF8.self))
  }

  /// Adds chains of other nodes; those that are there already stay as they are.
  static func allow(
    _ keys: [String: SSHPublicKey], headquarters: Set<String>, in layout: SiteLayout
  ) throws {
    try add(keys, to: layout.allowedSigners)
    try add(keys.filter { headquarters.contains($0.key) }, to: layout.headquartersSigners)
  }

  private static func add(_ keys: [String: SSHPublicKey], to file: URL) throws {
    let before = FileManager.default.contents(atPath: file.path) ?? Data()
    let known = SSHPublicKey.allowedSigners(String(decoding: before, as: UTF8.self))
    let lines = keys.filter { known[$0.key] == nil }.sorted { $0.key < $1.key }
      .map { $0.value.allowedSigner($0.key) + "\n" }
    guard !lines.isEmpty else { return }
    try AtomicFile.write(Array(before) + Array(lines.joined().utf8), to: file.path)
  }
}
