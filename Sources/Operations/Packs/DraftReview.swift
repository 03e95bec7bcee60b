import Indexing
package import SiteModel

/// Fills in what the program knows of a management review's inputs (9.4.1): for each its summary and, where
/// people named none, its evidence. Statements, evidence and whatever else people wrote stay as they are.
package enum DraftReview {
  private static let type = "management-review"
  /// Evidence of one input: more is for people to choose from.
  private static let most = 50

  /// - Returns: the review of the period's year that there is, or a new draft.
  /// - Throws: what editing a record throws, where that review may not be edited any more.
  package static func run(
    over period: Period, in phrases: PhraseBook, on site: Site
  ) throws -> RecordKey {
    let answer = try AskReview.run(over: period, in: phrases, on: site)
    let year = period.dates(in: answer.calendar).upperBound.year
    let review = answer.reviewKey.flatMap { answer.picture[$0] }
    let rows = rows(answer, of: review?.rows("inputs") ?? [], phrases)
    guard let review else {
      let fields: [String: JSON] = ["year": .number(String(year)), "inputs": .array(rows)]
      return try WriteRecord.new(type, fields, on: site)
    }
    return try WriteRecord.edit(review.key.description, ["inputs": .array(rows)], on: site)
  }

  /// The rows that are there, filled in, and one for each input that has none.
  private static func rows(
    _ answer: AskReview, of there: [JSON], _ phrases: PhraseBook
  ) -> [JSON] {
    let items = Dictionary(answer.items.map { ($0.input.key, $0) }) { $1 }
    let named = Set(there.compactMap { $0["key"]?.string })
    let filled = there.map { row in
      row["key"]?.string.flatMap { items[$0] }
        .map { self.row($0, row.object ?? [:], phrases, answer.picture) } ?? row
    }
    let missing = answer.items.filter { !named.contains($0.input.key) }
    return filled + missing.map { row($0, ["key": .string($0.input.key)], phrases, answer.picture) }
  }

  private static func row(
    _ item: AskReview.Item, _ row: [String: JSON], _ phrases: PhraseBook, _ picture: SitePicture
  ) -> JSON {
    var row = row
    let summary = summary(item, phrases, picture)
    row["summary"] =
      summary.map(JSON.string) ?? row["summary"]
      ?? .string(phrases.text(Phrase("review.standing-missing")))
    let found = item.input.lists.filter { list in !SiteViews.all.contains { $0.name == list.type } }
      .flatMap(\.records)
    if row["refs"] == nil, row["none"] == nil, !found.isEmpty, found.count <= most {
      row["refs"] = .array(found.map { .string($0.description) })
    }
    return .object(row)
  }

  /// What there is, by type and number: `目标 3；目标测量 12`; nil: nothing.
  private static func summary(
    _ item: AskReview.Item, _ phrases: PhraseBook, _ picture: SitePicture
  ) -> String? {
    let lists = item.input.lists.map { list in
      let title = picture.schemas[list.type]?.title
      return
        "\(phrases.language == .zh ? title?.zh ?? list.type : title?.en ?? list.type) \(list.records.count)"
    }
    let tables = item.files.prefix(item.computed).filter { $0.rows > 0 }
      .map { "\($0.name.split(separator: "/").last ?? "") \($0.rows)" }
    let all = (lists + tables).joined(separator: phrases.language == .zh ? "；" : "; ")
    return all.isEmpty ? nil : all
  }
}
