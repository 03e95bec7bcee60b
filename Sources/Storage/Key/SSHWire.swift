/// The byte strings of SSH (RFC 4251 §5): a 32-bit length, then the bytes.
struct SSHWriter {
  private(set) var bytes: [UInt8] = []

  mutating func raw(_ more: some Sequence<UInt8>) { bytes += more }
  mutating func number(_ value: UInt32) { bytes += value.bigEndianBytes }

  mutating func string(_ more: some Collection<UInt8>) {
    number(UInt32(more.count))
    bytes += more
  }

  mutating func string(_ text: String) { string(Array(text.utf8)) }
}

/// Reads what ``SSHWriter`` writes; nil wherever the bytes are cut.
struct SSHReader {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func raw(_ count: Int) -> [UInt8]? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func number() -> UInt32? { raw(4)?.reduce(0) { $0 << 8 | UInt32($1) } }

  mutating func string() -> [UInt8]? {
    guard let count = number() else { return nil }
    return raw(Int(count))
  }

  mutating func text() -> String? { string().flatMap { String(validating: $0, as: UTF8.self) } }

  /// Takes a string that must be `expected`; nil if it is another.
  mutating func expect(_ expected: String) -> Void? { text() == expected ? () : nil }
}
