import Indexing
import SiteModel
import Storage

/// What people sign of an inventory, computed again from the facts it pins.
struct ApprovalSheet {
  /// What a new result says of the approved one that it replaces.
  struct Restatement: Sendable {
    let replaces: String
    let cause: String
    let reason: String
  }

  let inventory: Inventory
  /// The fields of its record.
  let fields: [String: JSON]

  /// - Throws: ``InventoryFault`` for an inventory that is not what its facts give.
  init(_ id: String, _ restatement: Restatement?, on site: Site) throws {
    let (_, inventory, bytes) = try ReadInventory.computed(id, on: site)
    self.inventory = inventory
    var fields = Self.fields(id, inventory, ContentHash(of: bytes))
    if let restatement {
      let compared = try CompareInventories.run(restatement.replaces, id, on: site)
      fields.merge(restatement.fields(compared)) { $1 }
    }
    self.fields = fields
  }

  /// The sheet that a record holds, computed again.
  init(_ id: String, like record: [String: JSON], on site: Site) throws {
    let said = ["replaces", "cause", "reason"].map { record[$0]?.string ?? "" }
    let restatement = Restatement(replaces: said[0], cause: said[1], reason: said[2])
    try self.init(id, said[0].isEmpty ? nil : restatement, on: site)
  }

  private static func fields(
    _ id: String, _ inventory: Inventory, _ digest: ContentHash
  ) -> [String: JSON] {
    let days = inventory.period.dates(in: inventory.calendar)
    return [
      "inventory": .string(id), "from": .string("\(days.lowerBound)"),
      "until": .string("\(days.upperBound)"), "sha256": .string("\(digest)"),
      "total": .string(inventory.total.text(decimals: 2)), "unit": .string(inventory.totalUnit),
      "complete": .bool(inventory.isComplete), "provisional": .bool(inventory.isProvisional),
    ]
  }
}

extension ApprovalSheet.Restatement {
  /// Where the new result differs is signed with it: the sources that do, by number.
  fileprivate func fields(_ compared: CompareInventories.Answer) -> [String: JSON] {
    let difference = compared.after.total - compared.before.total
    let changes = compared.rows.filter { $0.difference != .zero }.map { row in
      var members: [String: JSON] = [
        "source": .string(row.source), "difference": .string(row.difference.text(decimals: 2)),
      ]
      members["before"] = row.before.map { .string($0.text(decimals: 2)) }
      members["after"] = row.after.map { .string($0.text(decimals: 2)) }
      return JSON.object(members)
    }
    return [
      "replaces": .string(replaces), "cause": .string(cause), "reason": .string(reason),
      "difference": .string(difference.text(decimals: 2)), "changes": .array(changes),
    ]
  }
}
