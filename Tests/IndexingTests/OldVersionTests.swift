import Foundation
import Indexing
import Operations
import SiteModel
import TestSupport
import Testing

/// Records that were written under an older version of their type.
@Suite struct OldVersionTests {
  /// A source as version 1 wrote it: with a reason for exclusion, which is a record of its own now.
  private static func plant() throws -> (MeteredPlant, RecordKey) {
    let plant = try MeteredPlant(dayStart: 0, monthStart: 1)
    let key = try #require(RecordKey(type: "source", id: "s-old"))
    let values: [String: JSON] = [
      "number": "S-9", "name": "食堂", "rules": "fuel-combustion-gas", "status": "active",
      "exclusion": "量小可忽略",
    ]
    let schema = try plant.site.schemas.schema(of: "source", version: 1)
    #expect(schema.breaches(of: values) == [])
    try plant.site.write { session in
      let edit = RecordEdit(of: key, shown: .none, new: schema.registers(of: values))
      let entry = try edit.entry(
        now: .none, entity: session.writer.entity, schema: 1, by: session.writer.author)
      try session.commit("旧版") { try $0.add(entry) }
    }
    return (plant, key)
  }

  @Test func `an old record is read, listed and found`() throws {
    let (plant, key) = try Self.plant()
    let site = plant.site
    #expect(try site.schemas.schema(of: "source").version == 3)
    #expect(try site.index.state(of: key).values["exclusion"] == "量小可忽略")
    #expect(site.schemas.field("exclusion", of: "source")?.title.zh == "排除原因")
    #expect(try site.schemas.schema(of: "source")["exclusion"] == nil)
    var request = ListRequest(type: "source")
    request.words = "量小"
    #expect(try site.index.list(request).records.map(\.key) == [key])
    #expect(try site.question(about: key).missing.contains("facility"))
  }

  @Test
  func `an old record is changed under the new version, and keeps what that one does not know`()
    throws
  {
    let (plant, key) = try Self.plant()
    _ = try WriteRecord.edit("S-9", ["facility": "灶具"], on: plant.site)
    let entries = try plant.site.index.entries(of: key)
    #expect(entries.map(\.entry.schema) == [1, 3])
    let values = try plant.site.index.state(of: key).values
    #expect(values["exclusion"] == "量小可忽略" && values["facility"] == "灶具")
    #expect(throws: ShelfFault.self) {
      try WriteRecord.edit("S-9", ["exclusion": "别的"], on: plant.site)
    }
  }

  @Test func `a version nobody knows is refused by name`() throws {
    let (plant, _) = try Self.plant()
    #expect(throws: ShelfFault.unknownVersion(type: "source", version: 4)) {
      try plant.site.schemas.schema(of: "source", version: 4)
    }
  }

  @Test func `both versions of a type are rehearsed by their own lifecycles`() throws {
    let (plant, _) = try Self.plant()
    let lifecycles = plant.site.schemas.lifecycles
    #expect(lifecycles["source", 1] == nil && lifecycles["source", 2]?.name == "register")
    let rehearsal = RehearseLifecycles(plant.site.schemas)
    #expect(rehearsal.failed.isEmpty && rehearsal.taken.count > 30 && rehearsal.refused.count > 100)
  }
}
