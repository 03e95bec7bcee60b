import Indexing
package import SiteModel
import Storage

/// Every inventory that a node holds, computed again from the readings and records it pins: at headquarters
/// those of all entities. What differs is shown and never corrected.
package struct VerifyInventories {
  /// One of them.
  package struct Row: Sendable {
    package let entity: String
    package let id: String
    /// Its first and last day.
    package let from: String, until: String
    /// Whether it is the approved one of its period.
    package let isInForce: Bool
    /// How it differs, or why it could not be computed; nil: the same byte for byte.
    package let fault: (any Fault)?
  }

  /// By entity, then by period.
  package static func run(on site: Site) throws -> [Row] {
    try site.overStores(rows).flatMap { $0 }
  }

  private static func rows(of store: Site) throws -> [Row] {
    let approved = try InventoriesInForce(on: store)
    return try ReadInventory.list(on: store).map { try row($0, approved, store) }
  }

  private static func row(
    _ listed: ReadInventory.Listed, _ approved: InventoriesInForce, _ store: Site
  ) throws -> Row {
    var found: (any Fault)?
    do { try ReadInventory.verify(listed.id, on: store) } catch let fault as any Fault {
      found = fault
    }
    let digest = try? ContentHash(of: ReadInventory.text(listed.id, on: store))
    return Row(
      entity: store.entity, id: listed.id, from: listed.values["from"]?.string ?? "",
      until: listed.values["until"]?.string ?? "",
      isInForce: digest.flatMap { approved.fate(of: listed.id, $0) } == .inForce, fault: found)
  }
}
