import Indexing
import SiteModel
import Sync

/// How fresh what is shown here is: 数据截至.
package struct AskFreshness {
  /// This node's clock now, to the minute.
  package let now: String
  /// The clock of the newest commit that is held; nil before there is one.
  package let last: String?
  /// When headquarters were last heard; nil where nobody was, and at headquarters.
  package let heard: String?

  /// Cheap enough for every page.
  package static func run(on site: Site) throws -> AskFreshness {
    let now = site.surroundings.clock.now()
    return AskFreshness(
      now: now.instant.text(at: now.offset).toMinute,
      last: try site.index.log(limit: 1).first?.clock.toMinute,
      heard: try heard(on: site)?.toMinute)
  }

  private static func heard(on site: Site) throws -> String? {
    guard let joined = try Joined(in: site.layout) else { return nil }
    let ledger = LedgerFile(in: site.layout).ledger
    let said = ledger.known.map(\.newest.statement).filter { $0.node == joined.node }
      .max { $0.number < $1.number }
    return try said.flatMap(Contacts(in: site.layout).heard)
  }
}

extension String {
  /// `2026-11-22T18:04:31+08:00` as people write it, to the minute.
  package var toMinute: String { String(prefix(16).replacing("T", with: " ")) }
}
