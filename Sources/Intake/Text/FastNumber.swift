/// A number of at most 15 characters and the line end behind it, read sixteen bytes at once.
struct FastNumber {
  let units: Int64
  let decimals: UInt8
  /// Behind the line end.
  let end: Int

  /// Reads `[-]digits[.digits]` and LF or CR LF; nil for anything else.
  ///
  /// The caller has made sure that 24 bytes can be read at `start`.
  @inline(__always)
  init?(_ raw: RawSpan, _ start: Int) {
    let isNegative = raw.unsafeLoad(fromByteOffset: start, as: UInt8.self) == 0x2D
    let first = isNegative ? start &+ 1 : start
    let low = raw.unsafeLoadUnaligned(fromByteOffset: first, as: UInt64.self) ^ Self.zeros
    let high = raw.unsafeLoadUnaligned(fromByteOffset: first &+ 8, as: UInt64.self) ^ Self.zeros
    let digits = UInt128(high) &<< 64 | UInt128(low)
    var others = UInt128(Self.others(high)) &<< 64 | UInt128(Self.others(low))
    let point = others.trailingZeroBitCount &>> 3
    guard point > 0, point < 15 else { return nil }
    var (length, packed, places) = (point, digits, 0)
    if UInt8(truncatingIfNeeded: digits &>> UInt128(8 &* point)) == 0x2E ^ 0x30 {
      others &= others &- 1
      length = others.trailingZeroBitCount &>> 3 &- 1
      places = length &- point
      guard places > 0, length < 15 else { return nil }
      let whole: UInt128 = (1 &<< UInt128(8 &* point)) &- 1
      packed = digits & whole | digits &>> 8 & ~whole
    }
    let lineEnd = first &+ length &+ (places > 0 ? 1 : 0)
    guard let end = Self.afterLineEnd(raw, lineEnd) else { return nil }
    // Moving the digits to the end puts zeros before them.
    packed &<<= UInt128(8 &* (16 &- length))
    let value =
      Self.eight(UInt64(truncatingIfNeeded: packed)) &* 100_000_000
      &+ Self.eight(UInt64(truncatingIfNeeded: packed &>> 64))
    units = isNegative ? 0 &- Int64(value) : Int64(value)
    (decimals, self.end) = (UInt8(truncatingIfNeeded: places), end)
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The lowest bit of each byte that is no digit; exact up to the first byte above 0xF9.
  @inline(__always)
  private static func others(_ digits: UInt64) -> UInt64 {
    let high = ((digits &+ 0x0606_0606_0606_0606) | digits) & 0xF0F0_F0F0_F0F0_F0F0
    let folded = high | high &>> 1 | high &>> 2 | high &>> 3
    return folded &>> 4 & 0x0101_0101_0101_0101
  }

  /// The value of eight digits, the first in the lowest byte.
  @inline(__always)
  private static func eight(_ digits: UInt64) -> UInt64 {
    let pairs = (digits &* 10 &+ digits &>> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs &>> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ fours &>> 32) & 0xFFFF_FFFF
  }

  @inline(__always)
  private static func afterLineEnd(_ raw: RawSpan, _ at: Int) -> Int? {
    switch raw.unsafeLoad(fromByteOffset: at, as: UInt8.self) {
    case 0x0A: at &+ 1
    case 0x0D where raw.unsafeLoad(fromByteOffset: at &+ 1, as: UInt8.self) == 0x0A: at &+ 2
    default: nil
    }
  }
}
