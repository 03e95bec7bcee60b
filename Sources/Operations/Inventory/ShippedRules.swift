import Foundation
package import SiteModel

/// The rule sets and factors that come with the program.
///
/// A store takes in those it uses, byte for byte, so that a result never depends on what a later
/// program brings along.
package struct ShippedRules: Sendable {
  private let share: Share

  package init(_ share: Share) { self.share = share }

  /// A rule set's own bytes.
  ///
  /// - Throws: ``ShippedFault/noRules(id:known:)``.
  package func rules(_ id: String) throws -> [UInt8] {
    let folder = share.template.appending(path: "rules")
    guard
      let bytes = FileManager.default.contents(atPath: folder.appending(path: "\(id).json").path)
    else { throw ShippedFault.noRules(id: id, known: ruleIDs()) }
    return Array(bytes)
  }

  /// The ids of all rule sets, ascending.
  package func ruleIDs() -> [String] {
    share.jsonFiles(in: share.template.appending(path: "rules"))
      .map { $0.deletingPathExtension().lastPathComponent }
  }

  /// Every factor, by id.
  package func factors() throws -> FactorTable {
    var table = FactorTable()
    for file in share.jsonFiles(in: share.template.appending(path: "factors")) {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      try table.add(json: text, file: file.lastPathComponent)
    }
    return table
  }

  /// The enthalpies of saturated and superheated steam.
  package func steam() throws -> SteamTable {
    let folder = share.template.appending(path: "steam")
    let texts = try ["saturated", "superheated"].map { name in
      try String(contentsOf: folder.appending(path: "\(name).json"), encoding: .utf8)
    }
    return try SteamTable(saturated: texts[0], superheated: texts[1])
  }
}

/// Why a rule set or factor cannot be found.
package enum ShippedFault: Fault, Equatable {
  case noRules(id: String, known: [String])
  case noFactor(id: String)

  package var kind: FaultKind { .invalid }
  package var phrase: Phrase {
    switch self {
    case .noRules(let id, let known):
      Phrase("rules.unknown", ["id": id, "known": known.joined(separator: ", ")])
    case .noFactor(let id): Phrase("factor.unknown", ["id": id])
    }
  }
}

extension RecordKey {
  /// The record of a factor or rule set: its id, in the grammar of record ids.
  static func shipped(_ type: String, _ id: String) -> RecordKey {
    let small = id.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    return known(type, String(small.prefix(40)))
  }
}
