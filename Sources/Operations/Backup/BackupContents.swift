import Foundation
import SiteModel
import Storage

/// The large files of a backup: `content/aa/bb/<sha256>` beside the bundles.
struct BackupContents {
  private let folder: URL
  private let contents: ContentStore

  init(_ folder: URL, of contents: ContentStore) {
    (self.folder, self.contents) = (folder, contents)
  }

  /// Copies what the backup does not hold yet, each hashed on the way.
  ///
  /// A damaged file does not keep the others from being copied.
  ///
  /// - Parameters:
  ///   - held: what the backup's manifest lists; the new ones are added.
  ///   - gone: what was disposed of, and may still lie here for a moment.
  /// - Returns: bytes copied, and the first fault met.
  func add(
    to held: inout [ContentHash: Int], but gone: Set<ContentHash>
  ) throws -> (bytes: Int, fault: StoreFault?) {
    var (copied, fault) = (0, StoreFault?.none)
    for (hash, size) in try contents.holdings().sorted(by: { $0.key < $1.key })
    where !gone.contains(hash) && (held[hash] == nil || !isThere(hash)) {
      do throws(StoreFault) {
        try copy(ContentPointer(sha256: hash, size: size))
        held[hash] = size
        copied += size
      } catch {
        guard error.kind == .untrusted else { throw error }
        fault = fault ?? error
      }
    }
    return (copied, fault)
  }

  /// Takes what was disposed of out of the backup, once its manifest does not list it any more.
  func drop(_ gone: some Sequence<ContentHash>) throws {
    for hash in gone where isThere(hash) { try FileManager.default.removeItem(at: file(hash)) }
  }

  /// Takes into a new store what a manifest lists.
  ///
  /// - Throws: ``BackupFault/untrusted(folder:fault:)`` if one is missing or not what it was.
  func restore(_ held: [ContentHash: Int]) throws {
    for (hash, size) in held.sorted(by: { $0.key < $1.key }) {
      let name = file(hash).path
      let staged: StagedContent
      do { staged = try contents.stage(name, apart: true) } catch let fault as ContentFault {
        throw BackupFault.untrusted(folder: folder.path, fault: fault.description)
      }
      guard staged.sha256 == hash, staged.size == size else {
        throw BackupFault.untrusted(folder: folder.path, fault: "\(name): sha256")
      }
      _ = try staged.publish()
    }
  }

  private func copy(_ pointer: ContentPointer) throws(StoreFault) {
    let file = file(pointer.sha256)
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw .failed(call: "mkdir", detail: file.deletingLastPathComponent().path)
    }
    AtomicFile.sweep(folder: file.deletingLastPathComponent().path)
    try AtomicFile.write(to: file.path) { (put) throws(StoreFault) in
      try contents.read(pointer, put)
    }
  }

  private func isThere(_ hash: ContentHash) -> Bool {
    FileManager.default.fileExists(atPath: file(hash).path)
  }

  private func file(_ hash: ContentHash) -> URL {
    let name = hash.description
    return folder.appending(
      path: "content/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))/\(name)")
  }
}
