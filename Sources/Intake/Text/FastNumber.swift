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
    var (first, low) = (start, Self.word(raw, start))
    let isNegative = low & 0xFF == 0x2D ^ 0x30
    if isNegative { (first, low) = (start &+ 1, Self.word(raw, start &+ 1)) }
    guard let found = Self.short(raw, first, low) ?? Self.long(raw, first, low) else { return nil }
    units = isNegative ? 0 &- Int64(found.value) : Int64(found.value)
    (decimals, end) = (UInt8(truncatingIfNeeded: found.places), found.end)
  }

  private typealias Found = (value: UInt64, places: Int, end: Int)

  /// A number of at most eight characters; nil may also mean that it is longer.
  @inline(__always)
  private static func short(_ raw: RawSpan, _ first: Int, _ low: UInt64) -> Found? {
    var others = Self.others(low)
    let point = others.trailingZeroBitCount &>> 3
    var (length, packed, places) = (point, low, 0)
    guard point > 0 else { return nil }
    if point < 8, UInt8(truncatingIfNeeded: low &>> UInt64(8 &* point)) == 0x2E ^ 0x30 {
      others &= ~(0xFF &<< UInt64(8 &* point))
      length = others.trailingZeroBitCount &>> 3 &- 1
      places = length &- point
      guard places > 0 else { return nil }
      let whole: UInt64 = (1 &<< UInt64(8 &* point)) &- 1
      packed = low & whole | low &>> 8 & ~whole
    }
    let lineEnd = first &+ length &+ (places > 0 ? 1 : 0)
    guard let end = Self.afterLineEnd(raw, lineEnd) else { return nil }
    // Moving the digits to the end puts zeros before them.
    return (Self.eight(packed &<< UInt64(8 &* (8 &- length))), places, end)
  }

  /// A number of at most fifteen characters.
  @inline(never)
  private static func long(_ raw: RawSpan, _ first: Int, _ low: UInt64) -> Found? {
    let high = word(raw, first &+ 8)
    let digits = UInt128(high) &<< 64 | UInt128(low)
    var others = UInt128(Self.others(high)) &<< 64 | UInt128(Self.others(low))
    let point = others.trailingZeroBitCount &>> 3
    guard point > 0, point < 15 else { return nil }
    var (length, packed, places) = (point, digits, 0)
    if UInt8(truncatingIfNeeded: digits &>> UInt128(8 &* point)) == 0x2E ^ 0x30 {
      others &= ~(0xFF &<< UInt128(8 &* point))
      length = others.trailingZeroBitCount &>> 3 &- 1
      places = length &- point
      guard places > 0, length < 15 else { return nil }
      let whole: UInt128 = (1 &<< UInt128(8 &* point)) &- 1
      packed = digits & whole | digits &>> 8 & ~whole
    }
    let lineEnd = first &+ length &+ (places > 0 ? 1 : 0)
    guard let end = Self.afterLineEnd(raw, lineEnd) else { return nil }
    packed &<<= UInt128(8 &* (16 &- length))
    let value =
      eight(UInt64(truncatingIfNeeded: packed)) &* 100_000_000
      &+ eight(UInt64(truncatingIfNeeded: packed &>> 64))
    return (value, places, end)
  }

  /// Eight characters, the digits among them as 0 … 9.
  @inline(__always)
  private static func word(_ raw: RawSpan, _ at: Int) -> UInt64 {
    raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self) ^ 0x3030_3030_3030_3030
  }

  /// Not zero in each byte that is no digit; exact up to the first byte above 0xF9.
  @inline(__always)
  private static func others(_ digits: UInt64) -> UInt64 {
    ((digits &+ 0x0606_0606_0606_0606) | digits) & 0xF0F0_F0F0_F0F0_F0F0
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
