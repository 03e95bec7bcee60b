/// A line of a capture: the time at which bytes were seen, perhaps a direction, the bytes in hex.
///
/// Thousandths of the time are dropped: they are those of the listening program, not of the meter.
struct CapturedLine {
  /// Seconds since 1970 as the capturing clock showed them; nil if the line has no time.
  let clock: Int64?
  /// nil if what follows the time is not hex bytes.
  let bytes: [UInt8]?
  /// The line for a message.
  let shown: String

  init(_ line: ArraySlice<UInt8>) {
    var rest = XMLTag.trimmed(line)
    // No password is shown: the bytes themselves stand in the file of refused rows.
    shown = String(String(decoding: rest, as: UTF8.self).prefix(20))
    clock = Self.takeClock(&rest)
    bytes = Self.hex(Self.withoutDirection(rest))
  }

  private static func takeClock(_ rest: inout ArraySlice<UInt8>) -> Int64? {
    var at = rest.first == UInt8(ascii: "[") ? rest.dropFirst() : rest
    var parts: [Int] = []
    for (width, ends) in zip([4, 2, 2, 2, 2, 2], ["-/", "-/", " T", ":", ":", ""]) {
      let digits = at.prefix(width)
      guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      parts.append(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      at = at.dropFirst(width)
      guard ends.isEmpty || at.first.map(ends.utf8.contains) ?? false else { return nil }
      if !ends.isEmpty { at = at.dropFirst() }
    }
    guard let clock = CivilClock.seconds(parts) else { return nil }
    if at.first == UInt8(ascii: ".") {
      at = at.dropFirst().drop { (0x30...0x39).contains($0) }
    }
    rest = at.drop { XMLTag.isSpace($0) || "],;|".utf8.contains($0) }
    return clock
  }

  private static func withoutDirection(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for word in ["RX", "TX", "Rx", "Tx", "RECV", "SEND", "<-", "->", "<", ">", "收", "发"] {
      guard bytes.starts(with: Array(word.utf8)) else { continue }
      let rest = bytes.dropFirst(word.utf8.count)
      return rest.drop { XMLTag.isSpace($0) || $0 == UInt8(ascii: ":") }
    }
    return bytes
  }

  private static func hex(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var (bytes, high): ([UInt8], UInt8?) = ([], nil)
    for mark in text {
      if XMLTag.isSpace(mark) {
        guard high == nil else { return nil }
        continue
      }
      guard let digit = Character(Unicode.Scalar(mark)).hexDigitValue else { return nil }
      if let first = high {
        bytes.append(first << 4 | UInt8(digit))
        high = nil
      } else {
        high = UInt8(digit)
      }
    }
    return bytes.isEmpty || high != nil ? nil : bytes
  }
}
