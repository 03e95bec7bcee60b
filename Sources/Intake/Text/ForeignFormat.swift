/// What a file is when it is no text, told by its first bytes and never by its name.
enum ForeignFormat {
  private static let marks: [(String, [UInt8])] = [
    ("XLSX", Array("PK\u{3}\u{4}".utf8)), ("ZIP", Array("PK\u{5}\u{6}".utf8)),
    ("gzip", [0x1F, 0x8B]), ("PDF", Array("%PDF-".utf8)),
    ("XLS", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
    ("PNG", [0x89, 0x50, 0x4E, 0x47]), ("JPEG", [0xFF, 0xD8, 0xFF]),
    ("RAR", Array("Rar!".utf8)), ("7z", [0x37, 0x7A, 0xBC, 0xAF]),
    ("SQLite", Array("SQLite format 3".utf8)), ("RTF", Array("{\\rtf".utf8)),
    ("UTF-32", [0xFF, 0xFE, 0, 0]), ("UTF-32", [0, 0, 0xFE, 0xFF]),
    ("UTF-16", [0xFF, 0xFE]), ("UTF-16", [0xFE, 0xFF]),
  ]

  /// The name of the format, or nil if the bytes may be text.
  static func name(of head: [UInt8]) -> String? {
    for (name, mark) in marks where head.starts(with: mark) {
      return name == "XLSX" && !isWorkbook(head) ? "ZIP" : name
    }
    if isMarkup(head) { return "HTML / XML" }
    guard head.contains(0) else { return nil }
    return isWideText(head) ? "UTF-16" : "binary"
  }

  // A workbook's parts lie in xl/ or are listed in [Content_Types].xml, which comes first.
  private static func isWorkbook(_ head: [UInt8]) -> Bool {
    guard head.count > 46 else { return false }
    let names = String(decoding: head.prefix(4096), as: UTF8.self)
    return names.contains("[Content_Types].xml") || names.contains("xl/")
  }

  // Many systems write an HTML table and call it .xls or .csv.
  private static func isMarkup(_ head: [UInt8]) -> Bool {
    let rest = head.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 || $0 >= 0xEF }
    let start = String(decoding: lowered(rest.prefix(9)), as: UTF8.self)
    return ["<html", "<table", "<!doctype", "<?xml"].contains { start.hasPrefix($0) }
  }

  private static func isWideText(_ head: [UInt8]) -> Bool {
    let sample = head.prefix(512)
    let odd = sample.enumerated().count { $0.offset % 2 == 1 && $0.element == 0 }
    let even = sample.enumerated().count { $0.offset % 2 == 0 && $0.element == 0 }
    return max(odd, even) * 4 > sample.count && min(odd, even) == 0
  }
}
