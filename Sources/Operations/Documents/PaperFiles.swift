import Foundation
import SiteModel
import Storage

/// The files of a print: one page file, and what programs of the system can make beside it.
struct PaperFiles {
  private let gathered: GatherPaper
  private let cover: DocumentCover
  private let folder: URL
  private(set) var files: [String] = []
  private(set) var notes: [Phrase] = []

  init(_ gathered: GatherPaper, _ cover: DocumentCover, _ folder: URL) {
    (self.gathered, self.cover, self.folder) = (gathered, cover, folder)
  }

  private var paper: DocumentPaper { gathered.paper }

  mutating func write() throws {
    let (text, contents) = try readable() ?? (nil, .nothing)
    let page = cover.page(text, contents)
    let stem = try stem(of: page)
    try put(Array(page.utf8), "\(stem).html")
    try PaperTools.within { tools in
      if text == nil, gathered.suffix == "pdf", try stamp(tools, stem) { return }
      if let made = try tools.pdf(of: page) {
        try put(Array(Data(contentsOf: made)), "\(stem).pdf")
      } else {
        let key = tools.hasBrowser ? "document-print.no-pdf" : "document-print.no-browser"
        notes.append(Phrase(key, ["file": "\(stem).html"]))
      }
      if text == nil { try putText() }
    }
  }

  /// The text as a part of the page, with its table of contents; nil where it is a file of its own.
  private func readable() throws -> (text: HTML?, contents: HTML)? {
    guard ["md", "markdown", "txt"].contains(gathered.suffix) else { return nil }
    // What is not UTF-8 would be printed as something else.
    guard let text = String(validating: try gathered.text.bytes(), as: UTF8.self) else {
      return nil
    }
    guard gathered.suffix != "txt" else { return (HTML(.pre, [.text(text)]), .nothing) }
    let page = MarkdownPage(text: Markdown(text))
    return (page.html, page.contents(cover.words.say("document-print.contents")))
  }

  /// Cover and every page of the text in one file.
  private mutating func stamp(_ tools: PaperTools, _ stem: String) throws -> Bool {
    guard tools.missing.isEmpty else {
      notes.append(
        Phrase("document-print.no-stamps", ["tools": tools.missing.joined(separator: ", ")]))
      return false
    }
    let body = tools.scratch("text.pdf")
    try gathered.text.write(to: body.path)
    guard let shapes = tools.shapes(of: body),
      let sheet = try tools.pdf(of: cover.page(nil, stamps: shapes)),
      let all = tools.pages(of: sheet), all > shapes.count,
      let made = tools.stamped(body, with: sheet, cover: all - shapes.count)
    else {
      notes.append(Phrase("document-print.not-stamped", ["file": paper.file]))
      return false
    }
    try put(Array(Data(contentsOf: made)), "\(stem).pdf")
    return true
  }

  /// The unchanged file; its name says what the paper would.
  private mutating func putText() throws {
    let title = cover.words.say("document-print.status-\(paper.status.rawValue)")
    let name = Self.plain("\(title) \(base)-\(paper.copy)") + ".\(gathered.suffix)"
    let path = folder.appending(path: name).path
    try gathered.text.write(to: path)
    files.append(path)
    notes.append(Phrase("document-print.apart", ["file": name]))
  }

  private mutating func put(_ bytes: [UInt8], _ name: String) throws {
    let path = folder.appending(path: name).path
    try AtomicFile.write(bytes, to: path)
    files.append(path)
  }

  private var base: String { Self.plain("\(paper.number)-\(paper.version)") }

  /// `QM-01-A-0`; with the copy's number where another copy lies there already.
  private func stem(of page: String) throws -> String {
    let other = try AtomicFile.read(folder.appending(path: "\(base).html").path)
    return other == nil || other == Array(page.utf8) ? base : "\(base)-\(paper.copy)"
  }

  // What every disk takes for a file's name.
  private static func plain(_ text: String) -> String {
    let signs = CharacterSet(charactersIn: "/\\:*?\"<>|").union(.controlCharacters)
    return String(text.unicodeScalars.map { signs.contains($0) ? "-" : Character($0) })
  }
}
