import Foundation
import SiteModel
import TestSupport
import Testing

/// What a record begins from in one step (`x-from`), and functions that demands may name (`gives`).
@Suite struct RecordOriginTests {
  private static let today = CivilDate(year: 2026, month: 3, day: 25)

  @Test func `a nonconformity begins from an instrument with what is known of it`() throws {
    let nonconformity = try RecordSchemaTests.schema("nonconformity.schema.json")
    let instrument = try RecordSchemaTests.schema("instrument.schema.json")
    let origin = try #require(nonconformity.origin(from: "instrument"))
    try nonconformity.check(origin, from: instrument)
    let key = try #require(RecordKey(type: "instrument", id: "in-1"))
    let values = nonconformity.beginning(
      origin, from: key, instrument, fields: ["name": "皮带秤", "keeper": "p-1"],
      isDisputed: false, today: try #require(Self.today))
    #expect(
      values == [
        "title": "皮带秤", "origin": "calibration", "clause": "8.1.3", "responsible": "p-1",
        "originRefs": ["instrument/in-1"], "foundOn": "2026-03-25",
      ])
  }

  @Test func `what stands in no other origin begins from any, a conflict as one of nodes`() throws {
    let nonconformity = try RecordSchemaTests.schema("nonconformity.schema.json")
    let post = try RecordSchemaTests.schema("post.schema.json")
    let origin = try #require(nonconformity.origin(from: "post"))
    let key = try #require(RecordKey(type: "post", id: "po-1"))
    for (isDisputed, wanted) in [(true, "sync"), (false, "self")] {
      let values = nonconformity.beginning(
        origin, from: key, post, fields: [:], isDisputed: isDisputed,
        today: try #require(Self.today))
      #expect(values["origin"]?.string == wanted && values["title"] == "post/po-1")
    }
  }

  @Test func `an origin that sets what does not fit is found`() throws {
    let nonconformity = try RecordSchemaTests.schema("nonconformity.schema.json")
    let origin = try #require(nonconformity.origin(from: "data-alert"))
    #expect(throws: SchemaFault.self) {
      try nonconformity.check(origin, from: try RecordSchemaTests.schema("post.schema.json"))
    }
  }

  @Test func `a function that says what it gives is known to guards, another is not`() throws {
    let audit = try RecordSchemaTests.schema("audit.schema.json")
    try audit.checkTruth("count(waysMissing) == 0 and not reportMissing", at: "guard")
    let nonconformity = try RecordSchemaTests.schema("nonconformity.schema.json")
    #expect(throws: SchemaFault.self) {
      try nonconformity.checkTruth("causeRepeats", at: "guard")
    }
  }
}
