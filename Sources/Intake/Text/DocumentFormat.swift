/// What a document is, as far as its text can be taken out.
package enum DocumentFormat: String, Sendable, Hashable, CaseIterable {
  case markdown, text, docx, xlsx, pdf
  /// Kept like any other, but its text is not read.
  case other

  /// Told by the bytes; the name's ending decides only what they leave open.
  package init(of bytes: [UInt8], named name: String) {
    let file = FileBytes(bytes, named: name)
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let isMarkdown = ["md", "markdown"].contains(ending)
    switch ForeignFormat.name(of: Array(bytes.prefix(4096))) {
    case nil: self = isMarkdown ? .markdown : .text
    // A Markdown file may begin with a tag.
    case "HTML / XML": self = isMarkdown ? .markdown : .other
    case "UTF-16" where DocumentBytes.hasWideMark(bytes): self = isMarkdown ? .markdown : .text
    case "PDF": self = .pdf
    case "XLSX", "ZIP":
      self = Self.packed(file) ?? Self(rawValue: ending).flatMap(\.packed) ?? .other
    default: self = .other
    }
  }

  /// What the main part of an archive begins with; nil for an archive that cannot be opened.
  private static func packed(_ file: FileBytes) -> DocumentFormat? {
    do throws(WorkbookFault) {
      let archive = try ZipArchive(file, limits: .document)
      var xml = try XMLPull(try archive.part(WorkbookParts(archive).main(), of: archive))
      while let event = try xml.next() {
        guard case .start(let tag) = event else { continue }
        return tag.name == "document" ? .docx : tag.name == "workbook" ? .xlsx : .other
      }
      return nil
    } catch { return nil }
  }

  private var packed: DocumentFormat? { self == .docx || self == .xlsx ? self : nil }
}

extension ZipLimits {
  /// Documents carry pictures, which hardly shrink; their text does, and is small.
  static let document = ZipLimits(entries: 4096, bytes: 256 << 20, ratio: 300)
}
