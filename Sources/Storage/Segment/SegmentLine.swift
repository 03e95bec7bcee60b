import SiteModel

/// Everything of a line that stands before its numbers.
struct SegmentLine {
  /// The bytes of the point's id and of the unit.
  let point: Range<Int>, unit: Range<Int>
  let decimals: DecimalShape
  /// Seconds since 1970 in UTC, and the offset they were written at.
  let start: Int64, offset: Offset
  /// Seconds; 0 where each reading has its own time.
  let step: Int64
  /// The first reading as written.
  let first: Decimal18
  /// Nil where the line has one reading only.
  let numbers: NumberRule?

  /// Reads the head and leaves the cursor before the numbers, flags or end.
  init(_ text: Span<UInt8>, _ cursor: inout SegmentCursor) throws(SegmentFault) {
    point = try Self.id(text, &cursor)
    try cursor.space(text)
    unit = try Self.unit(text, &cursor)
    try cursor.space(text)
    decimals = try Self.decimals(text, &cursor)
    try cursor.space(text)
    (start, offset) = try Self.start(text, &cursor)
    try cursor.space(text)
    guard let step = cursor.digits(text), step <= SegmentLimit.step else {
      throw cursor.fault(.step)
    }
    self.step = Int64(step)
    try cursor.space(text)
    first = try cursor.value(text)
    let more = !cursor.isAtEnd && !cursor.sees(SegmentByte.flag, in: text)
    numbers = more ? try Self.rule(text, &cursor) : nil
  }

  static func isIDByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95: true
    default: false
    }
  }

  /// Takes a point's id or a flag's name.
  static func id(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor, or flaw: SegmentFlaw = .point
  ) throws(SegmentFault) -> Range<Int> {
    let field = try cursor.field(text)
    for at in field where !isIDByte(text[at]) { throw cursor.fault(flaw) }
    return field
  }

  private static func unit(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor
  ) throws(SegmentFault) -> Range<Int> {
    let field = try cursor.field(text)
    for at in field {
      let c1 = text[at] == 0xC2 && at + 1 < field.upperBound && text[at + 1] < 0xA0
      guard text[at] > 32, text[at] != 127, !c1 else { throw cursor.fault(.unit) }
    }
    let bytes = field.map { text[$0] }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw cursor.fault(.unit) }
    return field
  }

  private static func decimals(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor
  ) throws(SegmentFault) -> DecimalShape {
    guard let first = cursor.digits(text), first <= 18 else { throw cursor.fault(.decimals) }
    guard !cursor.isAtEnd, text[cursor.at] == SegmentByte.minus else {
      return DecimalShape(least: Int(first), most: Int(first))
    }
    cursor.at += 1
    guard let most = cursor.digits(text), first < most, most <= 18 else {
      throw cursor.fault(.decimals)
    }
    return DecimalShape(least: Int(first), most: Int(most))
  }

  private static func start(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor
  ) throws(SegmentFault) -> (Int64, Offset) {
    let field = try cursor.field(text)
    // 25 bytes leave out the offset `Z`, which the format does not have.
    guard field.count == 25,
      let (instant, offset) = Instant.parse(SegmentReader.string(text, field)),
      SegmentLimit.instants.contains(instant.seconds)
    else { throw cursor.fault(.start) }
    return (instant.seconds, offset)
  }

  private static func rule(
    _ text: Span<UInt8>, _ cursor: inout SegmentCursor
  ) throws(SegmentFault) -> NumberRule {
    try cursor.space(text)
    let name = try cursor.field(text)
    guard let kind = RuleKind(rawValue: SegmentReader.string(text, name)) else {
      throw cursor.fault(.rule)
    }
    try cursor.space(text)
    guard let quantum = cursor.digits(text), quantum > 0 else { throw cursor.fault(.quantum) }
    try cursor.space(text)
    guard let base = cursor.whole(text), cursor.isAtEnd || text[cursor.at] == SegmentByte.space
    else { throw cursor.fault(.base) }
    return NumberRule(kind: kind, quantum: Int128(quantum), base: base)
  }
}
