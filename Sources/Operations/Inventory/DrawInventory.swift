import Indexing
package import SiteModel
import Storage

/// Draws up the emission inventory of a period, and writes it down with what it rests on.
package struct DrawInventory {
  /// An inventory as it was written down.
  package struct Drawn: Sendable {
    /// The id of its record.
    package let id: String
    /// The commit that holds it.
    package let commit: String
    /// Its canonical JSON: the bytes that are hashed, signed and verified.
    package let json: JSON
  }

  /// - Throws: ``InventoryFault``, and faults of points, rules and consumption; then nothing is
  ///   written.
  package static func run(on site: Site, _ period: Period) throws -> Drawn {
    try run(on: site, period, engine: engineNumber)
  }

  /// - Parameter engine: an older one shows that its inventories are still verified.
  static func run(on site: Site, _ period: Period, engine: Int) throws -> Drawn {
    try site.write { session in
      let site = session.site
      var basis = InventoryBasis(
        site: site, period: period, calendar: try site.calendar(), knownAt: try site.index.known())
      basis.engine = engine
      let inventory = try basis.inventory()
      let json = inventory.json(entity: site.identity.entity, pins: try basis.pins())
      let id = NewName.random()
      let lack = inventory.isComplete ? "" : "（数据不全）"
      let total = "\(inventory.total.text(decimals: 2)) \(inventory.totalUnit)"
      let commit = try session.commit("编制清单 \(period)：\(total)\(lack)") {
        try write(inventory, json, .known("inventory", id), session, into: &$0)
      }
      return Drawn(id: id, commit: commit.id.description, json: json)
    }
  }

  private static func write(
    _ inventory: Inventory, _ json: JSON, _ key: RecordKey, _ session: WriteSession,
    into files: inout CommitFiles
  ) throws {
    let bytes = Array(json.canonical.utf8)
    try files.add(content: bytes, number: 1, suffix: "json", of: key)
    let dates = inventory.period.dates(in: inventory.calendar)
    let content = ContentValue(sha256: ContentHash(of: bytes), path: "\(files.seq).1.json")
    let total: JSON = [
      "line": "total", "value": .string(inventory.total.text(decimals: 2)),
      "unit": .string(inventory.totalUnit),
    ]
    let values: [String: JSON] = [
      "from": .string(dates.lowerBound.description), "until": .string(dates.upperBound.description),
      "content": content.json, "totals": .array([total]),
      "engine": .number(String(inventory.engine)),
      "provisional": .bool(inventory.isProvisional),
    ]
    try files.add(session.site.schemas.entry(setting: values, of: key, by: session.writer))
  }
}

extension InventoryBasis {
  /// The facts it rests on: every chain's head then, by number and commit.
  func pins() throws -> JSON {
    let chains = try site.index.heads().map { head in
      [
        "chain": .string(head.chain),
        "seq": .number(String(knownAt.heads[head.chain] ?? head.seq)),
        "commit": .string(head.commit),
      ] as JSON
    }
    return ["chains": .array(chains), "engine": .number(String(engine))]
  }
}
