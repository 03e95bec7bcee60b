import Foundation
package import SiteModel
import Storage

/// A journal within a backup folder: a file that its own hash names, and the manifest vouches for.
package struct JournalCopy: Sendable, Equatable {
  /// The SHA-256 of the file.
  package let sha256: ContentHash

  /// `journal-<12 hex>.db`, so that a power cut leaves the copy of before beside its manifest.
  package var file: String { "journal-\(sha256.description.prefix(12)).db" }

  init(sha256: ContentHash) { self.sha256 = sha256 }

  /// Copies a node's journal by SQLite's own means; nil if the node has none.
  static func make(of site: Site, in folder: URL) throws -> JournalCopy? {
    guard let journal = try site.journal.openIfThere() else { return nil }
    let unnamed = folder.appending(path: ".journal-copy")
    defer { try? FileManager.default.removeItem(at: unnamed) }
    try journal.backup(to: unnamed.path)
    let bytes = [UInt8](try Data(contentsOf: unnamed))
    let copy = JournalCopy(sha256: ContentHash(of: bytes))
    try AtomicFile.write(bytes, to: folder.appending(path: copy.file).path, permissions: 0o600)
    return copy
  }

  /// Puts the copy into a node that is being made, and begins a new life of it there.
  ///
  /// - Throws: ``BackupFault/untrusted(folder:fault:)`` if it is not the file that was copied.
  func restore(from folder: URL, to layout: SiteLayout) throws {
    let found = FileManager.default.contents(atPath: folder.appending(path: file).path)
    guard let bytes = found.map({ [UInt8]($0) }), ContentHash(of: bytes) == sha256 else {
      throw BackupFault.untrusted(folder: folder.path, fault: file)
    }
    try AtomicFile.write(bytes, to: layout.journal.path, permissions: 0o600)
    try Journal.open(layout.journal.path).beginLife()
  }

  /// Takes an older copy away once the manifest no longer names it.
  func remove(from folder: URL) throws {
    try FileManager.default.removeItem(at: folder.appending(path: file))
  }
}
