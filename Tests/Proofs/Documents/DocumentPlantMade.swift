import Foundation
import Operations
import SiteModel
import TestSupport

/// The plant that all others are copied from: making its people's keys takes longest.
struct DocumentPlantMade {
  let scratch: URL
  /// Everybody, with the key his passphrase opened once.
  private(set) var actors: [String: Actor] = [:]
  /// By node, the chain it writes about the plant.
  private(set) var chains: [String: String] = [:]
  private let share: Share

  static let firstDay = CivilDate(year: 2026, month: 1, day: 5)?.days ?? 0
  private static let passphrase = "water from the mountains"

  var people: [String] { actors.keys.sorted() }
  /// The chain of the headquarters.
  var headquarters: String { chains["hq"] ?? "" }

  init() throws {
    scratch = FileManager.default.temporaryDirectory
      .appending(path: "karez-prove-documents-\(ProcessInfo.processInfo.processIdentifier)")
    share = try Share(explicit: nil, executable: URL(filePath: ProvenNode.program))
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    try Self.script.write(
      to: scratch.appending(path: "make.sh"), atomically: true, encoding: .utf8)
    let made = try TestSupport.run(
      "sh", ["make.sh", ProvenNode.program], in: scratch.path,
      environment: Self.environment(scratch))
    guard made.status == 0 else { throw Breach("the plant: \(made.output)\(made.error)") }
    try meetPeople()
  }

  private mutating func meetPeople() throws {
    let site = try node("p").open(on: Self.firstDay)
    for person in try PersonLookup(site).people() {
      actors[person.id] = try SignIn.run(person.id, on: site) { Self.passphrase }.actor
    }
    chains["p"] = site.chain
    chains["b"] = try node("b").open(on: Self.firstDay).chain
    let heard = try node("hq").known().keys
    chains["hq"] = heard.first { !chains.values.contains($0) }
  }

  func node(_ name: String) -> DocumentNode {
    DocumentNode(name, in: scratch, share: share)
  }

  static func environment(_ scratch: URL) -> [String: String] {
    [
      "XDG_STATE_HOME": scratch.appending(path: "state").path, "LANG": "en_US.UTF-8",
      "KAREZ_CLOCK": "2026-01-05T09:00:00+08:00", "KAREZ_PASSPHRASE": passphrase,
    ]
  }
}
