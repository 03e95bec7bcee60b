/// The name of a git object: the SHA-1 of its kind, size and bytes.
package struct ObjectID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 20 bytes.
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) {
    precondition(bytes.count == 20)
    self.bytes = bytes
  }

  /// Reads 40 hexadecimal digits in lower case.
  package init?(_ hex: some StringProtocol) {
    let digits = hex.utf8.map { $0 < 58 ? $0 &- 48 : $0 &- 87 }
    guard digits.count == 40, digits.allSatisfy({ $0 < 16 }) else { return nil }
    bytes = stride(from: 0, to: 40, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  package var description: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  package static func < (a: ObjectID, b: ObjectID) -> Bool {
    a.bytes.lexicographicallyPrecedes(b.bytes)
  }
}
