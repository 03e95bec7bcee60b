/// The words and signs of a formula, read from its bytes.
extension ExpressionParser {
  /// Whether a word is a name, not a word of the language.
  static func isFree(_ word: String) -> Bool {
    !["and", "or", "not", "in", "true", "false"].contains(word)
      && Expression.Function(rawValue: word) == nil
  }

  /// A name or a word of the language: letters, digits and `_`, in parts joined by `.`.
  mutating func word() -> String? {
    let start = at
    repeat {
      guard at < bytes.count, Self.isLetter(bytes[at]) else {
        at = start
        return nil
      }
      while at < bytes.count, Self.isLetter(bytes[at]) || bytes[at] &- 48 < 10 { at += 1 }
    } while takeByte(UInt8(ascii: "."))
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "_")
  }

  /// A text between quotation marks of one kind; nil if none begins here.
  mutating func text() throws(ExpressionFault) -> String? {
    guard at < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[at])
    else { return nil }
    guard let end = bytes[(at + 1)...].firstIndex(of: bytes[at]) else {
      at = bytes.count
      throw unexpected()
    }
    defer { at = end + 1 }
    return String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
  }

  mutating func takeComma() -> Bool { take(",") || take("，") }

  mutating func number() throws(ExpressionFault) -> Rational {
    let start = at
    _ = digits()
    if takeByte(UInt8(ascii: ".")), digits().isEmpty { throw .badNumber(offset: start) }
    exponentMark()
    guard let value = Decimal18(bytes: bytes[start..<at]) else { throw .badNumber(offset: start) }
    return Rational(value)
  }

  private mutating func exponentMark() {
    guard at + 1 < bytes.count, bytes[at] | 32 == UInt8(ascii: "e") else { return }
    let signed = bytes[at + 1] == UInt8(ascii: "-") || bytes[at + 1] == UInt8(ascii: "+")
    let first = at + (signed ? 2 : 1)
    guard first < bytes.count, bytes[first] &- 48 < 10 else { return }
    at = first
    _ = digits()
  }

  mutating func digits() -> String {
    let start = at
    while at < bytes.count, bytes[at] &- 48 < 10 { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  mutating func blank() {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
  }

  private mutating func takeByte(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  mutating func take(_ sign: String) -> Bool {
    blank()
    guard bytes[at...].starts(with: sign.utf8) else { return false }
    at += sign.utf8.count
    return true
  }

  mutating func take(word wanted: String) -> Bool {
    blank()
    let start = at
    if word() == wanted { return true }
    at = start
    return false
  }

  /// Whether the next sign is one of `minus`; nil if it is none of both.
  mutating func sign(plus: [String], minus: [String]) -> Bool? {
    if plus.contains(where: { take($0) }) { return false }
    return minus.contains(where: { take($0) }) ? true : nil
  }
}
