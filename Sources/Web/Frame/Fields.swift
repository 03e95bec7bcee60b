import Foundation

/// What a query or a form says: names and texts, in the order of the form; and its files.
struct Fields: Sendable {
  /// As they came; a name may come several times.
  private(set) var pairs: [(name: String, text: String)] = []
  private(set) var files: [UploadedFile] = []

  init() {}

  init(pairs: [(name: String, text: String)], files: [UploadedFile] = []) {
    (self.pairs, self.files) = (pairs, files)
  }

  /// Reads `a=1&b=%E4%B8%AD`; what is no UTF-8 is replaced, nothing fails.
  init(encoded: some StringProtocol) {
    pairs = encoded.split(separator: "&").map { piece in
      let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decoded(parts[0]), parts.count == 2 ? Self.decoded(parts[1]) : "")
    }
  }

  /// The first text of a name; nil if the form has none, or an empty one.
  subscript(_ name: String) -> String? {
    pairs.first { $0.name == name && !$0.text.isEmpty }?.text
  }

  /// The file of a field; nil if none was chosen.
  func file(_ field: String) -> (bytes: [UInt8], name: String)? {
    files.first { $0.field == field && !$0.bytes.isEmpty }.map { ($0.bytes, $0.name) }
  }

  /// Whether the form has the name at all.
  func has(_ name: String) -> Bool { pairs.contains { $0.name == name } }

  /// Those whose names begin so, without that.
  func under(_ prefix: String) -> [(name: String, text: String)] {
    pairs.filter { $0.name.hasPrefix(prefix) }
      .map { (String($0.name.dropFirst(prefix.count)), $0.text) }
  }

  /// One piece of a path, a query or a form, in the person's characters.
  static func decoded(_ piece: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(piece).utf8
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
          bytes.append(byte)
          continue
        }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text as one piece of a path or a query.
  static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain
        ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}

/// A file that came with a form.
struct UploadedFile: Sendable {
  /// The field.
  let field: String
  /// As the browser says; a stranger's text.
  let name: String
  let bytes: [UInt8]
}
