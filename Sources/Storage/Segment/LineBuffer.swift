import SiteModel

/// Text that grows in front of the hot loops: they ask for room once a line and then only store.
struct LineBuffer {
  private(set) var bytes: [UInt8]
  private(set) var count: Int

  init(_ start: [UInt8]) { (bytes, count) = (start, start.count) }

  /// What was written. Takes it out, so that no second owner makes it be copied.
  mutating func finish() -> [UInt8] {
    bytes.removeLast(bytes.count - count)
    defer { (bytes, count) = ([], 0) }
    return bytes
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      reserve(utf8.count)
      for byte in utf8 {
        bytes[count] = byte
        count += 1
      }
    }
  }

  /// Makes room for so many bytes behind what was written.
  mutating func reserve(_ room: Int) {
    guard count + room > bytes.count else { return }
    bytes.append(contentsOf: repeatElement(0, count: count + room - bytes.count))
  }

  /// Lets a loop store behind what was written; it answers where it stopped.
  mutating func fill(room: Int, _ body: (inout MutableRawSpan, Int) -> Int) {
    reserve(room)
    var end = count
    var span = bytes.mutableSpan
    var raw = span.mutableBytes
    end = body(&raw, end)
    count = end
  }
}

/// How numbers look: `=`, `+12`, `-3`.
enum NumberToken {
  /// The most bytes of one token: a sign and 19 digits.
  static let most = 20
  private static let reach: Int64 = 999

  /// Tokens of -999 … 999: bytes in the lower half, their number in the upper one.
  static let table: [UInt64] = (-reach...reach).map { number in
    let text = number == 0 ? "=" : number > 0 ? "+\(number)" : "\(number)"
    return text.utf8.reversed().reduce(UInt64(text.utf8.count) << 32) { all, byte in
      // The first byte ends lowest: memory is little-endian.
      all & 0xFFFF_FFFF_0000_0000 | (all & 0xFFFF_FFFF) << 8 | UInt64(byte)
    }
  }

  /// Stores a token and answers the place behind it.
  @inline(__always)
  static func store(
    _ number: Int64, _ bytes: inout MutableRawSpan, _ at: Int, _ table: Span<UInt64>
  ) -> Int {
    let place = UInt64(bitPattern: number &+ reach)
    guard place <= UInt64(2 * reach) else { return long(number, &bytes, at) }
    let token = table[Int(place)]
    bytes.storeBytes(of: UInt32(truncatingIfNeeded: token), toByteOffset: at, as: UInt32.self)
    return at + Int(token >> 32)
  }

  @inline(never)
  private static func long(_ number: Int64, _ bytes: inout MutableRawSpan, _ at: Int) -> Int {
    put(number < 0 ? SegmentByte.minus : SegmentByte.plus, &bytes, at)
    return digits(number.magnitude, least: 1, &bytes, at + 1)
  }

  /// Stores `(value)` and answers the place behind it.
  @inline(never)
  static func literal(_ value: Decimal18, _ bytes: inout MutableRawSpan, _ at: Int) -> Int {
    put(SegmentByte.open, &bytes, at)
    var end = at + 1
    if value.units < 0 {
      put(SegmentByte.minus, &bytes, end)
      end += 1
    }
    let scale = UInt64(DecimalShape.powers[Int(value.decimals)])
    end = digits(value.units.magnitude / scale, least: 1, &bytes, end)
    if value.decimals > 0 {
      put(SegmentByte.gap, &bytes, end)
      end = digits(
        value.units.magnitude % scale, least: Int(value.decimals), &bytes, end + 1)
    }
    put(SegmentByte.close, &bytes, end)
    return end + 1
  }

  @inline(__always)
  static func put(_ byte: UInt8, _ bytes: inout MutableRawSpan, _ at: Int) {
    bytes.storeBytes(of: byte, toByteOffset: at, as: UInt8.self)
  }

  private static func digits(
    _ number: UInt64, least: Int, _ bytes: inout MutableRawSpan, _ at: Int
  ) -> Int {
    var (length, rest) = (1, number)
    while rest >= 10 { (length, rest) = (length + 1, rest / 10) }
    let end = at + max(length, least)
    rest = number
    for place in stride(from: end - 1, through: at, by: -1) {
      put(48 + UInt8(rest % 10), &bytes, place)
      rest /= 10
    }
    return end
  }
}
