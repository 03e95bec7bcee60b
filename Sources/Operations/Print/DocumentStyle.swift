import SiteModel

/// The margins of a document's pages: title, number, version, page, status, stamp and QR code on
/// each of them, which only a browser that lays out pages can draw.
struct DocumentStyle {
  let paper: DocumentPaper
  let words: PrintWords
  let code: QRCode

  var style: PrintStyle { PrintStyle(pages: "\(pages)\n\(Self.sheet)") }

  private var pages: String {
    """
    @page {
      size: A4; margin: 27mm 18mm 33mm 22mm;
      @top-left { \(head); font: 9pt/1.4 \(Self.serif); width: 72%; vertical-align: bottom;
        padding-bottom: 1mm; margin-bottom: 5mm; border-bottom: 0.25mm solid #000 }
      @top-right { content: \(PrintStyle.quoted(mark)); font: bold 10pt \(Self.sans); width: 28%;
        color: \(colour); border: 0.5mm solid \(colour); height: 8mm; margin: auto 0 5mm;
        text-align: center; vertical-align: middle; white-space: nowrap }
      @bottom-left { \(foot); font: 8pt/1.45 \(Self.serif); width: 84%; vertical-align: top;
        padding-top: 1.5mm; margin-top: 3mm; border-top: 0.25mm solid #000 }
      @bottom-right { \(square(19)); width: 16%; text-align: right; vertical-align: top;
        margin-top: 3mm }
    }
    @page :first { @top-right { content: none; border: none } }
    \(stamp("stamp", "A4"))
    \(stamp("wide", "A4 landscape"))
    """
  }

  /// A page to be laid over one of another file: all of it at the edges, as small as can be read.
  /// Browsers take no list of names here.
  private func stamp(_ name: String, _ size: String) -> String {
    """
    @page \(name) {
      size: \(size); margin: 12mm 8mm 16mm;
      @top-left { \(head); font: 7pt/1.25 \(Self.serif); border: none; padding: 0;
        margin: 4mm 0 0; vertical-align: top }
      @top-right { font-size: 8pt; height: 6mm; margin: 4mm 0 auto }
      @bottom-left { \(foot); font: 6.5pt/1.3 \(Self.serif); border: none; padding: 0 0 3mm;
        margin: 0; vertical-align: bottom }
      @bottom-right { \(square(14)); margin: 0; vertical-align: middle }
    }
    """
  }

  /// 受控 3: status and number of the copy.
  var mark: String {
    words.say("document-print.mark-\(paper.status.rawValue)", ["copy": String(paper.copy)])
  }

  private var head: String {
    let page = words.page
    let count =
      "\(quoted(" · " + page.before)) counter(page) \(quoted(page.between)) counter(pages) "
      + quoted(page.after)
    let about = "\(paper.number) · \(paper.version)"
    return "content: \(quoted(paper.title)) \(Self.line) \(quoted(about)) \(count); "
      + "white-space: pre-line; text-align: left"
  }

  private var foot: String {
    let lines = DocumentCover.stamp(of: paper, words).map(quoted)
    return "content: \(lines.joined(separator: " \(Self.line) ")); white-space: pre-line; "
      + "text-align: left"
  }

  private func square(_ size: Int) -> String { "content: url(\"\(code.address(size: size))\")" }

  private func quoted(_ text: String) -> String { PrintStyle.quoted(text) }

  private var colour: String {
    switch paper.status {
    case .controlled: "#0b4fb3"
    case .uncontrolled: "#555"
    case .draft: "#777"
    case .pending: "#a65d00"
    case .obsolete: "#c00"
    }
  }

  // The end of a line within a text of a style sheet.
  private static let line = "\"\\A\""
  private static let serif =
    "\"Noto Serif CJK SC\", \"Source Han Serif SC\", SimSun, \"Songti SC\", serif"
  private static let sans = "\"Noto Sans CJK SC\", \"Source Han Sans SC\", SimHei, sans-serif"

  private static let sheet = """
    .cover { position: relative; break-after: page }
    .cover .organisation { font-size: 16pt; text-align: center; padding-top: 40mm }
    .cover h1 { font-size: 22pt; line-height: 1.35; margin: 12mm 0 14mm }
    .controlled, .uncontrolled, .draft, .pending, .obsolete { position: absolute; top: 0; right: 0;
      border: 0.7mm solid; padding: 1.5mm 5mm; text-align: center; font: bold 15pt/1.35 \(sans) }
    .cover .note { font: 10pt \(sans) }
    .controlled { color: #0b4fb3 } .uncontrolled { color: #555 } .draft { color: #777 }
    .pending { color: #a65d00 } .obsolete { color: #c00 }
    .facts th { width: 24% }
    .facts { margin-bottom: 6mm }
    .signatures td { height: 8mm }
    .foot { display: flex; justify-content: space-between; gap: 6mm; align-items: center }
    .history { break-after: page }
    .history:last-of-type { break-after: auto }
    .crossed, .sketch { position: fixed; top: 40%; left: -10mm; right: -10mm; text-align: center;
      font: bold 88pt \(sans); letter-spacing: 0.08em; color: rgb(200 0 0 / 26%);
      transform: rotate(-30deg); white-space: nowrap; pointer-events: none;
      -webkit-print-color-adjust: exact; print-color-adjust: exact }
    .sketch { font-size: 60pt; color: rgb(90 90 90 / 20%) }
    .contents { margin-top: 8mm }
    .contents ul { list-style: none; margin: 0.5mm 0; padding-left: 6mm }
    .contents a { color: inherit; text-decoration: none }
    .text h1 { font-size: 16pt; text-align: left; margin: 6mm 0 3mm }
    .text h2 { font-size: 13pt } .text h3 { font-size: 11.5pt }
    .text h4, .text h5, .text h6 { font: bold 10.5pt \(sans); margin: 3mm 0 1mm; break-after: avoid }
    .text p { margin: 1.5mm 0; orphans: 2; widows: 2 }
    .text ul, .text ol { margin: 1mm 0; padding-left: 8mm }
    .text table { margin: 2mm 0 3mm; width: auto; min-width: 50%; max-width: 100% }
    .centre { text-align: center } .right { text-align: right }
    pre { font: 9pt/1.45 monospace; white-space: pre-wrap; overflow-wrap: anywhere; padding: 2mm 3mm;
      border: 0.2mm solid #999; margin: 2mm 0 }
    code { font-family: "Noto Sans Mono CJK SC", monospace; font-size: 0.92em }
    blockquote { margin: 2mm 0; padding: 0 0 0 4mm; border-left: 0.8mm solid #999 }
    hr { border: 0; border-top: 0.25mm solid #000; margin: 4mm 0 }
    .stamp, .wide { page: stamp; break-before: page; height: 0 }
    .wide { page: wide }
    @media print { .cover .foot { display: none } }
    """
}
