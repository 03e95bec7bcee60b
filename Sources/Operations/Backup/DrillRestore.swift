import Foundation
import SiteModel
import Storage

/// Exercises a restore: backs up, restores into a scratch folder, compares, writes the record.
package struct DrillRestore {
  /// How the drill went.
  package struct Drill: Sendable {
    /// Whether the restored node says the same.
    package let isIdentical: Bool
    /// The state digest of this node.
    package let digest: String
    /// How long it took, with one decimal.
    package let seconds: String
  }

  // 8.2.2: "定期组织应急演练，检验应急预案可行性和有效性"
  /// - Throws: ``BackupFault`` if the backup cannot be restored.
  package static func run(on site: Site) throws -> Drill {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "karez-drill-\(NewName.random())")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let clock = ContinuousClock()
    let begun = clock.now
    let before = try AskStatus.run(on: site)
    let waiting = try site.journal.openIfThere()?.rows() ?? []
    _ = try BackupSite.run(site, to: scratch.appending(path: "backup"))
    let restored = try RestoreSite.run(
      from: scratch.appending(path: "backup"), to: scratch.appending(path: "node"),
      surroundings: site.surroundings)
    let after = try AskStatus.run(on: restored)
    let isIdentical = before.state == after.state && before.facts == after.facts
    let files = (try site.contents.holdings(), try restored.contents.holdings())
    let rows = Set(try restored.journal.openIfThere()?.rows() ?? [])
    let drill = Drill(
      isIdentical: isIdentical && files.0 == files.1 && rows.isSuperset(of: waiting),
      digest: before.state.description, seconds: Tenths.text(clock.now - begun))
    try record(drill, on: site)
    return drill
  }

  private static func record(_ drill: Drill, on site: Site) throws {
    let values: [String: JSON] = [
      "kind": "restore", "identical": .bool(drill.isIdentical), "digest": .string(drill.digest),
      "seconds": .string(drill.seconds),
    ]
    _ = try site.write {
      try $0.set(.known("drill", NewName.random()), values, "恢复演练 \(drill.seconds) s")
    }
  }
}

/// Durations for people: seconds with one decimal.
enum Tenths {
  static func text(_ duration: Duration) -> String {
    let (seconds, rest) = duration.components
    return Rational(
      units: Int128(seconds) * 1000 + Int128(rest / 1_000_000_000_000_000), decimals: 3
    )
    .text(decimals: 1)
  }
}
