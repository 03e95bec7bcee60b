import SiteModel

/// Cover and record of revisions of a document, and its text where a page can show it.
struct DocumentCover {
  let paper: DocumentPaper
  let words: PrintWords
  let code: QRCode

  init(_ paper: DocumentPaper, _ words: PrintWords) throws(DocumentPrintFault) {
    (self.paper, self.words, code) = (paper, words, try QRCode(paper.code))
  }

  /// The page file.
  ///
  /// - Parameters:
  ///   - text: nil where the text is a file of its own.
  ///   - contents: its table of contents, which stands below the record of revisions.
  ///   - stamps: the empty pages that follow, to be laid over another file's: whether each is wider
  ///     than high.
  func page(_ text: HTML?, _ contents: HTML = .nothing, stamps: [Bool] = []) -> String {
    let body = text.map { [HTML(.section, .text, [$0])] } ?? []
    let empty = stamps.map { HTML(.div, $0 ? .wide : .stamp, []) }
    return HTML.page(
      "\(paper.number) \(paper.version) \(paper.title)", words.language,
      DocumentStyle(paper: paper, words: words, code: code).style,
      [across, cover, history(contents)] + body + empty)
  }

  /// What stands across every page of what must not be worked by.
  private var across: HTML {
    switch paper.status {
    case .controlled, .uncontrolled: .nothing
    case .draft, .pending: HTML(.div, .sketch, [.text(say("status-\(paper.status.rawValue)"))])
    case .obsolete: HTML(.div, .crossed, [.text(say("status-obsolete"))])
    }
  }

  private func say(_ key: String, _ values: [String: String] = [:]) -> String {
    words.say("document-print.\(key)", values)
  }

  private var cover: HTML {
    HTML(
      .section, .cover,
      [
        box, HTML(.div, .organisation, [.value(paper.stamp.organisation)]),
        HTML(.h1, [.value(paper.title)]), facts,
        HTML(.h2, [.text(say("approval"))]),
        ApprovalBlock(paper: paper, words: words).html, foot,
      ])
  }

  private var box: HTML {
    let look = Look(rawValue: paper.status.rawValue)
    let copy = say("copy", ["copy": String(paper.copy)])
    let hint =
      paper.status == .uncontrolled ? [HTML(.div, .note, [.text(say("for-reference"))])] : []
    return HTML(
      .div, look,
      [.text(say("status-\(paper.status.rawValue)"))] + hint + [HTML(.div, .note, [.text(copy)])])
  }

  private var facts: HTML {
    let intended = paper.intended.map { say("intended", ["day": words.day($0)]) }
    let lines: [(String, HTML)] = [
      ("number", .value(paper.number)), ("version", .value(paper.version)),
      ("released", .text(paper.released.map(words.day) ?? "／")),
      ("effective", .text(paper.effective.map(words.day) ?? intended ?? "／")),
      ("recipient", .value(paper.recipient)), ("file", .value(paper.file)),
      ("content", HTML(.span, .hash, [.text(paper.content.description)])),
    ]
    let rows = lines.map { key, value in
      HTML(.tr, [HTML(.th, [.text(say("\(key)"))]), HTML(.td, [value])])
    }
    return HTML(.table, .facts, [HTML(.tbody, rows)])
  }

  private var foot: HTML {
    let lines = Self.stamp(of: paper, words).map { HTML(.p, [.value($0)]) }
    let said = HTML(.p, .note, [.text(say("code", ["code": paper.code]))])
    return HTML(.div, .foot, [HTML(.div, lines + [said]), HTML(code, size: 24)])
  }

  /// What every page says at its foot.
  static func stamp(of paper: DocumentPaper, _ words: PrintWords) -> [String] {
    let stamp = paper.stamp
    return [
      words.say("print.stamp", ["at": words.time(stamp.at), "by": stamp.by, "node": stamp.node]),
      words.say(
        "document-print.as-of",
        ["at": words.time(stamp.asOf), "facts": String(stamp.facts.prefix(12))]),
      words.say("document-print.warning"),
    ]
  }

  private func history(_ contents: HTML) -> HTML {
    let keys = ["place", "version", "revised", "summary", "sections", "author", "approver"]
    let head = HTML(.tr, keys.map { HTML(.th, [.text(say("\($0)"))]) })
    let rows = paper.revisions.enumerated().map { place, row in
      let cells = [
        String(place + 1), row.version, row.day.map(words.day) ?? "／", row.summary,
        row.sections.isEmpty ? "／" : row.sections, row.author, row.approver,
      ]
      return HTML(.tr, cells.map { HTML(.td, [.value($0)]) })
    }
    return HTML(
      .section, .history,
      [
        HTML(.h2, [.text(say("revisions"))]),
        HTML(.table, .rows, [HTML(.thead, [head]), HTML(.tbody, rows)]), contents,
      ])
  }
}
