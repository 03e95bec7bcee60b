/// The text of one part of a DOCX: what a person reads once all tracked changes are accepted.
struct WordPart {
  private var xml: XMLPull
  private let styles: WordStyles
  private let part: PartBytes
  private var size = 0

  init(_ part: PartBytes, _ styles: WordStyles) throws(WorkbookFault) {
    (self.part, self.styles) = (part, styles)
    // Drawings in drawings, tables in tables: far deeper than a sheet.
    xml = try XMLPull(part, depthLimit: 256)
  }

  mutating func read() throws(WorkbookFault) -> [String] {
    var list = ParagraphList(file: part.path)
    try list.add(try blocks())
    return list.paragraphs
  }

  // What is said beside the text, about it, or a second time for older programs.
  private static let passed: Set<Substring> = [
    "del", "moveFrom", "delText", "delInstrText", "instrText", "rPr", "sdtPr", "sectPr", "tblPr",
    "tblGrid", "tcPr", "Fallback", "rt",
  ]

  // MARK: Blocks

  /// The paragraphs within the element that was opened last, or within the whole part.
  private mutating func blocks() throws(WorkbookFault) -> [String] {
    let depth = xml.depth
    var (texts, carried) = ([String](), "")
    while let event = try xml.next() {
      if case .start(let tag) = event {
        switch tag.name {
        case "p": texts += try paragraph(&carried)
        case "tbl": texts += try table()
        case "footnote", "endnote": if tag["type"] ?? "normal" != "normal" { try xml.skipElement() }
        default: if Self.passed.contains(tag.name) { try xml.skipElement() }
        }
      } else if case .end = event, xml.depth < depth {
        break
      }
    }
    return carried.isEmpty ? texts : texts + [carried]
  }

  private mutating func table() throws(WorkbookFault) -> [String] {
    let depth = xml.depth
    var rows: [String] = []
    while let event = try xml.next() {
      if case .start(let tag) = event {
        if tag.name == "tr" {
          if let row = try row() { rows.append(row) }
        } else if Self.passed.contains(tag.name) {
          try xml.skipElement()
        }
      } else if case .end = event, xml.depth < depth {
        break
      }
    }
    return rows
  }

  /// The cells of a row; nil for one that was deleted, or is blank.
  private mutating func row() throws(WorkbookFault) -> String? {
    let depth = xml.depth
    var (cells, isGone) = ([String](), false)
    while let event = try xml.next() {
      if case .start(let tag) = event {
        if tag.name == "tc" {
          cells.append(try blocks().map(ParagraphList.inline).joined(separator: " "))
        } else if tag.name == "del" {
          isGone = true
        }
      } else if case .end = event, xml.depth < depth {
        break
      }
    }
    return isGone || cells.allSatisfy(\.isEmpty) ? nil : cells.joined(separator: " | ")
  }

  // MARK: Paragraphs

  /// A paragraph, and those of the text boxes that hang on it.
  ///
  /// - Parameter carried: the text of a paragraph before whose end was deleted.
  private mutating func paragraph(_ carried: inout String) throws(WorkbookFault) -> [String] {
    let depth = xml.depth
    var (form, text, boxes) = (WordParagraphForm(), carried, [String]())
    carried = ""
    while let event = try xml.next() {
      if case .start(let tag) = event {
        switch tag.name {
        case "pPr": form = try WordParagraphForm(&xml)
        case "t": text += try words()
        case "txbxContent": boxes += try blocks()
        default:
          text += WordParagraphForm.sign(tag)
          if Self.passed.contains(tag.name) { try xml.skipElement() }
        }
      } else if case .end = event, xml.depth < depth {
        break
      }
    }
    if form.endIsDeleted {
      carried = text
      return boxes
    }
    return [text.isEmpty ? "" : form.mark(styles) + text] + boxes
  }

  private mutating func words() throws(WorkbookFault) -> String {
    let bytes = try xml.textOfElement()
    size += bytes.count
    guard size <= ParagraphList.limit else { throw .tooLarge(file: part.path, part: part.name) }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw xml.damaged }
    return text
  }
}

/// What a paragraph is, by its own words and its style's.
struct WordParagraphForm {
  private var style: String?
  private var outline: Int?
  private var list: String?
  private var level = 0
  /// Whether the line end was deleted: the next paragraph goes on in this one's line.
  private(set) var endIsDeleted = false

  init() {}

  /// Reads the properties that were opened last.
  init(_ xml: inout XMLPull) throws(WorkbookFault) {
    let depth = xml.depth
    while let event = try xml.next() {
      if case .start(let tag) = event {
        switch tag.name {
        case "pStyle": style = tag["val"]
        case "outlineLvl": outline = tag["val"].flatMap { Int($0) }
        case "numId": list = tag["val"]
        case "ilvl": level = min(8, max(0, tag["val"].flatMap { Int($0) } ?? 0))
        case "del", "moveFrom": endIsDeleted = true
        // How it was formed before.
        case "pPrChange", "rPrChange", "sectPr": try xml.skipElement()
        default: break
        }
      } else if case .end = event, xml.depth < depth {
        break
      }
    }
  }

  /// What stands before the text: `## `, `  - `.
  func mark(_ styles: WordStyles) -> String {
    let heading = outline.map { (0..<9).contains($0) ? $0 : nil } ?? styles.heading(style)
    if let heading { return String(repeating: "#", count: heading + 1) + " " }
    // List 0 takes a paragraph out of its style's list.
    let isListed = list.map { $0 != "0" } ?? styles.isListed(style)
    return isListed ? String(repeating: "  ", count: level) + "- " : ""
  }

  /// The character that an element without text stands for.
  static func sign(_ tag: XMLTag) -> String {
    switch tag.name {
    case "tab", "ptab": "\t"
    case "br", "cr": "\n"
    case "noBreakHyphen": "-"
    case "sym": symbol(tag["char"])
    default: ""
    }
  }

  // Characters of the font Wingdings: the boxes that forms are ticked with.
  private static func symbol(_ code: String?) -> String {
    switch code.map({ $0.suffix(2).uppercased() }) {
    case "FE", "FD", "78": "☒"
    case "A8", "6F": "☐"
    case "FC", "52": "☑"
    default: "□"
    }
  }
}
