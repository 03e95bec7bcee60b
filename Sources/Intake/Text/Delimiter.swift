/// What stands between two fields.
package enum Delimiter: String, Sendable, Hashable, CaseIterable {
  case comma = ","
  case semicolon = ";"
  case tab = "\t"
  case bar = "|"
  /// U+FF0C, as Chinese input methods write it.
  case wideComma = "，"
  /// U+FF1B.
  case wideSemicolon = "；"

  /// Its bytes in a file of that encoding.
  func bytes(in encoding: TextEncoding) -> [UInt8] {
    switch (self, encoding) {
    case (.wideComma, .gb18030): [0xA3, 0xAC]
    case (.wideSemicolon, .gb18030): [0xA3, 0xBB]
    default: Array(rawValue.utf8)
    }
  }
}
