import Indexing
import SiteModel

/// Points, records and inventories of an entity: what has no month.
struct PublishRegisters {
  private static let page = 1_000

  let site: Site
  private(set) var sheets: PublishedSheets

  init(of site: Site) throws {
    (self.site, sheets) = (site, PublishedSheets(of: site.entity))
    var request = ListRequest(type: nil)
    request.limit = Self.page
    var page: [ListedRecord]
    repeat {
      page = try site.index.list(request).records
      for record in page { try add(record) }
      request.offset += Self.page
    } while page.count == Self.page
  }

  private mutating func add(_ record: ListedRecord) throws {
    // Nobody's log would tell who reads a controlled record in the database.
    guard !(site.schemas.newest(record.key.type)?.isControlled ?? false) else { return }
    sheets.add(
      [
        record.key.type, record.key.id, record.number, stage(of: record), isVoid(record),
        CopyText.array(record.disputed),
        CopyText.json(.object(record.values)),
      ], to: .records, part: record.key.description)
    switch record.key.type {
    case "point": add(point: record)
    case "inventory": try add(inventory: record)
    default: break
    }
  }

  private func stage(of record: ListedRecord) -> String? {
    record.stage.isEmpty ? nil : record.stage.joined(separator: " ")
  }

  // By its envelope, or by the act that made it so.
  private func isVoid(_ record: ListedRecord) -> String {
    CopyText.bool(record.isVoid || record.stage == [Envelope.Part.void.rawValue])
  }

  private mutating func add(point record: ListedRecord) {
    let settings = record.values["settings"]
    let now = settings?.array?.last
    sheets.add(
      [
        record.key.id, record.values["number"]?.string, record.values["name"]?.string,
        now?["kind"]?.string, now?["unit"]?.string, settings.map(CopyText.json),
        isVoid(record),
      ], to: .points, part: record.key.id)
  }

  private mutating func add(inventory record: ListedRecord) throws {
    let bytes = try ReadInventory.text(record.key.id, on: site)
    let written = try JSON.parse(bytes)
    let values = try site.schemas.schema(of: record.key.type)
      .record(of: try site.index.state(of: record.key))
    sheets.add(
      [
        record.key.id, written["period"]?.string, values["from"]?.string, values["until"]?.string,
        written["total"]?["value"]?.string, written["total"]?["unit"]?.string,
        written["complete"]?.bool.map(CopyText.bool),
        written["provisional"]?.bool.map(CopyText.bool), written["engine"]?.number,
        stage(of: record), isVoid(record), ContentHash(of: bytes).description,
      ], to: .inventories, part: record.key.id)
    for (place, line) in (written["lines"]?.array ?? []).enumerated() {
      add(line: line, place + 1, of: record.key.id)
    }
  }

  private mutating func add(line: JSON, _ place: Int, of inventory: String) {
    sheets.add(
      [
        inventory, String(place), line["source"]?.string, line["name"]?.string,
        line["gas"]?.string, line["category"]?.string, line["group"]?.string,
        CopyText.bool(line["deducted"]?.bool ?? false), line["value"]?.string,
        line["unit"]?.string, line["exact"]?.string, CopyText.json(line["inputs"] ?? .array([])),
      ], to: .inventoryLines, part: inventory)
  }
}
