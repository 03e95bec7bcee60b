/// A document of the form DOCX: the texts of its parts.
struct WordDocument {
  private let archive: ZipArchive
  private let parts: WorkbookParts
  private let main: String
  private let links: [String: WorkbookParts.Link]
  private let styles: WordStyles

  init(_ file: FileBytes) throws(WorkbookFault) {
    archive = try ZipArchive(file, limits: .document)
    parts = WorkbookParts(archive)
    main = try parts.main()
    links = try parts.links(of: main)
    let styles = try parts.optional("styles", links)
    self.styles = try styles.map { part throws(WorkbookFault) in try WordStyles(part) } ?? .init()
  }

  func read() throws(WorkbookFault) -> (body: [String], asides: [ExtractedText.Aside]) {
    let body = try texts(of: main)
    var asides: [ExtractedText.Aside] = []
    for place in DocumentPlace.allCases {
      var (texts, seen) = ([String](), Set<String>())
      // The same header stands in the file for each section that shows it.
      for name in names(of: place) {
        for text in try self.texts(of: name) where !seen.contains(text) {
          texts.append(text)
          seen.insert(text)
        }
      }
      if !texts.isEmpty { asides.append(.init(place: place, paragraphs: texts)) }
    }
    return (body, asides)
  }

  private func names(of place: DocumentPlace) -> [String] {
    Set(links.values.filter { $0.kind == place.rawValue }.map(\.part))
      .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }

  private func texts(of name: String) throws(WorkbookFault) -> [String] {
    var part = try WordPart(archive.part(name, of: archive), styles)
    return try part.read()
  }
}

/// What the styles of a document make of their paragraphs.
struct WordStyles {
  private struct Style {
    var name = ""
    var base: String?
    var outline: Int?
    var isListed = false
  }

  private var styles: [String: Style] = [:]

  /// A document without styles.
  init() {}

  init(_ part: PartBytes) throws(WorkbookFault) {
    var xml = try XMLPull(part)
    var (id, style) = ("", Style())
    while let event = try xml.next() {
      switch event {
      case .start(let tag):
        switch tag.name {
        case "style": (id, style) = (tag["styleId"] ?? "", Style())
        case "name": style.name = (tag["val"] ?? "").lowercased()
        case "basedOn": style.base = tag["val"]
        case "outlineLvl": style.outline = tag["val"].flatMap { Int($0) }
        case "numPr": style.isListed = true
        default: break
        }
      case .end(let name): if name == "style" { styles[id] = style }
      case .text: break
      }
    }
  }

  /// The heading's level from 0, or nil where the style is no heading's.
  func heading(_ id: String?) -> Int? {
    for style in line(of: id) {
      if style.name == "title" { return 0 }
      if let outline = style.outline { return outline < 9 ? outline : nil }
      let words = style.name.split(separator: " ")
      if words.count == 2, words[0] == "heading", let level = Int(words[1]), (1...9).contains(level)
      {
        return level - 1
      }
    }
    return nil
  }

  /// Whether paragraphs of the style are items of a list.
  func isListed(_ id: String?) -> Bool { line(of: id).contains(where: \.isListed) }

  /// A style and those it is based on; a circle ends.
  private func line(of id: String?) -> [Style] {
    var (line, next) = ([Style](), id)
    while let id = next, let style = styles[id], line.count < 16 {
      line.append(style)
      next = style.base
    }
    return line
  }
}
