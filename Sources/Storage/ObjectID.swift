/// The name of a git object: the SHA-1 of its kind, size and bytes.
package struct ObjectID: Sendable, Hashable, Comparable, CustomStringConvertible {
  // Held in words, not in an array: an import keeps one of these for every object it writes.
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  package init(bytes: some Collection<UInt8>) {
    precondition(bytes.count == 20)
    high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    middle = bytes.dropFirst(8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes.dropFirst(16).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads 40 hexadecimal digits in lower case.
  package init?(_ hex: some StringProtocol) { self.init(hex: hex.utf8) }

  /// Reads 40 hexadecimal digits in lower case.
  init?(hex: some Collection<UInt8>) {
    let digits = hex.map { $0 < 58 ? $0 &- 48 : $0 < 97 ? 255 : $0 &- 87 }
    guard digits.count == 40, digits.allSatisfy({ $0 < 16 }) else { return nil }
    self.init(bytes: stride(from: 0, to: 40, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
  }

  /// 20 bytes.
  package var bytes: [UInt8] { high.bigEndianBytes + middle.bigEndianBytes + low.bigEndianBytes }

  /// The first of the 20 bytes, by which git sorts its indexes into 256 drawers.
  package var firstByte: UInt8 { UInt8(high >> 56) }

  package var description: String { String(hex: bytes) }

  package static func < (a: ObjectID, b: ObjectID) -> Bool {
    (a.high, a.middle, a.low) < (b.high, b.middle, b.low)
  }
}

extension FixedWidthInteger {
  /// The bytes of this number, the most significant first, as git and SSH write them.
  var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}

extension String {
  /// Two lower-case digits for each byte.
  init(hex bytes: some Collection<UInt8>) {
    self.init(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      var end = 0
      for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
          text[end] = digit < 10 ? digit + 48 : digit + 87
          end += 1
        }
      }
      return end
    }
  }
}
