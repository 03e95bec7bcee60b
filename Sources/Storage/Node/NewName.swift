/// Random names for records and batches: 12 characters of base32, 60 bits.
package enum NewName {
  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")

  /// A name that no other node will give.
  package static func random(using generator: inout some RandomNumberGenerator) -> String {
    String((0..<12).map { _ in alphabet[Int(generator.next(upperBound: UInt32(32)))] })
  }

  /// A name from the system's randomness.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return random(using: &generator)
  }
}
