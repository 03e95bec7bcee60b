import Indexing
import SiteModel

/// DUE-30: whether a backup can be restored is tried again in time, on each node for itself.
struct DrillDues: DueSource {
  private static let months = 6

  func items(_ ground: DueGround) throws -> [DueItem] {
    guard let last = try Self.last(ground.site),
      case .months(let months) = ground.windows.term(of: "DUE-30", .months(Self.months))
    else { return [] }
    let title = BilingualText(zh: "演练备份恢复", en: "Try to restore a backup")
    let what = RecordDue(rule: "DUE-30", title: title, due: last.adding(months: months))
    return [DueItem(what, of: nil, number: ground.site.name, title: ground.site.chain)]
  }

  /// The day of this chain's last drill that went well; before any, the day the chain begins.
  private static func last(_ site: Site) throws -> CivilDate? {
    let drills = try site.index.states(of: "drill").filter { drill in
      drill.state.values["kind"] == "restore" && drill.state.values["identical"] == .bool(true)
    }
    var names = try drills.flatMap { try site.index.entries(of: $0.key).map(\.name) }
      .filter { $0.branch == site.chain }
    if names.isEmpty { names = [EntryName(branch: site.chain, seq: 1)] }
    return try names.compactMap { try site.index.clock(of: $0) }
      .compactMap { CivilDate($0.prefix(10)) }.max()
  }
}
