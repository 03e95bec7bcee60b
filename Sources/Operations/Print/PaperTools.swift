import Foundation
import Storage

/// Makes PDF files of pages, and lays pages over those of another file, with programs of the
/// system: a browser without a window, and qpdf.
struct PaperTools {
  private let browser = OutsideTool("chromium")
  private let joiner = OutsideTool("qpdf")
  private let folder: URL

  /// The programs that are not there.
  var missing: [String] {
    (browser == nil ? ["chromium"] : []) + (joiner == nil ? ["qpdf"] : [])
  }
  var hasBrowser: Bool { browser != nil }

  /// Does something with a scratch folder, and removes it.
  static func within<Result>(_ body: (PaperTools) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "karez-paper-\(NewName.random())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(PaperTools(folder: folder))
  }

  private init(folder: URL) { self.folder = folder }

  /// The scratch file of a name.
  func scratch(_ name: String) -> URL { folder.appending(path: name) }

  /// The page as PDF, in a scratch file; nil where the browser is not there or did not do it.
  func pdf(of page: String) throws -> URL? {
    guard let browser else { return nil }
    let (source, made) = (scratch("page.html"), scratch("page-\(NewName.random()).pdf"))
    try AtomicFile.write(Array(page.utf8), to: source.path)
    // The page is our own and may fetch nothing; the box that browsers build around pages needs
    // rights a service does not have.
    let done = browser.run(
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--user-data-dir=\(scratch("profile").path)", "--no-pdf-header-footer",
        "--print-to-pdf=\(made.path)", source.absoluteString,
      ], in: folder, seconds: 90)
    return done != nil && FileManager.default.fileExists(atPath: made.path) ? made : nil
  }

  /// How many pages a PDF file has; nil for one that cannot be read, or asks for a password.
  func pages(of file: URL) -> Int? {
    joiner?.run(["--show-npages", file.path], in: folder, seconds: 60)
      .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  /// Whether each page of a file is wider than high; upright where that cannot be told.
  func shapes(of file: URL) -> [Bool]? {
    guard let count = pages(of: file) else { return nil }
    let keys = ["--json=2", "--json-key=pages", "--json-key=qpdf", file.path]
    let told = joiner?.run(keys, in: folder, seconds: 60).flatMap(PageShapes.init)?.wide ?? []
    return told.count == count ? told : Array(repeating: false, count: count)
  }

  /// The first pages of a file, then those of the text with the other ones laid over them.
  ///
  /// - Returns: nil where it could not be done.
  func stamped(_ text: URL, with sheet: URL, cover: Int) -> URL? {
    let (stamps, marked, all) = (
      scratch("stamps.pdf"), scratch("marked.pdf"), scratch("all.pdf")
    )
    let steps = [
      [sheet.path, "--pages", ".", "\(cover + 1)-z", "--", stamps.path],
      [text.path, "--overlay", stamps.path, "--", marked.path],
      ["--empty", "--pages", sheet.path, "1-\(cover)", marked.path, "1-z", "--", all.path],
    ]
    for step in steps where joiner?.run(step, in: folder, seconds: 120) == nil { return nil }
    return all
  }
}
