import SiteModel

/// A stretch of a file on its way over a link: at most 64 KiB, named by its SHA-256.
///
/// A file of more than one block is named by the SHA-256 of the list of its blocks' hashes, 32 bytes
/// each; a list of more than one block in the same way by a list of its own. So one hash and a size
/// name a file of any length, and each block can be checked by itself, in whatever order they come.
package enum Block {
  /// Bytes.
  package static let size = 1 << 16

  /// How many blocks so many bytes are; a file without a byte is one block without a byte.
  static func count(_ bytes: Int) -> Int { max(1, (bytes + size - 1) / size) }

  /// Bytes of the list of the blocks of so many bytes.
  static func listed(_ bytes: Int) -> Int { count(bytes) * 32 }

  /// The blocks that some bytes in memory are cut into.
  static func cut(_ bytes: [UInt8]) -> [[UInt8]] {
    (0..<count(bytes.count)).map {
      Array(bytes[($0 * size)..<min(bytes.count, ($0 + 1) * size)])
    }
  }

  /// The name of a file whose blocks have these hashes, and the blocks of the lists in between.
  static func root(of hashes: [ContentHash]) -> (root: ContentHash, lists: [[UInt8]]) {
    var (hashes, lists) = (hashes, [[UInt8]]())
    while hashes.count > 1 {
      let blocks = cut(hashes.flatMap(\.raw))
      hashes = blocks.map { ContentHash(of: $0) }
      lists += blocks
    }
    return (hashes[0], lists)
  }
}
