import Foundation
import SiteModel
import Storage

/// What a backup keeps so that a restored node is known at once and says the same: whom it had joined
/// and what headquarters said of chains; and, sealed by a passphrase, the keys of its own.
///
/// A restored node signs nothing with an old key but the word for its new chain.
struct BackupKeys {
  private let folder: URL

  init(in folder: URL) { self.folder = folder }

  /// Copies what is not secret; and, if there is a passphrase, the keys.
  func add(of site: Site, sealedBy passphrase: Passphrase?) throws {
    try check(site.layout)
    for file in Self.papers(site.layout) {
      guard let bytes = try AtomicFile.read(file.path) else { continue }
      try AtomicFile.write(bytes, to: copy(of: file).path)
    }
    guard let passphrase else { return }
    var keys = [site.chain: site.layout.privateKey]
    for chain in try Followed(in: site.layout).chains.values {
      keys[chain] = site.layout.chainKey(of: chain)
    }
    for (chain, file) in keys {
      let sealed = try SealedKey(sealing: try SSHKey.read(from: file.path), by: passphrase)
      try AtomicFile.write(Array(sealed.text.utf8), to: place(of: chain).path, permissions: 0o600)
    }
  }

  /// A spoiled file never replaces the copy that would mend it.
  private func check(_ layout: SiteLayout) throws {
    _ = try (Joined(in: layout), Followed(in: layout), ChainEntities(in: layout))
    _ = try (LibraryLimits(kept: layout), LibraryHoles(kept: layout), LibraryMarks(kept: layout))
  }

  /// Whether the backup has the key of a chain.
  func holdsKey(of chain: String) -> Bool {
    FileManager.default.fileExists(atPath: place(of: chain).path)
  }

  /// Lays everything down in a node that is being restored.
  ///
  /// - Throws: ``KeyFault/wrongPassphrase``.
  func restore(to layout: SiteLayout, of chain: String, openedBy passphrase: Passphrase?) throws {
    for file in Self.papers(layout) {
      guard let bytes = try AtomicFile.read(copy(of: file).path) else { continue }
      try AtomicFile.write(bytes, to: file.path, permissions: 0o600)
    }
    guard let passphrase else { return }
    if let key = try key(of: chain, passphrase) {
      try key.write(to: layout.privateKey.path, comment: chain)
    }
    for other in try Followed(in: layout).chains.values {
      guard let key = try key(of: other, passphrase) else { continue }
      try key.write(to: layout.chainKey(of: other).path, comment: other)
    }
  }

  private func key(of chain: String, _ passphrase: Passphrase) throws -> SSHKey? {
    guard let bytes = try AtomicFile.read(place(of: chain).path) else { return nil }
    guard let sealed = SealedKey(text: String(decoding: bytes, as: UTF8.self)) else {
      throw KeyFault.unreadable(path: place(of: chain).path)
    }
    return try sealed.open(by: passphrase)
  }

  private func place(of chain: String) -> URL { folder.appending(path: "\(chain).key") }

  private func copy(of file: URL) -> URL { folder.appending(path: file.lastPathComponent) }

  /// What is not secret; a backup keeps each under its own name.
  private static func papers(_ layout: SiteLayout) -> [URL] {
    [
      layout.headquarters, layout.headquartersSigners, layout.followed, layout.chainEntities,
      layout.chainLimits, layout.holes, layout.marks,
    ]
  }
}
