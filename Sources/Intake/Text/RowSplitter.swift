/// Cuts bytes into rows and rows into fields by RFC 4180, and is the only one that does.
///
/// A row ends with LF, CR LF or CR. A quote opens a field only as its first byte. Where a quote is
/// never closed, or text follows the closing quote, the row is broken: it then ends at its first
/// line end, so that the damage stays in one row.
struct RowSplitter {
  /// A field's bytes; quotes around it are not among them, doubled quotes inside still are.
  struct Field {
    var start: Int
    var end: Int
    var isQuoted: Bool
  }

  /// Where a row ended.
  struct RowEnd {
    /// Behind the last byte of its text.
    var content: Int
    /// Behind its line end: where the next row begins.
    var next: Int
    /// Whether a quote is wrong.
    var isBroken: Bool
    /// Whether more bytes, were there any, could change this row.
    var needsMore: Bool
    /// Whether the row is surely ASCII alone.
    var isASCII: Bool
  }

  /// The fields of the row that was split last.
  private(set) var fields: [Field] = []
  private let first: UInt8
  private let others: [UInt8]
  // GB18030 may hold `|` and `\` as second bytes: a lead byte takes the next one with it.
  private let inPairs: Bool
  private var isBroken = false
  private var needsMore = false
  private var seen: UInt64 = 0
  // The bytes that may end a plain field, each eight times over.
  private let firsts: UInt64

  init(_ delimiter: Delimiter, in encoding: TextEncoding) {
    let bytes = delimiter.bytes(in: encoding)
    (first, others) = (bytes[0], Array(bytes.dropFirst()))
    inPairs = encoding == .gb18030
    firsts = UInt64(bytes[0]) &* Self.ones
  }

  /// Splits the row that begins at `start`, which must lie within the bytes.
  @inline(never)
  mutating func split(_ bytes: Span<UInt8>, from start: Int) -> RowEnd {
    fields.removeAll(keepingCapacity: true)
    (isBroken, needsMore, seen) = (false, false, 0)
    var at = start
    while true {
      takeField(bytes, &at)
      guard at < bytes.count, bytes[at] == first else { break }
      at += 1 + others.count
    }
    return end(bytes, at)
  }

  private func end(_ bytes: Span<UInt8>, _ at: Int) -> RowEnd {
    var next = at
    if next < bytes.count {
      let isReturn = bytes[next] == 0x0D
      next += 1
      if isReturn && next < bytes.count && bytes[next] == 0x0A { next += 1 }
    }
    let isOpen = at == bytes.count || next == bytes.count && bytes[next - 1] == 0x0D
    return RowEnd(
      content: at, next: next, isBroken: isBroken, needsMore: needsMore || isOpen,
      isASCII: seen & Self.highs == 0)
  }

  private mutating func takeField(_ bytes: Span<UInt8>, _ at: inout Int) {
    if at < bytes.count, bytes[at] == 0x22, takeQuoted(bytes, &at) { return }
    let start = at
    if inPairs || !others.isEmpty { skipSlowly(bytes, &at) } else { skip(bytes, &at) }
    fields.append(Field(start: start, end: at, isQuoted: false))
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Goes to the next delimiter or line end, eight bytes at a time.
  private mutating func skip(_ bytes: Span<UInt8>, _ at: inout Int) {
    let raw = bytes.bytes
    var place = at
    while place &+ 8 <= raw.byteCount {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
      let hits =
        Self.zeros(word ^ firsts) | Self.zeros(word ^ (0x0A &* Self.ones))
        | Self.zeros(word ^ (0x0D &* Self.ones))
      seen |= word
      if hits != 0 {
        at = place &+ hits.trailingZeroBitCount &>> 3
        return
      }
      place &+= 8
    }
    at = place
    skipSlowly(bytes, &at)
  }

  /// Not zero in bytes that are zero; exact up to the first of them.
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highs }

  private mutating func skipSlowly(_ bytes: Span<UInt8>, _ at: inout Int) {
    while at < bytes.count {
      let byte = bytes[at]
      if byte == first && isDelimiter(bytes, at) || byte == 0x0A || byte == 0x0D { break }
      seen |= UInt64(byte)
      at += inPairs && byte >= 0x81 && at + 1 < bytes.count && bytes[at + 1] >= 0x30 ? 2 : 1
    }
  }

  private mutating func takeQuoted(_ bytes: Span<UInt8>, _ at: inout Int) -> Bool {
    var place = at + 1
    while place < bytes.count {
      let byte = bytes[place]
      seen |= UInt64(byte)
      guard byte == 0x22 else {
        place &+= 1
        continue
      }
      guard place + 1 < bytes.count, bytes[place + 1] == 0x22 else {
        return close(bytes, &at, place)
      }
      place &+= 2
    }
    (isBroken, needsMore) = (true, true)
    return false
  }

  private mutating func close(_ bytes: Span<UInt8>, _ at: inout Int, _ quote: Int) -> Bool {
    let after = quote + 1
    if after + others.count >= bytes.count { needsMore = true }
    guard
      after == bytes.count || bytes[after] == 0x0A || bytes[after] == 0x0D
        || bytes[after] == first && isDelimiter(bytes, after)
    else {
      isBroken = true
      return false
    }
    fields.append(Field(start: at + 1, end: quote, isQuoted: true))
    at = after
    return true
  }

  private func isDelimiter(_ bytes: Span<UInt8>, _ at: Int) -> Bool {
    guard !others.isEmpty else { return true }
    guard at + others.count < bytes.count else { return false }
    for place in others.indices where bytes[at + 1 + place] != others[place] { return false }
    return true
  }
}

extension RowSplitter {
  /// Whether the row's fields from a column on hold nothing but blanks.
  func isBlank(_ bytes: Span<UInt8>, from column: Int) -> Bool {
    for place in min(column, fields.count)..<fields.count {
      for at in fields[place].start..<fields[place].end
      where bytes[at] != 0x20 && bytes[at] != 0x09 {
        return false
      }
    }
    return true
  }

  /// Whether the row has so many columns, blank ones at the end not counted.
  func hasColumns(_ count: Int, _ bytes: Span<UInt8>) -> Bool {
    fields.count == count || fields.count > count && isBlank(bytes, from: count)
  }
}
