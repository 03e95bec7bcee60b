import Operations
import SiteModel

/// The text of a version as a file, and two versions laid over each other word by word.
enum DocumentTextScreens {
  static let routes: [Route] = [
    .get("/documents/{number}/file/{version}") { visit in
      let document = try AskDocuments.one(visit["number"], on: visit.site).document
      let revision = try document.revision(visit["version"])
      let bytes = try DocumentText(of: revision, document.number, on: visit.site).bytes()
      var reply = Reply.file(bytes, "application/octet-stream")
      reply.fileName = revision.file
      return reply
    },
    .get("/documents/{number}/compare") { visit in
      let (old, new) = (visit.query["old"] ?? "", visit.query["new"] ?? "")
      let answer = try CompareDocument.run(
        visit["number"], old, new, visit.phrases, on: visit.site)
      let counts = [
        Fact(visit.say("page.words-in"), String(answer.comparison.inserted)),
        Fact(visit.say("page.words-out"), String(answer.comparison.deleted)),
        Fact(visit.say("page.words-same"), String(answer.comparison.equal)),
      ]
      let asked = try AskDocuments.one(visit["number"], on: visit.site)
      return visit.page(
        "\(answer.old) → \(answer.new)",
        [
          comparison(asked, visit), Block(facts: counts),
          Block(wording: wording(answer.comparison)),
        ],
        crumbs: [
          Link(visit.say("page.to-documents"), "/documents"),
          Link(visit["number"], "/documents/\(Fields.encoded(visit["number"]))"),
        ])
    },
  ]

  static func place(of revision: DocumentRevision, _ answer: AskDocuments.Answer) -> String? {
    guard let content = revision.content, answer.gone[content] == nil else { return nil }
    return
      "/documents/\(Fields.encoded(answer.document.number))/file/\(Fields.encoded(revision.version))"
  }

  /// The form that asks for two versions; nothing where there is only one.
  static func comparison(_ answer: AskDocuments.Answer, _ visit: Visit) -> Block {
    let versions = answer.document.revisions.map(\.version)
    guard versions.count > 1 else { return Block() }
    let options = versions.map { (value: $0, name: $0) }
    let (old, new) = (versions[versions.count - 2], versions[versions.count - 1])
    let form = FormView(
      asking: "/documents/\(Fields.encoded(answer.document.number))/compare",
      [
        .choice("old", visit.say("page.old-version"), visit.query["old"] ?? old, options),
        .choice("new", visit.say("page.new-version"), visit.query["new"] ?? new, options),
      ], button: visit.say("page.compare"))
    return .form(form, visit.say("page.compare-versions"))
  }

  private static func wording(_ comparison: WordComparison) -> WordingView {
    WordingView(
      paragraphs: comparison.passages.flatMap { $0 }.map { line in
        WordingView.Paragraph(
          pieces: line.runs.map { run in
            WordingView.Piece(
              piece: run.text, isOut: run.side == .delete, isIn: run.side == .insert,
              isSame: run.side == .equal)
          })
      })
  }
}
