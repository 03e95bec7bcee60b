package import Foundation
import Indexing
import Intake
package import SiteModel
import Storage

/// Packs what a management review looks at (9.4.1): each input with its lists, its evidence or its
/// signed 无, under an index in both languages; what is missing is said as missing.
package struct PackReview {
  package let made: Pack.Made
  package let review: AskReview
  /// What is named and not here.
  package let lacking: [Phrase]

  /// - Throws: ``PackFault``; what reading the facts throws. Then nothing is written.
  package static func run(
    over period: Period, to file: URL, in phrases: [PhraseBook], on site: Site
  ) throws -> PackReview {
    try Pack.check(file, on: site)
    let review = try AskReview.run(over: period, in: phrases[0], on: site)
    var (pack, records) = (Pack(), PackedRecords(phrases[0].language, on: site))
    for item in review.items {
      for table in item.tables { pack.add("\(item.folder)/\(table.name).csv", table.table.bytes) }
      for list in item.input.lists {
        try add(list, of: item, review.picture, records, phrases[0].language, to: &pack)
      }
      // What people name as evidence is there with its files.
      for key in item.input.evidence { try records.attach(key, to: &pack) }
    }
    records.list(in: &pack)
    pack.add("inputs.json", Array((review.json.canonical + "\n").utf8))
    let index = ReviewIndex(
      review: review, entity: site.entity, facts: FactsDigest.of(try site.index.heads()),
      lacking: records.lacking, phrases: phrases)
    pack.add("index.html", Array(index.page.utf8))
    try AccessLog(site).exported("review \(period)")
    return PackReview(
      made: try pack.write(to: file, on: site), review: review, lacking: records.lacking)
  }

  private static func add(
    _ list: (type: String, records: [RecordKey]), of item: AskReview.Item, _ picture: SitePicture,
    _ records: PackedRecords, _ language: Language, to pack: inout Pack
  ) throws {
    guard let view = picture.schemas[list.type],
      SiteViews.all.contains(where: { $0.name == list.type })
    else { return try records.add(list.records, of: list.type, in: item.folder, to: &pack) }
    // What is counted and not written has no history to export.
    let fields = view.fields
    var table = CSVTable(fields.map { language == .zh ? $0.title.zh : $0.title.en })
    for record in list.records.compactMap({ picture[$0] }) {
      table.add(fields.map { record.fields[$0.name].map(Self.text) ?? "" })
    }
    pack.add("\(item.folder)/\(list.type).csv", table.bytes)
  }

  private static func text(_ value: JSON) -> String {
    guarded(value.string ?? value.number ?? value.canonical)
  }
}
