import Indexing
import Intake
package import SiteModel
import Storage

/// What there is for a management review (9.4.1): the answer to `review inputs`.
package struct AskReview {
  package let period: Period
  /// The number of the review; nil: none was planned yet.
  package let review: String?
  package let items: [Item]
  let reviewKey: RecordKey?
  let calendar: ProductionCalendar
  let picture: SitePicture

  /// An input, with what was computed for it.
  package struct Item: Sendable {
    /// From 1, as the guide lists them.
    package let place: Int
    package let input: ReviewInputs.Input
    let tables: [(name: String, table: CSVTable, rows: Int)]

    package var standing: ReviewInputs.Standing {
      input.standing(isComputed: tables.contains { $0.rows > 0 })
    }

    /// The folder of its files in a pack.
    package var folder: String { (place < 10 ? "0" : "") + "\(place)-\(input.key)" }

    /// How many of its files were computed; they come first.
    var computed: Int { tables.count }

    /// Its files, and how many rows each has.
    package var files: [(name: String, rows: Int)] {
      tables.map { ("\(folder)/\($0.name).csv", $0.rows) }
        + input.lists.map { ("\(folder)/\($0.type).csv", $0.records.count) }
    }
  }

  /// - Parameter phrases: the words of the tables.
  /// - Throws: what reading the facts throws.
  package static func run(
    over period: Period, in phrases: PhraseBook, on site: Site
  ) throws -> AskReview {
    let shelf = try CheckShelf(share: site.surroundings.share, records: site.schemas)
    let picture = try DrawPicture.run(on: nil, for: shelf, at: site)
    let calendar = try site.calendar()
    let inputs = ReviewInputs(
      picture, over: period.dates(in: calendar), next: period.next.dates(in: calendar))
    let tables = ReviewTables(period: period, picture: picture, shelf: shelf, phrases: phrases)
    let items = try inputs.inputs.enumerated().map { place, input in
      Item(place: place + 1, input: input, tables: try tables.of(input.key, on: site))
    }
    return AskReview(
      period: period, review: inputs.review?.label, items: items,
      reviewKey: inputs.review?.key, calendar: calendar, picture: picture)
  }

  /// Inputs of which there is nothing at all.
  package var missing: [Item] { items.filter { $0.standing == .missing } }

  /// `{period, review, inputs [{key, title, standing, statement, evidence, none, files}]}`.
  package var json: JSON {
    [
      "period": .string("\(period)"), "review": review.map(JSON.string) ?? .null,
      "inputs": .array(items.map(\.json)),
    ]
  }
}

extension AskReview.Item {
  fileprivate var json: JSON {
    [
      "key": .string(input.key), "title": input.title.json,
      "standing": .string(standing.rawValue),
      "statement": input.statement.map(JSON.string) ?? .null,
      "evidence": .array(input.evidence.map { .string($0.description) }),
      "none": input.none.map { .string($0.label) } ?? .null,
      "files": .array(
        files.map { ["name": .string($0.name), "rows": .number(String($0.rows))] }),
    ]
  }
}
