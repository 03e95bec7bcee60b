package import SiteModel

/// What stands in git for a file that is too large for it: a git-lfs pointer, version 1.
package struct ContentPointer: Sendable, Hashable {
  /// The hash of the file's bytes, by which the content store finds them.
  package let sha256: ContentHash
  /// Bytes of the file.
  package let size: Int

  package init(sha256: ContentHash, size: Int) { (self.sha256, self.size) = (sha256, size) }

  /// The bytes that git keeps.
  package var bytes: [UInt8] { Array("\(Self.version)\(Self.name)\(sha256)\nsize \(size)\n".utf8) }

  /// Reads a pointer in exactly the form of ``bytes``; nil for anything else.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= 200 else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, let hash = ContentHash(lines[1].dropFirst(Self.name.count)),
      let size = Int(lines[2].dropFirst(5))
    else { return nil }
    self.init(sha256: hash, size: size)
    guard self.bytes == bytes else { return nil }
  }

  /// Whether some other program would take these bytes for a pointer, perhaps to nothing.
  static func isLike(_ bytes: [UInt8]) -> Bool {
    bytes.count < 1024 && bytes.starts(with: "version https://git-lfs".utf8)
  }

  private static let version = "version https://git-lfs.github.com/spec/v1\n"
  private static let name = "oid sha256:"
}
