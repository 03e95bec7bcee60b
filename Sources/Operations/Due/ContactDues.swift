import SiteModel
import Sync

/// DUE-27: nodes that have once spoken to this one speak again in time.
struct ContactDues: DueSource {
  /// What a node that is carried to by stick may be silent.
  private static let days = 35

  func items(_ ground: DueGround) throws -> [DueItem] {
    guard case .days(let days) = ground.windows.term(of: "DUE-27", .days(Self.days))
    else { return [] }
    let ledger = LedgerFile(in: ground.site.layout).ledger
    let nodes = Set(ledger.known.map(\.newest.statement.node)).subtracting([ground.site.name])
    let title = BilingualText(zh: "与该节点同步", en: "Exchange with this node")
    return nodes.sorted().compactMap { node in
      guard let spoke = ledger.spoke(node).flatMap({ CivilDate($0.prefix(10)) }) else { return nil }
      let last = CivilDate(days: spoke.days + Int64(days))
      return DueItem(
        RecordDue(rule: "DUE-27", title: title, due: last), of: nil, number: node, title: "")
    }
  }
}
