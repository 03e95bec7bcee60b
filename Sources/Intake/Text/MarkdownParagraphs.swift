/// The paragraphs of a Markdown text: lines that a program would show as one paragraph are one.
///
/// Nothing is taken away but line ends, so marks are compared like words. Within a fence every line
/// is a paragraph.
struct MarkdownParagraphs {
  private(set) var paragraphs: [String] = []
  private var open = ""
  private var fence: Character?

  init(_ lines: [String]) {
    for line in lines { take(line) }
    close()
  }

  private mutating func take(_ line: String) {
    let text = line.drop { $0 == " " || $0 == "\t" }
    if let mark = text.first, mark == "`" || mark == "~",
      text.prefix(while: { $0 == mark }).count > 2,
      fence == nil || fence == mark
    {
      fence = fence == nil ? mark : nil
      return alone(line)
    }
    if fence != nil { return alone(line) }
    if text.isEmpty { return close() }
    if Self.beginsBlock(text) { close() }
    join(line)
    if Self.endsBlock(line, text) { close() }
  }

  private mutating func alone(_ line: String) {
    close()
    paragraphs.append(line)
  }

  private mutating func join(_ line: String) {
    guard let last = open.last, let first = line.first(where: { !$0.isWhitespace }) else {
      open = line
      return
    }
    // A line end between words is a blank; between Han characters nobody would read one.
    let isTight = !last.isASCII && !first.isASCII
    open += (isTight ? "" : " ") + line.drop { $0 == " " || $0 == "\t" }
  }

  private mutating func close() {
    if !open.isEmpty { paragraphs.append(open) }
    open = ""
  }

  /// Headings, items, quotes, rows of tables and rules begin something of their own.
  private static func beginsBlock(_ text: Substring) -> Bool {
    guard let first = text.first else { return false }
    if "#>|".contains(first) { return true }
    if "-*+_=".contains(first) {
      return text.dropFirst().first.map { $0 == " " || $0 == "\t" || $0 == first } ?? true
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    return !digits.isEmpty && digits.count < 10 && (rest.hasPrefix(". ") || rest.hasPrefix(") "))
  }

  private static func endsBlock(_ line: String, _ text: Substring) -> Bool {
    line.hasSuffix("  ") || line.hasSuffix("\\") || "#|".contains(text.first ?? " ")
  }
}
