import Indexing
package import SiteModel
import Storage

/// Finds inventories that were written down, and computes them again.
package struct ReadInventory {
  /// One inventory of the list.
  package struct Listed: Sendable {
    package let id: String
    package let values: [String: JSON]
  }

  /// All inventories, oldest period first.
  ///
  /// - Parameter knownAt: nil: all that are held.
  package static func list(on site: Site, knownAt: VersionVector? = nil) throws -> [Listed] {
    let schema = try site.schemas.schema(of: "inventory")
    return try site.index.states(of: "inventory", knownAt: knownAt)
      .map { Listed(id: $0.key.id, values: schema.record(of: $0.state)) }
      .sorted {
        ($0.values["from"]?.string ?? "", $0.id) < ($1.values["from"]?.string ?? "", $1.id)
      }
  }

  /// The id of the one that was drawn up last of exactly these days; nil: none was.
  static func newest(of days: ClosedRange<CivilDate>, on site: Site) throws -> String? {
    let schema = try site.schemas.schema(of: "inventory")
    return try site.index.records(of: schema.type, knownAt: nil).last { _, state, _ in
      let values = schema.record(of: state)
      return values["from"]?.string == days.lowerBound.description
        && values["until"]?.string == days.upperBound.description
    }?.key.id
  }

  /// The bytes of one inventory as they were written down.
  ///
  /// - Throws: ``InventoryFault/unknown(id:)``, or ``StoreFault/damaged`` if they do not hash to
  ///   what the record says.
  package static func text(_ id: String, on site: Site) throws -> [UInt8] {
    guard let key = RecordKey(type: "inventory", id: id) else {
      throw InventoryFault.unknown(id: id)
    }
    let values = try site.index.state(of: key).values
    guard let content = values["content"].flatMap(ContentValue.init), let name = content.path,
      let blob = try site.index.content(name, of: key)
    else { throw InventoryFault.unknown(id: id) }
    let bytes = try site.store.read(blob).bytes
    guard ContentHash(of: bytes) == content.sha256 else {
      throw StoreFault.damaged(name: "\(blob)", detail: "sha256")
    }
    return bytes
  }

  /// Computes an inventory again from the facts it pins, and compares bytes.
  ///
  /// - Throws: ``InventoryFault/differs(id:written:computed:)`` if a single byte differs,
  ///   ``InventoryFault/engine(id:needs:has:)`` if an engine that this program has not computed it.
  package static func verify(_ id: String, on site: Site) throws {
    _ = try computed(id, on: site)
  }

  /// An inventory computed again, byte for byte as it was written down, and what it rests on.
  ///
  /// - Throws: As ``verify(_:on:)``.
  static func computed(
    _ id: String, on site: Site
  ) throws -> (basis: InventoryBasis, inventory: Inventory, bytes: [UInt8]) {
    let bytes = try text(id, on: site)
    let written = try JSON.parse(bytes)
    let engine = written["engine"]?.number ?? ""
    guard let number = Int(engine), (1...engineNumber).contains(number) else {
      throw InventoryFault.engine(id: id, needs: engine, has: String(engineNumber))
    }
    var basis = try basis(of: written, on: site)
    basis.engine = number
    let inventory = try basis.inventory()
    let computed = inventory.json(
      entity: written["entity"]?.string ?? "", pins: written["pins"] ?? .null)
    guard Array(computed.canonical.utf8) == bytes else {
      throw InventoryFault.differs(
        id: id, written: total(written), computed: total(computed))
    }
    return (basis, inventory, bytes)
  }

  private static func basis(of written: JSON, on site: Site) throws -> InventoryBasis {
    let chains = written["pins"]?["chains"]?.array ?? []
    let heads = chains.compactMap { item -> (String, Int)? in
      guard let chain = item["chain"]?.string, let seq = item["seq"]?.number.flatMap({ Int($0) })
      else { return nil }
      return (chain, seq)
    }
    let known = VersionVector(Dictionary(heads) { max($0, $1) })
    return InventoryBasis(
      site: site, period: try Period(written["period"]?.string ?? ""),
      calendar: try site.calendar(knownAt: known), knownAt: known)
  }

  private static func total(_ json: JSON) -> String {
    "\(json["total"]?["value"]?.string ?? "—") \(json["total"]?["unit"]?.string ?? "")"
  }
}
