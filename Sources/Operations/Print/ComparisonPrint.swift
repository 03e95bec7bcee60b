package import SiteModel

/// What changed between two revisions, as a page or as a part of one.
package struct ComparisonPrint {
  private let comparison: WordComparison
  private let sides: (old: String, new: String)
  private let phrases: PhraseBook

  /// - Parameters:
  ///   - old, new: what the two texts are called, such as a number and a revision.
  ///   - phrases: the language of the page.
  package init(_ comparison: WordComparison, old: String, new: String, _ phrases: PhraseBook) {
    (self.comparison, sides, self.phrases) = (comparison, (old, new), phrases)
  }

  /// A page that needs nothing from elsewhere.
  package var page: String {
    let title = say("comparison.title")
    let style = PrintStyle(
      .init(
        title: title, number: "\(sides.old) → \(sides.new)", form: "",
        warning: say("print.warning"), page: phrases.page))
    return HTML.page(
      "\(title) \(sides.old) → \(sides.new)", phrases.language, style,
      [HTML(.h1, [.text(title)]), html])
  }

  /// Names, counts, and the changed paragraphs with one before and one behind.
  var html: HTML {
    let names = say("comparison.sides", ["old": sides.old, "new": sides.new])
    let counts = [
      "inserted": String(comparison.inserted), "deleted": String(comparison.deleted),
      "equal": String(comparison.equal), "share": comparison.share,
    ]
    let legend = say(comparison.isEqual ? "comparison.equal" : "comparison.legend")
    let said = [HTML.value(names), .text(say("comparison.counts", counts)), .text(legend)]
    let gap = HTML(.p, .gap, [.text("…")])
    var parts: [HTML] = []
    for passage in comparison.passages {
      if !parts.isEmpty { parts.append(gap) }
      parts += passage.map { HTML(.p, $0.runs.map(Self.run)) }
    }
    return .joined(said.map { HTML(.p, .note, [$0]) } + [HTML(.div, .wording, parts)])
  }

  private static func run(_ run: WordRun) -> HTML {
    switch run.side {
    case .equal: .text(run.text)
    case .delete: HTML(.del, [.text(run.text)])
    case .insert: HTML(.ins, [.text(run.text)])
    }
  }

  private func say(_ key: String, _ values: [String: String] = [:]) -> String {
    phrases.text(Phrase(key, values))
  }
}
