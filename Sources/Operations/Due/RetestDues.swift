import Indexing
import SiteModel

/// DUE-33: accounting points are retested in time (9.1.1 「定期复测重要碳计量数据」); one that never was, within one cycle
/// of the day it was registered.
struct RetestDues: DueSource {
  func items(_ ground: DueGround) throws -> [DueItem] {
    let title = BilingualText(zh: "复测核算用计量点", en: "Retest the accounting point")
    let retests = try AskRetests.run(on: ground.day, at: ground.site)
    return try retests.rows.compactMap { row in
      guard let due = try row.due ?? Self.first(row.key, retests.cycle, ground.site)
      else { return nil }
      let what = RecordDue(
        rule: "DUE-33", title: title, due: due, people: row.owner.map { [$0] } ?? [])
      return DueItem(what, of: row.key, number: row.number, title: row.name)
    }
  }

  private static func first(_ key: RecordKey, _ cycle: Int64, _ site: Site) throws -> CivilDate? {
    let begun = try site.index.entries(of: key).compactMap { try site.index.clock(of: $0.name) }
    return begun.compactMap { CivilDate($0.prefix(10)) }.min()
      .map { CivilDate(days: $0.days + cycle) }
  }
}
