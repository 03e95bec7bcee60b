/// The look of a print: A4, black on white, what must be seen in red too.
struct PrintStyle: Sendable {
  /// What stands in the margins of every page.
  struct Margins: Sendable {
    /// At the top of all pages but the first, whose own head says it.
    var title: String, number: String
    /// At the bottom of every page.
    var form: String, warning: String
    /// Around the number of the page, and around how many there are.
    var page: (before: String, between: String, after: String)
  }

  /// The style sheet.
  let text: String
  /// Whether drawings stand in it.
  let draws: Bool

  /// The sheet of all prints, and what one kind of them adds.
  ///
  /// - Parameter pages: its rules for the page, and its own.
  init(pages: String) { (text, draws) = ("\(pages)\n\(Self.sheet)", true) }

  init(_ margins: Margins) {
    draws = false
    let page = margins.page
    let count =
      "\(Self.quoted(page.before)) counter(page) \(Self.quoted(page.between)) counter(pages) "
      + Self.quoted(page.after)
    text = """
      @page {
        size: A4; margin: 20mm 16mm 20mm 18mm;
        @top-left { content: \(Self.quoted(margins.title)); \(Self.margin) text-align: left; width: 70% }
        @top-right { content: \(Self.quoted(margins.number)); \(Self.margin) text-align: right; width: 30% }
        @bottom-left { content: \(Self.quoted(margins.form)); \(Self.margin) text-align: left; width: 25% }
        @bottom-center { content: \(Self.quoted(margins.warning)); \(Self.margin) width: 50% }
        @bottom-right { content: \(count); \(Self.margin) text-align: right; width: 25% }
      }
      @page :first { @top-left { content: "" } @top-right { content: "" } }
      \(Self.sheet)
      """
  }

  private static let margin = "font: 8.5pt serif; color: #333;"

  /// A text as a string of a style sheet; nothing in it can end the string or the sheet.
  static func quoted(_ text: String) -> String {
    let safe = text.unicodeScalars.prefix(120).map { scalar in
      let isPlain =
        scalar.value >= 0x80
        ? ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
          scalar.properties.generalCategory)
        : scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value)
      return isPlain ? String(scalar) : "\\" + String(scalar.value, radix: 16) + " "
    }
    return "\"\(safe.joined())\""
  }

  private static let sheet = """
    * { box-sizing: border-box }
    html { background: #ddd }
    body { font: 10.5pt/1.5 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif;
      color: #000; background: #fff; width: 210mm; margin: 6mm auto; padding: 16mm 16mm 14mm 18mm }
    @media print { html, body { background: none }
      body { width: auto; margin: 0; padding: 0 0.4mm } .foot .form { display: none } }
    h1, h2, h3, th, .label { font-family: "Noto Sans CJK SC", "Source Han Sans SC", SimHei, sans-serif }
    h1 { font-size: 18pt; text-align: center; margin: 2mm 0 3mm }
    h2 { font-size: 12pt; margin: 5mm 0 1.5mm; break-after: avoid }
    h3 { font-size: 10.5pt; margin: 3mm 0 1mm; break-after: avoid }
    p { margin: 1mm 0 }
    .head { display: flex; justify-content: space-between; gap: 8mm; border-bottom: 0.4mm solid #000 }
    .number { text-align: right; white-space: nowrap }
    .state { display: flex; flex-wrap: wrap; gap: 1mm 8mm; margin: 0 0 2mm }
    table { border-collapse: collapse; width: 100%; table-layout: fixed }
    th, td { border: 0.25mm solid #000; padding: 1mm 1.6mm; text-align: left; vertical-align: top;
      font-weight: normal; overflow-wrap: anywhere }
    bdi { white-space: pre-wrap }
    th { background: #eee; -webkit-print-color-adjust: exact; print-color-adjust: exact }
    thead { display: table-header-group }
    tr { break-inside: avoid }
    tr.long { break-inside: auto }
    .form > tbody > tr > th { width: 26% }
    .form + .form { margin-top: -0.25mm }
    .rows, .grid, .signatures { font-size: 9pt; table-layout: auto }
    .rows td { min-width: 19mm }
    .grid { table-layout: fixed }
    .day bdi { white-space: nowrap }
    .empty { color: #555 }
    s { text-decoration: line-through; text-decoration-thickness: 0.3mm; color: #333 }
    s + sup, s + s { margin-right: 1.5mm }
    .old td { text-decoration: line-through; color: #333 }
    .notes { margin: 1mm 0 0; padding: 0 0 0 6mm; font-size: 8.5pt; color: #333 }
    .note { font-size: 8.5pt; color: #333 }
    .disputed { border: 0.4mm dashed #b00; padding: 0.6mm 1.2mm; margin: 0.5mm 0; color: #900;
      display: block }
    .broken, .required { color: #b00 }
    .hash { font: 8pt monospace; white-space: nowrap }
    .waiting { border: 0.4mm dashed #777; padding: 1mm 3mm 2mm; margin-top: 4mm }
    .foot { margin-top: 5mm; padding-top: 1.5mm; border-top: 0.25mm solid #000; font-size: 8.5pt;
      break-inside: avoid }
    .void { position: fixed; top: 38%; left: 0; right: 0; text-align: center; font-size: 110pt;
      font-weight: bold; letter-spacing: 0.2em; color: rgb(200 0 0 / 28%); transform: rotate(-28deg);
      pointer-events: none; -webkit-print-color-adjust: exact; print-color-adjust: exact }
    .choice { display: inline-block; margin-right: 6mm; white-space: nowrap }
    .filling { display: block; font: 8pt serif; color: #444 }
    .line { border-bottom: 0.2mm solid #999; height: 7.5mm }
    .line:first-child { height: 6mm }
    .line:last-child { margin-bottom: 1.5mm }
    .tall td { height: 9mm }
    .wording p { white-space: pre-wrap; overflow-wrap: anywhere }
    .wording del { color: #a00; background: #fde8e8; text-decoration: line-through }
    .wording ins { color: #060; background: #e6f4e6; text-decoration: underline }
    .wording del, .wording ins { -webkit-print-color-adjust: exact; print-color-adjust: exact }
    .gap { text-align: center; color: #555 }
    .copy { break-after: page }
    .copy:last-of-type { break-after: auto }
    """
}
