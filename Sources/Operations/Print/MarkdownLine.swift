/// What one line of Markdown looks like.
struct MarkdownLine {
  /// How many spaces it begins with.
  let indent: Int
  /// Without the spaces before it.
  let text: String

  init(_ line: String) {
    indent = line.prefix { $0 == " " }.count
    text = String(line.dropFirst(indent))
  }

  /// Without the spaces behind it, too.
  var body: String {
    var body = Substring(text)
    while body.last == " " { body.removeLast() }
    return String(body)
  }

  var isEmpty: Bool { text.allSatisfy { $0 == " " } }

  /// The sign of a fence around code, as long as it is.
  var fence: String? {
    guard indent < 4, let sign = text.first, sign == "`" || sign == "~" else { return nil }
    let fence = text.prefix { $0 == sign }
    // A line with more of the signs is code within a paragraph.
    guard fence.count >= 3, sign == "~" || !text.dropFirst(fence.count).contains("`") else {
      return nil
    }
    return String(fence)
  }

  var heading: (level: Int, text: String)? {
    let signs = text.prefix { $0 == "#" }.count
    let rest = text.dropFirst(signs)
    guard indent < 4, (1...6).contains(signs), rest.isEmpty || rest.first == " " else {
      return nil
    }
    var words = rest.trimmingPrefix { $0 == " " }
    while words.last == " " { words.removeLast() }
    // Signs behind a heading close it.
    let behind = words.reversed().prefix { $0 == "#" }.count
    let before = words.dropLast(behind)
    if behind > 0, before.isEmpty || before.last == " " { words = before }
    while words.last == " " { words.removeLast() }
    return (signs, String(words))
  }

  /// The level of the heading above, which this line underlines.
  var underline: Int? {
    guard indent < 4, let sign = body.first, body.allSatisfy({ $0 == sign }) else { return nil }
    return sign == "=" ? 1 : sign == "-" ? 2 : nil
  }

  var isRule: Bool {
    let signs = text.filter { $0 != " " }
    guard indent < 4, signs.count >= 3, let sign = signs.first, "-*_".contains(sign) else {
      return false
    }
    return signs.allSatisfy { $0 == sign }
  }

  var quoted: String? {
    guard indent < 4, text.hasPrefix(">") else { return nil }
    let rest = text.dropFirst()
    return String(rest.hasPrefix(" ") ? rest.dropFirst() : rest)
  }

  /// Whether it cannot go on with a paragraph.
  var interrupts: Bool {
    isEmpty || fence != nil || heading != nil || isRule || quoted != nil || marker?.breaks == true
  }
}

extension MarkdownLine {
  /// What begins an item of a list.
  struct Marker {
    /// Items of one list have one sign.
    let sign: Character
    /// nil for a dot.
    let number: Int?
    /// How far the item's other lines are indented at least.
    let width: Int
    /// What stands behind it.
    let rest: String
    /// Whether a list may begin here although a paragraph has not ended.
    var breaks: Bool { !rest.isEmpty && (number == nil || number == 1) }
  }

  var marker: Marker? {
    guard indent < 4, let first = text.first else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let length = "-*+".contains(first) ? 0 : digits.count
    guard length == 0 ? "-*+".contains(first) : length <= 9 else { return nil }
    let rest = text.dropFirst(length)
    guard let sign = rest.first, length == 0 || sign == "." || sign == ")" else { return nil }
    let behind = rest.dropFirst()
    let spaces = behind.prefix { $0 == " " }.count
    guard behind.isEmpty || spaces > 0 else { return nil }
    // Five spaces begin code within the item.
    let taken = (1...4).contains(spaces) && spaces < behind.count ? spaces : 1
    return Marker(
      sign: sign, number: length == 0 ? nil : Int(digits), width: indent + length + 1 + taken,
      rest: String(behind.dropFirst(taken)))
  }

  /// The cells of a row of a table; `\|` is a sign within one.
  var cells: [String] {
    var (cells, cell, isEscaped) = ([String](), "", false)
    for sign in body {
      if sign == "|", !isEscaped {
        cells.append(cell)
        cell = ""
      } else {
        if sign == "|" { cell.removeLast() }
        cell.append(sign)
      }
      isEscaped = sign == "\\" && !isEscaped
    }
    cells.append(cell)
    if body.hasPrefix("|") { cells.removeFirst() }
    if cells.last?.allSatisfy({ $0 == " " }) == true, body.hasSuffix("|") { cells.removeLast() }
    return cells.map { MarkdownLine($0).body }
  }

  /// The columns of a table, where the line is the one below its head.
  var columns: [Markdown.Alignment]? {
    guard indent < 4, text.contains("-"), text.contains("|") || text.contains(":") else {
      return nil
    }
    let columns = cells.compactMap { cell -> Markdown.Alignment? in
      guard cell.contains("-"), cell.wholeMatch(of: /:?-+:?/) != nil else { return nil }
      return cell.hasSuffix(":") ? (cell.hasPrefix(":") ? .centre : .right) : .left
    }
    return columns.count == cells.count && !columns.isEmpty ? columns : nil
  }
}

/// The lines of a paragraph, as they become one.
struct MarkdownParagraph {
  private(set) var joined = ""
  private var breaks = false

  var isEmpty: Bool { joined.isEmpty }

  mutating func add(_ line: MarkdownLine) {
    if !joined.isEmpty { joined += breaks ? "\n" : Self.between(joined.last, line.text.first) }
    breaks = line.text.hasSuffix("  ") || line.body.hasSuffix("\\")
    let body = line.body
    joined += body.hasSuffix("\\") ? String(body.dropLast()) : body
  }

  // Chinese has no spaces between words, so the end of a line is none.
  private static func between(_ before: Character?, _ after: Character?) -> String {
    let isWide = { (sign: Character?) in (sign?.unicodeScalars.first?.value ?? 0) >= 0x2E80 }
    return isWide(before) && isWide(after) ? "" : " "
  }
}
