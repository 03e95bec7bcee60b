/// Text in UTF-16, as spreadsheets save "Unicode text".
struct WideText {
  private let path: String
  private let file: FileBytes

  init(_ path: String) throws(WorkbookFault) {
    self.path = path
    file = try FileBytes(path: path)
  }

  /// Writes it in UTF-8; half a pair becomes U+FFFD, so that its row is refused as damaged text is.
  func write(to copy: ScratchFile) throws {
    let head = try file.read(at: 0, count: 512)
    let hasMark = head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF])
    let isBig = hasMark ? head[0] == 0xFE : Self.isBig(head)
    var at = hasMark ? 2 : 0
    var rest: [UInt16] = []
    try copy.append(TextEncoding.byteOrderMark)
    while at < file.count {
      let bytes = try file.read(at: at, count: 1 << 16)
      guard bytes.count > 1 else { break }
      at += bytes.count & ~1
      rest += stride(from: 0, to: bytes.count & ~1, by: 2).map {
        let (first, second) = (UInt16(bytes[$0]), UInt16(bytes[$0 + 1]))
        return isBig ? first << 8 | second : second << 8 | first
      }
      let cut = at < file.count && rest.last.map(UTF16.isLeadSurrogate) ?? false
      let whole = cut ? rest.dropLast() : rest[...]
      try copy.append(Array(String(decoding: whole, as: UTF16.self).utf8))
      rest = cut ? [rest[rest.count - 1]] : []
    }
  }

  private static func isBig(_ head: [UInt8]) -> Bool {
    let zeros = head.indices.filter { head[$0] == 0 }
    return zeros.count { $0 % 2 == 0 } > zeros.count { $0 % 2 == 1 }
  }
}
