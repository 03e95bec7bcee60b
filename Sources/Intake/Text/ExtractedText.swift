package import SiteModel

/// The text of a document as paragraphs, to be searched and compared.
///
/// Headings begin with `#`, items of lists with `-`, rows of tables are cells with ` | ` between, in
/// whatever format they were written. Paragraphs are never blank.
package struct ExtractedText: Sendable, Hashable {
  /// Text that stands beside the body.
  package struct Aside: Sendable, Hashable {
    package let place: DocumentPlace
    package let paragraphs: [String]
  }

  package let format: DocumentFormat
  package let body: [String]
  /// In the order of ``DocumentPlace``; those without text are not there.
  package let asides: [Aside]

  /// Bytes that a document may have for its text to be read.
  package static let limit = 64 << 20

  /// Takes the text out.
  ///
  /// - Parameter name: as the document's file is called: for faults, and for what its bytes leave
  ///   open.
  package init(of bytes: [UInt8], named name: String) throws(ExtractionFault) {
    guard bytes.count <= Self.limit else { throw .tooLarge(file: name, part: name) }
    format = DocumentFormat(of: bytes, named: name)
    do throws(WorkbookFault) {
      (body, asides) = try Self.read(bytes, name, format)
    } catch { throw ExtractionFault(error, format, file: name) }
  }

  /// All paragraphs; those beside the body stand under a heading.
  ///
  /// - Parameter title: how a place is called in the reader's language.
  package func paragraphs(titled title: (DocumentPlace) -> String) -> [String] {
    body + asides.flatMap { ["# " + title($0.place)] + $0.paragraphs }
  }

  private static func read(
    _ bytes: [UInt8], _ name: String, _ format: DocumentFormat
  ) throws(WorkbookFault) -> ([String], [Aside]) {
    let file = FileBytes(bytes, named: name)
    var list = ParagraphList(file: name)
    switch format {
    case .markdown: try list.add(MarkdownParagraphs(DocumentBytes.lines(bytes, name)).paragraphs)
    case .text: try list.add(DocumentBytes.lines(bytes, name))
    case .docx: return try WordDocument(file).read()
    case .xlsx: try list.add(rowsOf: Workbook(file, limits: .document))
    case .pdf, .other:
      if case .other = format { try Workbook.checkForm(file) }
      throw .notWorkbook(file: name)
    }
    return (list.paragraphs, [])
  }
}

/// Where text stands that is not in the body of a document.
package enum DocumentPlace: String, Sendable, Hashable, CaseIterable {
  case header, footer, footnotes, endnotes

  /// How it is called above its paragraphs.
  package var phrase: Phrase { Phrase("document.place-\(rawValue)") }
}

/// Paragraphs as they are found, up to what a document may hold.
struct ParagraphList {
  private(set) var paragraphs: [String] = []
  private let file: String
  private var size = 0

  /// Bytes of text: several hundred times a thick manual.
  static let limit = 16 << 20

  init(file: String) { self.file = file }

  /// Adds a paragraph that is not blank, without the blanks behind it.
  mutating func add(_ text: String) throws(WorkbookFault) {
    guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return }
    size += text.utf8.count
    guard size <= Self.limit else { throw .tooLarge(file: file, part: file) }
    paragraphs.append(String(text[...last]))
  }

  mutating func add(_ texts: [String]) throws(WorkbookFault) {
    for text in texts { try add(text) }
  }

  /// The sheets in the order of their tabs, each under its name.
  mutating func add(rowsOf book: Workbook) throws(WorkbookFault) {
    for sheet in book.sheets {
      try add("# " + sheet.name)
      var rows = try book.rows(of: sheet)
      while let row = try rows.next() {
        try add(row.cells.map { Self.inline($0.plain) }.joined(separator: " | "))
      }
    }
  }

  /// A text in a row: its line ends are blanks.
  static func inline(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
