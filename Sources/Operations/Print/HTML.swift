import SiteModel

/// A piece of a page. Text gets in escaped, and there is no other way in.
struct HTML: Sendable, Hashable {
  private let source: String

  private init(source: String) { self.source = source }

  /// Nothing at all.
  static let nothing = HTML(source: "")

  /// The program's own words.
  static func text(_ text: String) -> HTML { HTML(source: escaped(text)) }

  /// What somebody wrote: its reading direction ends where it ends.
  static func value(_ text: String) -> HTML { HTML(.bdi, [.text(text)]) }

  /// One element around others.
  init(_ tag: Tag, _ parts: [HTML]) { self.init(tag, nil, parts) }

  /// The same, with a look.
  init(_ tag: Tag, _ look: Look?, _ parts: [HTML]) {
    let look = look.map { " class=\"\($0.rawValue)\"" } ?? ""
    let inner = parts.map(\.source).joined()
    source = "<\(tag.rawValue)\(look)>\(inner)</\(tag.rawValue)>\(tag.isBlock ? "\n" : "")"
  }

  /// A heading that ``link(to:_:)`` leads to.
  ///
  /// - Parameter place: of the program's making.
  static func heading(_ tag: Tag, at place: Int, _ parts: [HTML]) -> HTML {
    let inner = parts.map(\.source).joined()
    return HTML(source: "<\(tag.rawValue) id=\"s\(place)\">\(inner)</\(tag.rawValue)>\n")
  }

  /// A link within the page.
  static func link(to place: Int, _ parts: [HTML]) -> HTML {
    HTML(source: "<a href=\"#s\(place)\">\(parts.map(\.source).joined())</a>")
  }

  /// A link to a file beside the page.
  ///
  /// - Parameter file: of the program's making.
  static func link(file: String, _ parts: [HTML]) -> HTML {
    HTML(source: "<a href=\"\(escaped(file))\">\(parts.map(\.source).joined())</a>")
  }

  /// A drawing.
  init(_ chart: BarChart) { source = chart.svg(Self.escaped) }

  /// A QR code.
  ///
  /// - Parameter size: of its side, in millimetres.
  init(_ code: QRCode, size: Int) { source = code.svg(size: size) }

  /// The end of a line that whoever wrote the text wants.
  static let lineBreak = HTML(source: "<br>\n")

  /// A line across the page.
  static let rule = HTML(source: "<hr>\n")

  /// A list whose numbers begin where they were written.
  static func counted(from first: Int, _ items: [HTML]) -> HTML {
    let start = first == 1 ? "" : " start=\"\(first)\""
    return HTML(source: "<ol\(start)>\(items.map(\.source).joined())</ol>\n")
  }

  /// Pieces one after the other, with the program's words between.
  static func joined(_ parts: [HTML], by separator: String = "") -> HTML {
    HTML(source: parts.map(\.source).joined(separator: escaped(separator)))
  }

  /// A whole page that needs nothing from elsewhere, and forbids the browser to fetch anything.
  static func page(
    _ title: String, _ language: Language, _ style: PrintStyle, _ body: [HTML]
  ) -> String {
    // Drawings of the style sheet stand in it.
    let images = style.draws ? "; img-src data:" : ""
    return """
      <!DOCTYPE html>
      <html lang="\(language == .zh ? "zh-CN" : "en")">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'\(images)">
      <title>\(escaped(title))</title>
      <style>
      \(style.text)
      </style>
      </head>
      <body>
      \(body.map(\.source).joined())</body>
      </html>

      """
  }

  /// The elements a print is made of.
  enum Tag: String, Sendable {
    case div, header, section, h1, h2, h3, h4, h5, h6, p, ol, ul, li
    case table, thead, tbody, tr, th, td
    case pre, blockquote
    case span, s, b, sup, bdi, em, strong, code, del, ins

    fileprivate var isBlock: Bool {
      ![.span, .s, .b, .sup, .bdi, .em, .strong, .code, .del, .ins].contains(self)
    }
  }

  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { escaped.append(contentsOf: safe(scalar)) }
    return String(escaped)
  }

  // What turns the direction of all that follows is shown by its number: on paper nobody can select
  // the text and look. Right-to-left scripts need none of it.
  private static func safe(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    switch scalar {
    case "&": "&amp;".unicodeScalars
    case "<": "&lt;".unicodeScalars
    case ">": "&gt;".unicodeScalars
    case "\"": "&quot;".unicodeScalars
    case "'": "&#39;".unicodeScalars
    case "\n", "\t": String.UnicodeScalarView([scalar])
    case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
      "[U+\(String(scalar.value, radix: 16, uppercase: true))]".unicodeScalars
    case _ where scalar.properties.generalCategory == .control: "\u{FFFD}".unicodeScalars
    default: String.UnicodeScalarView([scalar])
    }
  }
}

/// How a part of a print looks; ``PrintStyle`` says what each means.
enum Look: String, Sendable {
  case head, number, organisation, state, form, rows, label, long, empty, note, notes, disputed
  case choice, line, day, grid, old, signatures, void, broken, waiting, foot, required, filling,
    hash, copy,
    tall, wording, gap
  // Of documents: the box with their status, by status; what stands across the page.
  case cover, controlled, uncontrolled, draft, pending, obsolete, crossed, sketch, facts, history,
    text, stamp, wide, contents
  case centre, right
}
