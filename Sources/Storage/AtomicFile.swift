import Foundation

/// Writes a file so that a reader, or the next start after a power cut, finds all of it or the
/// one that was there before; and reads it.
package enum AtomicFile {
  /// Writes under a temporary name, fsyncs, renames, and fsyncs the folder.
  ///
  /// - Parameters:
  ///   - path: replaced if it exists; its folder must exist.
  ///   - permissions: as for `chmod`; keys are `0o600`.
  /// - Throws: ``StoreFault/diskFull`` or ``StoreFault/failed``; then the old file still stands.
  package static func write(
    _ bytes: [UInt8], to path: String, permissions: UInt32 = 0o644
  ) throws(StoreFault) {
    try write(to: path, permissions: permissions) { (put) throws(StoreFault) in try put(bytes) }
  }

  /// The same for a file that is made piece by piece.
  ///
  /// - Parameter body: is handed a function that adds bytes at the end.
  package static func write(
    to path: String, permissions: UInt32 = 0o644,
    _ body: (_ put: ([UInt8]) throws(StoreFault) -> Void) throws(StoreFault) -> Void
  ) throws(StoreFault) {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().path
    let temporary = "\(folder)/.\(url.lastPathComponent)_\(TemporaryName.suffix())"
    do {
      let file = try DurableFile(temporary, .create(permissions: permissions))
      try body { (bytes) throws(StoreFault) in try file.write(bytes) }
      try file.sync(nil)
      try DurableFile.rename(temporary, path)
    } catch {
      unlink(temporary)
      throw error
    }
    try DurableFile.sync(folder: folder, nil)
  }

  /// Reads a file that was written so.
  ///
  /// - Returns: nil only where there is none of this name: what a disk refuses is not absent.
  package static func read(_ path: String) throws(StoreFault) -> [UInt8]? {
    if access(path, F_OK) != 0, errno == ENOENT { return nil }
    let file = try DurableFile(path, .read)
    return try file.read(file.size(), at: 0)
  }

  /// Removes what dead writers left in a folder; the caller holds the ``NodeLock``.
  package static func sweep(folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".") && TemporaryName.isLeftOver(name) {
      unlink("\(folder)/\(name)")
    }
  }
}
