import SiteModel

/// A text in Markdown, read into blocks: headings, paragraphs, lists within lists, tables, code,
/// quotations, rules. Raw HTML is text like any other.
struct Markdown: Sendable, Hashable {
  /// One block.
  indirect enum Block: Sendable, Hashable {
    case heading(level: Int, String)
    /// Lines are joined already; a line feed is one that the author wants.
    case paragraph(String)
    case code(String)
    case quote([Block])
    /// Counted from a number, or with dots. The blocks of each item.
    case list(from: Int?, [[Block]])
    case table(head: [String], [[String]], aligned: [Alignment])
    case rule
  }

  /// How a column of a table stands.
  enum Alignment: Sendable, Hashable { case left, centre, right }

  let blocks: [Block]

  init(_ text: String) {
    var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { Self.spaced($0) }
    if let first = lines.first, first.hasPrefix("\u{FEFF}") {
      lines[0].unicodeScalars.removeFirst()
    }
    var reader = MarkdownReader(lines)
    blocks = reader.blocks()
  }

  // Tabs go to the next fourth place, as Markdown counts.
  private static func spaced(_ line: Substring) -> String {
    guard line.contains("\t") else { return String(line) }
    return line.reduce(into: "") { text, sign in
      text += sign == "\t" ? String(repeating: " ", count: 4 - text.count % 4) : String(sign)
    }
  }
}

/// Goes through lines and takes the blocks that begin there.
struct MarkdownReader {
  private let lines: [String]
  // How many lists and quotations are around it.
  private let depth: Int
  private var at = 0

  init(_ lines: [String], depth: Int = 0) { (self.lines, self.depth) = (lines, depth) }

  mutating func blocks() -> [Markdown.Block] {
    // Nobody writes so, except to bring a program down.
    guard depth < 30 else { return [.code(lines.joined(separator: "\n"))] }
    var blocks: [Markdown.Block] = []
    while at < lines.count {
      let line = MarkdownLine(lines[at])
      if line.isEmpty { at += 1 } else { blocks.append(block(line)) }
    }
    return blocks
  }

  private mutating func block(_ line: MarkdownLine) -> Markdown.Block {
    if line.indent >= 4 { return indentedCode() }
    if let fence = line.fence { return fencedCode(fence, line.indent) }
    if let (level, text) = line.heading {
      at += 1
      return .heading(level: level, text)
    }
    if line.isRule {
      at += 1
      return .rule
    }
    if line.quoted != nil { return quote() }
    if let marker = line.marker { return list(marker) }
    return table() ?? paragraph()
  }

  private mutating func indentedCode() -> Markdown.Block {
    var code: [String] = []
    while at < lines.count {
      let line = MarkdownLine(lines[at])
      guard line.isEmpty || line.indent >= 4 else { break }
      code.append(String(lines[at].dropFirst(4)))
      at += 1
    }
    while code.last?.isEmpty == true { code.removeLast() }
    return .code(code.joined(separator: "\n"))
  }

  private mutating func fencedCode(_ fence: String, _ indent: Int) -> Markdown.Block {
    var code: [String] = []
    at += 1
    while at < lines.count {
      let line = MarkdownLine(lines[at])
      at += 1
      if let end = line.fence, end.hasPrefix(fence), line.body == end { break }
      let before = lines[at - 1].prefix { $0 == " " }.count
      code.append(String(lines[at - 1].dropFirst(min(indent, before))))
    }
    return .code(code.joined(separator: "\n"))
  }

  private mutating func quote() -> Markdown.Block {
    var inner: [String] = []
    while at < lines.count {
      let line = MarkdownLine(lines[at])
      // A line without the sign goes on with the paragraph before it.
      guard let text = line.quoted ?? (line.interrupts ? nil : line.text) else { break }
      inner.append(text)
      at += 1
    }
    var reader = MarkdownReader(inner, depth: depth + 1)
    return .quote(reader.blocks())
  }

  private mutating func list(_ first: MarkdownLine.Marker) -> Markdown.Block {
    var items: [[Markdown.Block]] = []
    while at < lines.count, let marker = MarkdownLine(lines[at]).marker, marker.sign == first.sign,
      !MarkdownLine(lines[at]).isRule
    {
      var reader = MarkdownReader(item(marker), depth: depth + 1)
      items.append(reader.blocks())
    }
    return .list(from: first.number, items)
  }

  /// The lines of one item, without what indents them.
  private mutating func item(_ marker: MarkdownLine.Marker) -> [String] {
    var inner = [marker.rest]
    at += 1
    while at < lines.count {
      let line = MarkdownLine(lines[at])
      if line.isEmpty {
        guard let next = lines[at...].lazy.map(MarkdownLine.init).first(where: { !$0.isEmpty }),
          next.indent >= marker.width
        else { break }
        inner.append("")
      } else if line.indent >= marker.width {
        inner.append(String(lines[at].dropFirst(marker.width)))
      } else if line.interrupts || line.marker != nil || inner.last?.isEmpty == true {
        break
      } else {
        inner.append(line.text)
      }
      at += 1
    }
    skipEmpty(before: marker)
    return inner
  }

  // Empty lines between two items of one list.
  private mutating func skipEmpty(before marker: MarkdownLine.Marker) {
    let next = lines[at...].firstIndex { !MarkdownLine($0).isEmpty }
    if let next, MarkdownLine(lines[next]).marker?.sign == marker.sign { at = next }
  }

  private mutating func table() -> Markdown.Block? {
    guard at + 1 < lines.count, lines[at].contains("|"),
      let aligned = MarkdownLine(lines[at + 1]).columns
    else { return nil }
    let head = MarkdownLine(lines[at]).cells
    guard head.count == aligned.count else { return nil }
    at += 2
    var rows: [[String]] = []
    while at < lines.count, case let line = MarkdownLine(lines[at]), !line.isEmpty,
      line.text.contains("|") || !line.interrupts
    {
      let cells = line.cells
      rows.append(head.indices.map { cells.indices.contains($0) ? cells[$0] : "" })
      at += 1
    }
    return .table(head: head, rows, aligned: aligned)
  }

  private mutating func paragraph() -> Markdown.Block {
    var text = MarkdownParagraph()
    while at < lines.count, case let line = MarkdownLine(lines[at]), !line.isEmpty {
      if !text.isEmpty, let level = line.underline {
        at += 1
        return .heading(level: level, text.joined)
      }
      if !text.isEmpty, line.interrupts { break }
      text.add(line)
      at += 1
    }
    return .paragraph(text.joined)
  }
}
