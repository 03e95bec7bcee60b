import Foundation
import Mustache
package import Operations
import SiteModel

/// What pages are made of: templates, phrases of both languages, style sheet and script; read once.
package struct Pages: Sendable {
  private let templates: MustacheLibrary
  private let books: [Language: PhraseBook]
  /// The words of templates, by language: the phrases `page.…`, without that.
  private let words: [Language: [String: String]]
  /// Files that browsers fetch: name → type and bytes.
  let assets: [String: (type: String, bytes: [UInt8])]
  let problems: ProblemDetails
  /// Whether the menu has what only headquarters can look at.
  let isOfHeadquarters: Bool

  /// - Throws: ``PageFault`` for a template that cannot be read.
  package init(_ share: Share, isOfHeadquarters: Bool) throws {
    self.isOfHeadquarters = isOfHeadquarters
    let folder = share.schema.appending(path: "pages")
    var templates: [String: MustacheTemplate] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where name.hasSuffix(".mustache") {
      let text = try Self.text(folder.appending(path: name))
      do { templates[String(name.dropLast(9))] = try MustacheTemplate(string: text) } catch {
        throw PageFault.template(name: name, detail: String(describing: error))
      }
    }
    self.templates = MustacheLibrary(templates: templates)
    let all = Language.allCases.map { ($0, PhraseBook($0, share: share)) }
    books = Dictionary(uniqueKeysWithValues: all)
    words = books.mapValues { $0.sentences(under: "page.") }
    assets = [
      "style.css": (
        "text/css; charset=utf-8", Array(try Self.text(folder.appending(path: "style.css")).utf8)
      ),
      "page.js": (
        "text/javascript; charset=utf-8",
        Array(try Self.text(folder.appending(path: "page.js")).utf8)
      ),
    ]
    problems = ProblemDetails(share)
  }

  private static func text(_ file: URL) throws -> String {
    guard let bytes = FileManager.default.contents(atPath: file.path) else {
      throw ShareFault.unreadable(path: file.path)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func phrases(_ language: Language) -> PhraseBook {
    books[language] ?? PhraseBook(language, share: nil)
  }

  /// One page: a template, filled with what stands in every page and with its own.
  func render(_ template: String, _ frame: FrameView, _ content: Any) -> String {
    let values: [String: Any] = [
      "frame": frame, "content": content, "t": words[frame.code] ?? [:],
    ]
    return templates.render(values, withTemplate: template) ?? ""
  }
}

/// Why there are no pages.
enum PageFault: Fault, Equatable {
  case template(name: String, detail: String)

  var kind: FaultKind { .unavailable }
  var phrase: Phrase {
    switch self {
    case .template(let name, let detail):
      Phrase("visit.bad-template", ["name": name, "detail": detail])
    }
  }
}
