import SiteModel

/// Writes a ZIP archive, file by file (PKWARE's APPNOTE, without its 64-bit part).
///
/// The same files in the same order are the same bytes: every file has the first day that ZIP can
/// write, and nothing of the machine it was written on stands in it.
package struct ZipWriter {
  /// What all files together may come to: 4 GiB less room for the directory.
  package static let limit = 4_000_000_000

  private var directory: [UInt8] = []
  private var offset = 0
  private var files = 0

  package init() {}

  /// The next bytes of the archive: a file with its header.
  ///
  /// - Parameters:
  ///   - name: with `/` between folders, each once.
  ///   - bytes: deflated where that makes them smaller.
  package mutating func file(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    // Without its header of two bytes and its checksum of four a zlib stream is what ZIP holds.
    let packed = Array(Zlib.deflated(bytes).dropFirst(2).dropLast(4))
    let isSmaller = packed.count < bytes.count
    let data = isSmaller ? packed : bytes
    let facts = Self.facts(name, method: isSmaller ? 8 : 0, bytes, packed: data.count)
    let header = Self.number(0x0403_4B50, 4) + facts + Array(name.utf8)
    directory += Self.number(0x0201_4B50, 4) + Self.number(Self.madeBy, 2) + facts
    // No comment, first disk, no marks; the rights of a plain file; where its header begins.
    directory += Self.number(0, 6) + Self.number(0o100644 << 16, 4) + Self.number(offset, 4)
    directory += Array(name.utf8)
    offset += header.count + data.count
    files += 1
    return header + data
  }

  /// The last bytes: what there is, and where.
  package consuming func end() -> [UInt8] {
    let count = Self.number(files, 2)
    return directory + Self.number(0x0605_4B50, 4) + Self.number(0, 4) + count + count
      + Self.number(directory.count, 4) + Self.number(offset, 4) + Self.number(0, 2)
  }

  /// Made by Unix, by version 2.0 of the format.
  private static let madeBy = 3 << 8 | 20
  /// 1980-01-01.
  private static let firstDay = 1 << 5 | 1
  /// The name is UTF-8.
  private static let flags = 1 << 11

  /// What both headers of a file say.
  private static func facts(
    _ name: String, method: Int, _ bytes: [UInt8], packed: Int
  ) -> [UInt8] {
    number(20, 2) + number(flags, 2) + number(method, 2) + number(0, 2) + number(firstDay, 2)
      + number(Int(Zlib.crc32(bytes)), 4) + number(packed, 4) + number(bytes.count, 4)
      + number(name.utf8.count, 2) + number(0, 2)
  }

  /// Smallest byte first.
  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
