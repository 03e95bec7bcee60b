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

  fileprivate init(digest: String) { description = digest }

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
