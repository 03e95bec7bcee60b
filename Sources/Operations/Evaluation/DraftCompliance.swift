import Indexing
package import SiteModel

/// Drafts the evaluation of compliance (9.2): one row for each applicable article, with what it asks and the
/// records that show it: those of the period that the register names as evidence, and what implements the
/// text; and one for each obligation that was agreed with a party or pledged (4.2.2). Practice and verdict are
/// left to people.
package enum DraftCompliance {
  private static let type = "compliance-evaluation"
  /// Records of one type, or that implement a text; more is for people to choose from.
  private static let most = 20

  /// - Throws: ``FollowingFault/begun(_:)`` where the period has one that is open;
  ///   ``ComplianceFault/noTexts`` where no text applies.
  package static func run(over period: Period, on site: Site) throws -> RecordKey {
    let texts = try NodeRecords(site).records(of: "legal-requirement")
      .filter { $0.applies(on: site.today) }
    guard !texts.isEmpty else { throw ComplianceFault.noTexts }
    let named = Set(texts.flatMap { $0.fields.rows("articles") }.flatMap(types))
      .filter { site.schemas.newest($0) != nil }
    let picture = try DrawPicture.run(on: nil, types: named.sorted() + [type], at: site)
    if let there = picture.records[type, default: []].first(where: {
      $0.text("period") == "\(period)" && $0.permits.contains(.mayEdit)
    }) {
      throw FollowingFault.begun(there.key.description)
    }
    // Laws apply before the first reading says the zone.
    let calendar = try site.hasZone() ? site.calendar() : .natural(at: site.dayOffset)
    let days = period.dates(in: calendar)
    let rows = try texts.flatMap { text in
      let (articles, users) = (text.fields.rows("articles"), try implementing(text, on: site))
      return (articles.isEmpty ? [["article": "全文 whole text"]] : articles)
        .map { row($0, of: text, shownBy: users, picture, days) }
    }
    let obligations = try NodeRecords(site).records(of: "interested-party").filter(\.isCurrent)
      .flatMap(agreed(with:))
    return try WriteRecord.new(
      type, ["period": .string("\(period)"), "rows": .array(rows + obligations)], on: site)
  }

  private static func agreed(with party: OtherRecord) -> [JSON] {
    party.fields.rows("expectations")
      .filter { $0["obligation"] == true && $0["nature"] != "legal" }
      .map { expectation in
        var row: [String: JSON] = [
          "party": .string(party.key.id), "article": party.name,
          "evidence": .array([.string(party.key.description)]),
        ]
        row["obligation"] = expectation["text"]
        row["department"] = party.fields["department"]
        return .object(row)
      }
  }

  private static func row(
    _ article: [String: JSON], of text: OtherRecord, shownBy users: [RecordKey],
    _ picture: SitePicture, _ days: ClosedRange<CivilDate>
  ) -> JSON {
    var row: [String: JSON] = [
      "requirement": .string(text.key.id), "article": article["article"] ?? "",
    ]
    row["obligation"] = article["text"]
    row["department"] = article["department"]
    let evidence = types(article).flatMap { type in
      picture.standing(type).filter { $0.bears(on: days) }.suffix(most).map(\.key)
    }
    var seen: Set<RecordKey> = []
    let all = (evidence + users).filter { seen.insert($0).inserted }
    if !all.isEmpty { row["evidence"] = .array(all.map { .string($0.description) }) }
    return .object(row)
  }

  /// What the register says implements a text, and what is linked to it.
  private static func implementing(_ text: OtherRecord, on site: Site) throws -> [RecordKey] {
    let named = (text.fields["implementedIn"]?.array ?? []).compactMap(\.string)
      .compactMap { RecordKey(type: "document", id: $0) }
    let linking = try site.index.references(to: text.key).map(\.from)
    return (named + linking.sorted()).filter { $0.type != type }.suffix(most).map(\.self)
  }

  /// The record types that the register names as evidence of an article.
  private static func types(_ article: [String: JSON]) -> [String] {
    (article["evidence"]?.string ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

/// Why nothing can be evaluated.
package enum ComplianceFault: Fault, Equatable {
  /// No legal text is in the register as one that applies.
  case noTexts

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase { Phrase("compliance.no-texts") }
}
