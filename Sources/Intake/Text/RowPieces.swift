/// Whole rows of a file: the bytes of all pieces, one after another, are the bytes of the file.
package struct RowPiece: Sendable {
  /// The piece's bytes in the file's own encoding, ending with a row's end.
  package var bytes: [UInt8]
  /// Where the first row begins: 3 behind a byte order mark, else 0.
  package let start: Int
  /// How many rows at the top of the piece are title, header or unit rows.
  package let leadingRows: Int
  /// Whether the last row has no line end: the file ends here and may have been cut short.
  package let endsOpen: Bool
}

/// Reads a file in pieces of whole rows of about 256 KiB; memory never holds more than 1 MiB of it.
package struct RowPieces: ~Copyable {
  /// Bytes a piece has unless one row is longer.
  package static let size = 256 * 1024
  /// Bytes a row must stay below, line end included.
  package static let rowLimit = 1024 * 1024

  private let name: String
  private let plan: IntakePlan
  private var source: ByteSource
  private var splitter: RowSplitter
  private var rest: [UInt8] = []
  private var passed = 0
  private var leadingRows: Int

  /// Opens a file.
  ///
  /// - Parameter name: said in faults instead of the path.
  /// - Throws: ``IntakeFault/unreadable(file:why:)``.
  package init(file path: String, name: String? = nil, plan: IntakePlan) throws(IntakeFault) {
    self.init(name: name ?? path, source: try ByteSource(path: path), plan: plan)
  }

  /// Reads bytes that are already here; `name` is said in faults.
  package init(bytes: [UInt8], name: String, plan: IntakePlan) {
    self.init(name: name, source: ByteSource(bytes: bytes), plan: plan)
  }

  private init(name: String, source: consuming ByteSource, plan: IntakePlan) {
    (self.name, self.plan, leadingRows) = (name, plan, plan.leadingRows)
    self.source = source
    splitter = RowSplitter(plan.delimiter, in: plan.encoding)
  }

  /// The next piece, or nil at the end of the file.
  ///
  /// - Parameter buffer: an array that nobody else holds, whose memory may be used again.
  /// - Throws: ``IntakeFault/rowTooLong(file:row:)`` or ``IntakeFault/unreadable(file:why:)``.
  package mutating func next(
    reusing buffer: consuming [UInt8] = []
  ) throws(IntakeFault) -> RowPiece? {
    var bytes = consume buffer
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: rest)
    rest.removeAll(keepingCapacity: true)
    let cut = try fill(&bytes)
    guard !bytes.isEmpty else { return nil }
    rest.append(contentsOf: bytes[cut...])
    bytes.removeLast(bytes.count - cut)
    defer { passed += cut }
    return piece(bytes)
  }

  private mutating func piece(_ bytes: [UInt8]) -> RowPiece {
    let start = start(of: bytes)
    let leading = min(leadingRows, countRows(bytes, from: start, upTo: leadingRows))
    leadingRows -= leading
    let endsOpen = bytes.last != 0x0A && bytes.last != 0x0D
    return RowPiece(bytes: bytes, start: start, leadingRows: leading, endsOpen: endsOpen)
  }

  private func start(of bytes: [UInt8]) -> Int {
    passed == 0 && bytes.starts(with: TextEncoding.byteOrderMark) ? 3 : 0
  }

  /// Reads on until the bytes hold a whole row; answers where the last whole row ends.
  private mutating func fill(_ bytes: inout [UInt8]) throws(IntakeFault) -> Int {
    var goal = max(Self.size, min(bytes.count + Self.size / 4, Self.rowLimit))
    while true {
      if try source.read(upTo: goal, into: &bytes) { return bytes.count }
      let cut = lastRowEnd(bytes)
      if cut > 0 { return cut }
      guard bytes.count < Self.rowLimit else {
        throw .rowTooLong(file: name, row: try rowsPassed() + 1)
      }
      goal = min(bytes.count + Self.size, Self.rowLimit)
    }
  }

  private mutating func lastRowEnd(_ bytes: [UInt8]) -> Int {
    if !contains(bytes.span, 0x22) {
      if let end = bytes.lastIndex(of: 0x0A) { return end + 1 }
      return bytes.dropLast().lastIndex(of: 0x0D).map { $0 + 1 } ?? 0
    }
    var at = start(of: bytes)
    var cut = 0
    while at < bytes.count {
      let end = splitter.split(bytes.span, from: at)
      // A quote that nothing closes within the limit is a broken row, not a long one.
      let isGivenUp =
        cut == 0 && bytes.count >= Self.rowLimit && end.isBroken && end.next < bytes.count
      if end.needsMore && !isGivenUp { break }
      (at, cut) = (end.next, end.next)
    }
    return cut
  }

  private mutating func countRows(_ bytes: [UInt8], from start: Int, upTo limit: Int) -> Int {
    var (at, rows) = (start, 0)
    while at < bytes.count && rows < limit {
      at = splitter.split(bytes.span, from: at).next
      rows += 1
    }
    return rows
  }

  // Counted only when a person must be told: counting always would cost a pass over the file.
  private mutating func rowsPassed() throws(IntakeFault) -> Int {
    var again = RowPieces(name: name, source: try source.again(), plan: plan)
    var (rows, bytes) = (0, 0)
    while bytes < passed, let piece = try again.next() {
      bytes += piece.bytes.count
      rows += countRows(piece.bytes, from: piece.start, upTo: .max)
    }
    return rows
  }
}

/// Whether a byte occurs, eight bytes at a time.
func contains(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
  let raw = bytes.bytes
  let (ones, highs) = (0x0101_0101_0101_0101 as UInt64, 0x8080_8080_8080_8080 as UInt64)
  let pattern = ones &* UInt64(byte)
  var at = 0
  while at &+ 32 <= raw.byteCount {
    var hit: UInt64 = 0
    for step in 0..<4 {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: at &+ step &* 8, as: UInt64.self) ^ pattern
      hit |= (word &- ones) & ~word & highs
    }
    if hit != 0 { return true }
    at &+= 32
  }
  while at < bytes.count {
    if bytes[at] == byte { return true }
    at &+= 1
  }
  return false
}
