import SiteModel

/// Walks over one line of a segment, field by field, and never leaves it.
///
/// The text is an argument of each step because a span cannot be kept in a value.
struct SegmentCursor {
  /// The byte to be read next.
  var at: Int
  /// The line's LF.
  let end: Int
  /// Counted from 1.
  let line: Int

  func fault(_ flaw: SegmentFlaw) -> SegmentFault { .damaged(line: line, flaw) }

  var isAtEnd: Bool { at == end }

  /// Whether a space and this byte come next.
  func sees(_ byte: UInt8, in text: Span<UInt8>) -> Bool {
    at + 1 < end && text[at] == 32 && text[at + 1] == byte
  }

  /// Takes one space.
  mutating func space(_ text: Span<UInt8>) throws(SegmentFault) {
    guard at < end, text[at] == 32 else { throw fault(.fields) }
    at += 1
  }

  /// Takes the bytes up to the next space or the end: at least one.
  mutating func field(_ text: Span<UInt8>) throws(SegmentFault) -> Range<Int> {
    let from = at
    while at < end && text[at] != 32 { at += 1 }
    guard at > from else { throw fault(.fields) }
    return from..<at
  }

  /// Takes digits without a leading zero: 0 … 10^19 - 1; nil if there is no such number.
  mutating func digits(_ text: Span<UInt8>) -> UInt64? {
    let from = at
    var number: UInt64 = 0
    while at < end, text[at] &- 48 < 10, at - from < 19 {
      number = number &* 10 &+ UInt64(text[at] &- 48)
      at += 1
    }
    guard at > from, at == from + 1 || text[from] != 48 else { return nil }
    return at < end && text[at] &- 48 < 10 ? nil : number
  }

  /// Takes `=`, or `+` or `-` and a number from 1; nil if there is none.
  mutating func signed(_ text: Span<UInt8>) -> Int128? {
    guard at < end else { return nil }
    let sign = text[at]
    guard sign == SegmentByte.zero || sign == SegmentByte.plus || sign == SegmentByte.minus
    else { return nil }
    at += 1
    if sign == SegmentByte.zero { return 0 }
    guard let number = digits(text), number > 0 else { return nil }
    return sign == SegmentByte.minus ? -Int128(number) : Int128(number)
  }

  /// Takes a whole number as a field, `0`, `12` or `-3`; nil if there is none.
  mutating func whole(_ text: Span<UInt8>) -> Int128? {
    let negative = at < end && text[at] == SegmentByte.minus
    if negative { at += 1 }
    guard let number = digits(text), !negative || number > 0 else { return nil }
    return negative ? -Int128(number) : Int128(number)
  }

  /// Takes `[-]digits[.digits]`, the reading as it was written.
  mutating func value(_ text: Span<UInt8>) throws(SegmentFault) -> Decimal18 {
    let negative = at < end && text[at] == SegmentByte.minus
    if negative { at += 1 }
    var units: Int64 = 0
    guard take(&units, text) > 0 else { throw fault(.value) }
    var decimals = 0
    if at < end && text[at] == SegmentByte.gap {
      at += 1
      decimals = take(&units, text)
      guard (1...18).contains(decimals) else { throw fault(.value) }
    }
    return Decimal18(units: negative ? -units : units, decimals: UInt8(decimals))
  }

  /// Adds digits as long as they come and the number stays below 10^18; says how many, or -1.
  private mutating func take(_ units: inout Int64, _ text: Span<UInt8>) -> Int {
    let from = at
    while at < end, text[at] &- 48 < 10 {
      // One digit more cannot overflow: the number before is below 10^18 / 10.
      guard units < Decimal18.limit / 10 else { return -1 }
      units = units * 10 + Int64(text[at] &- 48)
      at += 1
    }
    return at - from
  }
}

/// The bytes with a meaning in a line.
enum SegmentByte {
  static let space = UInt8(ascii: " ")
  static let zero = UInt8(ascii: "=")
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let gap = UInt8(ascii: ".")
  static let open = UInt8(ascii: "(")
  static let close = UInt8(ascii: ")")
  static let times = UInt8(ascii: "@")
  static let flag = UInt8(ascii: "!")
}
