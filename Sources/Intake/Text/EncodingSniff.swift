extension TextEncoding {
  /// The encoding of a file's beginning: byte order mark, then strict UTF-8, then GB18030.
  ///
  /// One damaged byte does not turn UTF-8 into GB18030: Chinese text in GB18030 hardly ever holds
  /// a well-formed UTF-8 character, so many of those decide.
  ///
  /// - Parameter head: the beginning of the file; a character cut at its end is no damage.
  static func sniff(_ head: [UInt8]) -> TextEncoding {
    if head.starts(with: byteOrderMark) { return .utf8 }
    let counts = utf8Counts(head)
    if counts.damages == 0 { return .utf8 }
    return counts.characters > 4 * counts.damages ? .utf8 : .gb18030
  }

  private static func utf8Counts(_ head: [UInt8]) -> (characters: Int, damages: Int) {
    var (characters, damages, at) = (0, 0, 0)
    while at < head.count {
      let width = width(of: head[at])
      if width == 1 {
        at += 1
        continue
      }
      guard width > 0, at + width <= head.count else {
        if width > 0 && at + 4 > head.count { break }
        (damages, at) = (damages + 1, at + 1)
        continue
      }
      let isWhole = isUTF8(head[at..<at + width])
      if isWhole { characters += 1 } else { damages += 1 }
      at += isWhole ? width : 1
    }
    return (characters, damages)
  }

  private static func width(of lead: UInt8) -> Int {
    switch lead {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 0
    }
  }
}
