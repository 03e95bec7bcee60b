import SiteModel

/// The first page of a review's pack, in both languages: every input, how it stands, where its files are.
struct ReviewIndex {
  let review: AskReview
  let entity: String
  let facts: ContentHash
  let lacking: [Phrase]
  let phrases: [PhraseBook]

  var page: String {
    let title = said(Phrase("review.title", ["entity": entity, "period": "\(review.period)"]))
    let style = PrintStyle(
      .init(title: title[0], number: "", form: "", warning: "", page: phrases[0].page))
    return HTML.page(
      title[0], phrases[0].language, style,
      title.map { HTML(.h1, [.text($0)]) } + [lines(head)] + [table]
        + (lacking.isEmpty ? [] : [lines(lacking)]))
  }

  private var head: [Phrase] {
    let open = review.missing.map(\.input.title)
    return [
      review.review.map { Phrase("review.of", ["number": $0]) } ?? Phrase("review.unplanned"),
      open.isEmpty
        ? Phrase("review.whole")
        : Phrase("review.missing", within: ["inputs": [Phrase(titles: open)]]),
      Phrase("evidence.facts", ["facts": facts.description]), Phrase("pack.verify"),
    ]
  }

  private var table: HTML {
    let heads = ["place", "input", "standing", "files"].map { name in
      HTML(.th, [both(Phrase("review.column-\(name)"))])
    }
    let rows = review.items.map { HTML(.tr, cells($0)) }
    return HTML(.table, .rows, [HTML(.thead, [HTML(.tr, heads)]), HTML(.tbody, rows)])
  }

  private func cells(_ item: AskReview.Item) -> [HTML] {
    let input = item.input
    var words = [input.statement, input.none?.text("reason")].compactMap { $0 }
    words += input.evidence.map { review.picture[$0]?.label ?? $0.description }
    let files = item.files.map { file in
      HTML(.p, [.link(file: file.name, [.text(file.name)]), .text(" \(file.rows)")])
    }
    return [
      HTML(.td, [.text(String(item.place))]), HTML(.td, [both(Phrase(title: input.title))]),
      HTML(
        .td, item.standing == .missing ? .broken : nil,
        [both(Phrase("review.standing-\(item.standing.rawValue)"))]
          + words.map { HTML(.p, [.value($0)]) }),
      HTML(.td, files),
    ]
  }

  private func said(_ phrase: Phrase) -> [String] { phrases.map { $0.text(phrase) } }

  private func both(_ phrase: Phrase) -> HTML {
    .joined(said(phrase).map { HTML(.p, [.text($0)]) })
  }

  private func lines(_ phrases: [Phrase]) -> HTML { HTML(.div, phrases.map(both)) }
}
