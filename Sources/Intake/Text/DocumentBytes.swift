/// The bytes of a text document as lines: by its byte order mark, else UTF-8, else GB18030, as files
/// of readings are read.
enum DocumentBytes {
  /// - Throws: ``WorkbookFault/damaged(file:part:)`` for bytes that are no text: a document is read
  ///   as it is or not at all.
  static func lines(_ bytes: [UInt8], _ name: String) throws(WorkbookFault) -> [String] {
    guard let text = text(bytes) else { throw .damaged(file: name, part: name) }
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(
      String.init)
  }

  /// Whether UTF-16 says so by its mark.
  static func hasWideMark(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  private static func text(_ bytes: [UInt8]) -> String? {
    if hasWideMark(bytes) { return wide(bytes) }
    let mark = TextEncoding.byteOrderMark
    let start = bytes.starts(with: mark) ? mark.count : 0
    // The whole text decides, as its end is no cut: what is not UTF-8 to the last byte is GB18030.
    let encodings: [TextEncoding] = start > 0 ? [.utf8] : [.utf8, .gb18030]
    for encoding in encodings {
      if let text = encoding.decode(bytes[start...]) {
        return String(decoding: text, as: UTF8.self)
      }
    }
    return nil
  }

  private static func wide(_ bytes: [UInt8]) -> String? {
    guard bytes.count % 2 == 0 else { return nil }
    let isBig = bytes[0] == 0xFE
    let units = stride(from: 2, to: bytes.count, by: 2).map { at in
      let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      return isBig ? first << 8 | second : second << 8 | first
    }
    return String(validating: units, as: UTF16.self)
  }
}
