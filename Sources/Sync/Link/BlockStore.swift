package import Foundation
package import SiteModel
import Storage

/// The blocks that have come over a link and belong to files that are not whole yet.
///
/// Every block is durable once it is put: what was carried over a bad line is never carried twice.
package struct BlockStore: Sendable {
  private let folder: String

  /// - Parameter folder: made if it is not there.
  package init(_ folder: URL) throws {
    self.folder = folder.path
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The blocks that are here.
  package func held() throws -> Set<ContentHash> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { ContentHash($0) })
  }

  func holds(_ hash: ContentHash) -> Bool {
    FileManager.default.fileExists(atPath: path(hash))
  }

  /// Keeps a block, durably; one that is here already is left alone.
  @discardableResult
  package func put(_ block: [UInt8]) throws -> ContentHash {
    let hash = ContentHash(of: block)
    if !holds(hash) { try AtomicFile.write(block, to: path(hash)) }
    return hash
  }

  /// A block's bytes; nil if it is not here, or not what it was: then it has to come once more.
  func read(_ hash: ContentHash) throws -> [UInt8]? {
    guard let bytes = try AtomicFile.read(path(hash)) else { return nil }
    guard ContentHash(of: bytes) == hash else {
      try remove(hash)
      return nil
    }
    return bytes
  }

  /// Lets go of every block but those that are still needed, and of what dead writers left.
  func keep(only needed: Set<ContentHash>) throws {
    for hash in try held() where !needed.contains(hash) { try remove(hash) }
    AtomicFile.sweep(folder: folder)
  }

  private func remove(_ hash: ContentHash) throws {
    do { try FileManager.default.removeItem(atPath: path(hash)) } catch CocoaError.fileNoSuchFile {}
  }

  private func path(_ hash: ContentHash) -> String { "\(folder)/\(hash)" }
}
