import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct ClauseCheckTests {
  private let schemas: [String: RecordSchema]

  init() throws {
    let names = ["context-issue", "risk-opportunity", "signed-none", "setting"]
    schemas = try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let file = projectFolder.appending(path: "schema/records/\(name).schema.json")
        return (name, try RecordSchema(Data(contentsOf: file)))
      })
  }

  private func check(_ rule: JSON, settings: JSON? = nil) throws -> ClauseCheck {
    var members: [String: JSON] = [
      "id": "CHK-4.1-1", "clauses": ["4.1.1"], "title": ["zh": "题", "en": "Title"],
      "advice": ["zh": "做", "en": "Do"], "rule": rule, "breaking": [["day": "2027-01-01"]],
    ]
    members["settings"] = settings
    let file = projectFolder.appending(path: "schema/clauses.json")
    let clauses = try Clause.all(JSON.parse(Data(contentsOf: file)))
    let reader = ClauseCheckReader(schemas: schemas, clauses: clauses) { _, _ in [.counts] }
    return try reader.checks(JSON.object(["checks": .array([.object(members)])]))[0]
  }

  private func issue(_ id: String, _ fields: [String: JSON]) throws -> PicturedRecord {
    PicturedRecord(try #require(RecordKey(type: "context-issue", id: id)), fields: fields)
  }

  private func picture(_ records: [PicturedRecord]) throws -> SitePicture {
    SitePicture(
      on: try #require(CivilDate("2026-03-31")), schemas: schemas, records: records)
  }

  @Test func `a rule that says more than its shape knows is refused`() {
    #expect(throws: SchemaFault.self) {
      try check(["some": "context-issue", "holds": "true"])
    }
  }

  @Test func `an expression over what a type does not have is refused`() {
    #expect(throws: SchemaFault.self) {
      try check(["every": "context-issue", "holds": "has(colour)"])
    }
  }

  @Test func `what has no value does not hold`() throws {
    let asked = try check(["every": "context-issue", "holds": "nextReviewOn >= today"])
    let answer = asked.answer(try picture([try issue("a", ["number": "CI-1"])]))
    #expect(answer.verdict == .notMet)
    #expect(answer.lacking.count == 1)
  }

  @Test func `nobody asked is no yes where there must be somebody, and not applicable where not`()
    throws
  {
    let must = try check(["every": "context-issue", "holds": "has(number)"])
    #expect(must.answer(try picture([])).verdict == .notMet)
    let may = try check(["every": "context-issue", "holds": "has(number)", "least": 0])
    #expect(may.answer(try picture([])).verdict == .notApplicable)
  }

  @Test func `a signed statement that there is none covers a value until its day`() throws {
    let asked = try check([
      "cover": "context-issue", "field": "category", "values": ["market"], "none": true,
    ])
    let key = try #require(RecordKey(type: "signed-none", id: "n"))
    let none = { (day: JSON) in
      PicturedRecord(
        key, fields: ["subject": "context-issue/market", "validUntil": day])
    }
    #expect(asked.answer(try picture([none("2026-03-31")])).verdict == .met)
    #expect(asked.answer(try picture([none("2026-03-30")])).verdict == .notMet)
  }

  @Test func `records that refer to one another are rows of each other's expressions`() throws {
    let asked = try check([
      "every": "context-issue", "holds": "count(in_responseRefs, state == 'treating') == 1",
    ])
    let risk = PicturedRecord(
      try #require(RecordKey(type: "risk-opportunity", id: "r")), fields: [:], state: "treating")
    let record = try issue("a", ["responseRefs": ["risk-opportunity/r"]])
    #expect(asked.answer(try picture([record, risk])).verdict == .met)
    #expect(asked.answer(try picture([record])).verdict == .notMet)
  }

  @Test func `a site sets a number by a record, which the answer shows`() throws {
    let asked = try check(
      ["share": "context-issue", "holds": "has(number)", "percent": "part"],
      settings: ["part": ["record": "checks.part", "standard": "100"]])
    let records = [try issue("a", ["number": "1"]), try issue("b", [:])]
    #expect(asked.answer(try picture(records)).verdict == .notMet)
    let set = PicturedRecord(
      try #require(RecordKey(type: "setting", id: "s")),
      fields: ["name": "checks.part", "value": "50"])
    let answer = asked.answer(try picture(records + [set]))
    #expect(answer.verdict == .met)
    #expect(answer.figures.contains(.init("setting.part", "50")))
  }
}
