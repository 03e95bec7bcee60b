import Foundation
import Indexing
package import SiteModel

/// Records to begin with: issues of an industry (4.1.2 a) 「产业特色」), objectives (6.2.1). Drafts in our own
/// words, which a site takes, changes and confirms.
package enum TakeStarters {
  /// One list: `site-template/starters/<name>.json`.
  package struct List: Sendable {
    package let name: String
    package let title: BilingualText
    let type: String
    package let records: [[String: JSON]]
  }

  /// The lists there are, by name.
  ///
  /// - Throws: ``ShareFault`` if one cannot be read.
  package static func lists(_ share: Share) throws -> [List] {
    try share.jsonFiles(in: share.template.appending(path: "starters")).map { file in
      let json = try share.json(file)
      guard let zh = json["title"]?["zh"]?.string, let en = json["title"]?["en"]?.string,
        let type = json["type"]?.string
      else { throw ShareFault.unreadable(path: file.path) }
      return List(
        name: String(file.lastPathComponent.dropLast(5)), title: BilingualText(zh: zh, en: en),
        type: type, records: (json["records"]?.array ?? []).compactMap(\.object))
    }
  }

  /// Writes what of a list is not here yet, all in one commit; an issue must be reviewed within a year.
  ///
  /// - Returns: how many records were made.
  /// - Throws: ``StarterFault/none(_:known:)``, and what ``WriteRecord`` throws.
  package static func take(_ name: String, on site: Site) throws -> Int {
    let lists = try lists(site.surroundings.share)
    guard let list = lists.first(where: { $0.name == name }) else {
      throw StarterFault.none(name, known: lists.map(\.name))
    }
    let here = Set(
      try site.index.states(of: list.type).compactMap { Self.name(of: $0.state.values) })
    let fresh = list.records.filter { !here.contains(Self.name(of: $0) ?? "") }
    guard !fresh.isEmpty else { return 0 }
    let days = try Self.days(of: list.type, on: site)
    return try WriteRecord.new(list.type, all: fresh.map { $0.merging(days) { $1 } }, on: site)
      .count
  }

  private static func name(of values: [String: JSON]) -> String? {
    (values["subject"] ?? values["name"])?.string
  }

  private static func days(of type: String, on site: Site) throws -> [String: JSON] {
    let known = Set(try site.schemas.schema(of: type).fields.map(\.name))
    return [
      "identifiedOn": JSON.string(site.today.description),
      "nextReviewOn": .string(CivilDate(days: site.today.days + 365).description),
    ]
    .filter { known.contains($0.key) }
  }
}

/// Why no starters were taken.
package enum StarterFault: Fault, Equatable {
  case none(String, known: [String])

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .none(let name, let known):
      Phrase("starters.none", ["name": name, "known": known.joined(separator: ", ")])
    }
  }
}
