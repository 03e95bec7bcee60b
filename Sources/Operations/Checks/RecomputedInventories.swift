import Indexing
import SiteModel

extension SiteViews {
  /// `recomputed-inventory`: the approved inventory of the newest period, computed again from the facts it
  /// pins (8.1.2). One, because it costs as much as drawing it.
  static let recomputedInventories = View(name: "recomputed-inventory") { view, site, _, _ in
    guard let id = try InventoriesInForce(on: site).newest else { return [] }
    let isSame: Bool
    do {
      try ReadInventory.verify(id, on: site)
      isSame = true
    } catch is InventoryFault { isSame = false }
    return [view.row(id, ["number": .string(id), "same": .bool(isSame)])].compactMap { $0 }
  }
}
