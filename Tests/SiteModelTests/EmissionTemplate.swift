import Foundation
import SiteModel
import TestSupport

/// The data that `karez init` copies, as the tests read it.
enum EmissionTemplate {
  static let rules = names("rules")
  static let factors = names("factors")

  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  static func rule(_ id: String) throws -> RuleSet {
    try RuleSet(json: text("rules/\(id).json"), file: "\(id).json")
  }

  static func factorTable() throws -> FactorTable {
    var table = FactorTable()
    for name in factors { try table.add(json: text("factors/\(name)"), file: name) }
    return table
  }

  /// The rows of the table the factors were taken from; empty in a fresh clone.
  static func collectedFactors() throws -> [Substring] {
    guard let file = sharedData?.appending(path: "factors/factors.csv") else { return [] }
    return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
  }

  static func steam() throws -> SteamTable {
    try SteamTable(
      saturated: text("steam/saturated.json"), superheated: text("steam/superheated.json"))
  }

  /// The cells of a collected table without its header; empty in a fresh clone.
  static func collected(_ name: String) throws -> [[String]] {
    guard let file = sharedData?.appending(path: "factors/\(name).csv") else { return [] }
    return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
      .dropFirst().map { $0.split(separator: ",").map(String.init) }
  }

  private static let folder = projectFolder.appending(path: "site-template")

  private static func names(_ kind: String) -> [String] {
    let path = folder.appending(path: kind).path
    return (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
  }
}
