import Crypto

/// The SHA-256 of some bytes: what identifies an entry, a file beside it, a state.
package struct ContentHash: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 64 hex digits in lower case.
  package let description: String

  /// Hashes the bytes.
  package init(of bytes: [UInt8]) {
    description = SHA256.hash(data: bytes).hex
  }

  /// Reads 64 hex digits in lower case.
  package init?(_ text: some StringProtocol) {
    guard Grammar.isHex(text, count: 64) else { return nil }
    description = String(text)
  }

  /// Reads the 32 bytes that the digits stand for; nil for another number of bytes.
  package init?(raw: some Collection<UInt8>) {
    guard raw.count == 32 else { return nil }
    description = raw.hex
  }

  fileprivate init(digest: String) { description = digest }

  /// The 32 bytes that the digits stand for.
  package var raw: [UInt8] {
    let digits = Array(description.utf8)
    return stride(from: 0, to: digits.count, by: 2).map {
      Self.value(digits[$0]) << 4 | Self.value(digits[$0 + 1])
    }
  }

  private static func value(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit - 0x30 : digit - 0x57 }

  package static func < (a: ContentHash, b: ContentHash) -> Bool { a.description < b.description }
}

/// The hash of bytes that come piece by piece and are never in memory together.
package struct ContentHashing: Sendable {
  private var hash = SHA256()

  package init() {}

  /// Adds bytes at the end.
  package mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// The hash of all bytes so far.
  package var value: ContentHash { ContentHash(digest: hash.finalize().hex) }
}

extension Sequence<UInt8> {
  /// Two hex digits in lower case for each byte.
  var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
