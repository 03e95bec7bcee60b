/// A piece's rows in UTF-8, and which of them hold bytes that are not of the file's encoding.
struct DecodedPiece {
  /// The rows; a damaged row of another encoding than UTF-8 stands as an empty line.
  let bytes: [UInt8]
  let start: Int
  private var damaged: [Int: [UInt8]] = [:]
  private let mayBeDamaged: Bool
  private var isWhole: Bool?
  private var asked = 0

  init(_ piece: RowPiece, _ plan: IntakePlan) {
    mayBeDamaged = plan.encoding == .utf8
    guard plan.encoding != .utf8, hasHighBytes(piece.bytes.span) else {
      (bytes, start) = (piece.bytes, piece.start)
      return
    }
    start = 0
    let rows = piece.bytes[piece.start...]
    if let text = plan.encoding.decode(rows) {
      bytes = text
    } else {
      (bytes, damaged) = Self.byRow(piece, plan)
    }
  }

  /// Whether the row cannot be read; `row` is its number in the piece.
  mutating func isDamaged(_ range: Range<Int>, row: Int, isASCII: Bool) -> Bool {
    guard mayBeDamaged else { return damaged[row] != nil }
    if isASCII || isWhole == true { return false }
    // The fast path leaves a few rows of a piece to be asked about; looking through the whole
    // piece pays only where many are.
    asked += 1
    if isWhole == nil && asked > 16 { isWhole = isUTF8(bytes[start...]) }
    return isWhole != true && !isUTF8(bytes[range])
  }

  /// A row in UTF-8 with U+FFFD for what cannot be read.
  func readable(_ range: Range<Int>, row: Int) -> [UInt8] {
    damaged[row] ?? TextEncoding.utf8.decodeLossily(bytes[range])
  }

  private static func byRow(_ piece: RowPiece, _ plan: IntakePlan) -> ([UInt8], [Int: [UInt8]]) {
    var splitter = RowSplitter(plan.delimiter, in: plan.encoding)
    var (text, damaged): ([UInt8], [Int: [UInt8]]) = ([], [:])
    var (at, row) = (piece.start, 0)
    while at < piece.bytes.count {
      let next = splitter.split(piece.bytes.span, from: at).next
      if let decoded = plan.encoding.decode(piece.bytes[at..<next]) {
        text += decoded
      } else {
        damaged[row] = plan.encoding.decodeLossily(piece.bytes[at..<next])
        text.append(0x0A)
      }
      (at, row) = (next, row + 1)
    }
    return (text, damaged)
  }
}

/// Whether a byte is no ASCII, eight bytes at a time.
func hasHighBytes(_ bytes: Span<UInt8>) -> Bool {
  let raw = bytes.bytes
  var at = 0
  while at &+ 32 <= raw.byteCount {
    var all: UInt64 = 0
    for step in 0..<4 {
      all |= raw.unsafeLoadUnaligned(fromByteOffset: at &+ step &* 8, as: UInt64.self)
    }
    if all & 0x8080_8080_8080_8080 != 0 { return true }
    at &+= 32
  }
  while at < bytes.count {
    if bytes[at] >= 0x80 { return true }
    at &+= 1
  }
  return false
}
