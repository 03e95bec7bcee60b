import SiteModel
import TestSupport
import Testing

/// What is computed of a record from others, each on a few of them.
@Suite struct ComputedValueTests {
  /// The others, by type.
  private struct Archive: OtherRecords {
    var records: [OtherRecord] = []
    var states: [String?] = []
    var moved: CivilDate?

    func users(of key: RecordKey) throws -> [RecordKey] { [] }
    func count(_ likes: RecordLikeness, but key: RecordKey) throws -> Int { 0 }
    func records(of type: String) throws -> [OtherRecord] { records.filter { $0.key.type == type } }
    func lastMoved(_ key: RecordKey) throws -> CivilDate? { moved }
    func workingDays() throws -> WorkingDays { WorkingDays([]) }
    func followers(of key: RecordKey) throws -> [(record: FollowingRecord, state: String?)] {
      try states.enumerated().map { place, state in
        let (act, target) = (ContentHash(of: []), "tasks/\(place)")
        let key = try #require(RecordKey.following(act, "action", target))
        return (FollowingRecord(key: key, act: act, target: target, values: [:]), state)
      }
    }
  }

  private static func other(
    _ type: String, _ id: String, _ fields: [String: JSON], _ state: String = "current",
    permits: Set<Permission> = [.counts]
  ) throws -> OtherRecord {
    let key = try #require(RecordKey(type: type, id: id))
    return OtherRecord(key: key, fields: fields, states: [state], permits: permits)
  }

  /// All that is computed of a record `a`; the day is 2024-10-04.
  private static func computed(
    _ type: String, _ fields: [String: JSON], _ archive: Archive = Archive()
  ) throws -> [String: JSON] {
    let key = try #require(RecordKey(type: type, id: "a"))
    return try RecordQuestion(
      key, RecordSchemaTests.schema("\(type).schema.json"), text: fields,
      asOf: AsOf(CivilDate(days: 20_000)), others: archive
    ).computed()
  }

  @Test func `a review of the context counts what changed since the one before`() throws {
    let archive = Archive(
      records: [
        try Self.other("context-review", "r", ["heldOn": "2024-01-10"]),
        try Self.other(
          "context-issue", "i1",
          ["category": "policy", "identifiedOn": "2024-03-01", "number": "CI-1"]),
        try Self.other(
          "context-issue", "i2", ["category": "market", "identifiedOn": "2023-03-01"]),
        try Self.other("context-issue", "i3", [:], "retired", permits: [.counts, .closed]),
      ], moved: CivilDate("2024-05-05"))
    let found = try Self.computed("context-review", ["heldOn": "2024-10-01"], archive)
    #expect(found["added"] == 1 && found["changed"] == 1 && found["retired"] == 1)
    #expect(found["issuesReviewed"] == ["CI-1", "i2"])
    #expect(found["categoriesMissing"] == ["industry", "feature", "resource", "management"])
  }

  @Test(
    arguments: [
      (["effectiveOn": "2024-10-05"], "upcoming"), (["effectiveOn": "2024-10-04"], "in-force"),
      (["effectiveOn": "2020-01-01", "repealedOn": "2024-10-04"], "repealed"),
    ] as [([String: JSON], JSON)])
  func `a legal text is in force by its dates`(_ fields: [String: JSON], _ status: JSON) throws {
    #expect(try Self.computed("legal-requirement", fields)["status"] == status)
    #expect(try Self.computed("legal-requirement", [:])["status"] == nil)
  }

  @Test func `the matrix finds gaps and overlaps among 51 clauses`() throws {
    let cells: JSON = [
      ["clause": "9.2", "department": "d1", "kind": "lead"],
      ["clause": "9.2", "department": "d2", "kind": "lead"],
      ["clause": "4.1.1", "department": "d2", "kind": "assist"],
    ]
    let found = try Self.computed("responsibility-matrix", ["cells": cells])
    #expect(found["gaps"]?.array?.count == 50 && found["overlaps"] == ["9.2"])
  }

  private static let objective: [String: JSON] = [
    "baseline": "90", "target": "95", "direction": "at-least", "startOn": "2024-01-01",
    "dueOn": "2024-12-31",
  ]

  @Test(
    arguments: [
      ("92.5", "2024-H1", "green", "50.0"), ("92.3", "2024-H1", "green", "46.0"),
      ("92.1", "2024-H1", "amber", "42.0"), ("91", "2024-H1", "red", "20.0"),
      ("95", "2024", "green", "100.0"), ("94.6", "2024-12", "amber", "92.0"),
      ("89", "2024-Q4", "red", "-20.0"),
    ] as [(JSON, JSON, JSON, JSON)])
  func `an objective stands against its way`(
    _ value: JSON, _ period: JSON, _ light: JSON, _ share: JSON
  ) throws {
    let fields: [String: JSON] = ["objective": "a", "period": period, "value": value]
    let archive = Archive(records: [
      try Self.other("objective-measurement", "m", fields),
      try Self.other("objective-measurement", "n", fields, "draft", permits: [.mayEdit]),
    ])
    let found = try Self.computed("objective", Self.objective, archive)
    #expect(found["light"] == light && found["achievement"] == share)
    #expect(found["measurements"] == 1 && found["latest"] == value)
    let own = Archive(records: [try Self.other("objective", "a", Self.objective)])
    let measured = try Self.computed("objective-measurement", fields, own)
    #expect(measured["light"] == light && measured["explained"] == .bool(light == "green"))
  }

  @Test func `tasks count by weight, and are late by their own day`() throws {
    let tasks: JSON = [
      ["seq": 1, "weight": "30", "dueOn": "2024-09-01", "done": "2024-09-05"],
      ["seq": 2, "weight": "50", "dueOn": "2024-09-24"],
      ["seq": 3, "weight": "20", "dueOn": "2024-01-01"],
    ]
    let archive = Archive(states: [nil, "in-progress", "cancelled"])
    let found = try Self.computed("programme", ["tasks": tasks], archive)
    #expect(found["progress"] == "37.5" && found["slippage"] == 10)
    let untouched = try Self.computed("programme", ["tasks": []])
    #expect(untouched["progress"] == nil && untouched["slippage"] == nil)
  }

  @Test func `staff are who holds a post today and is authorised`() throws {
    let held: JSON = [["post": "p", "roles": [], "from": "2024-01-01"]]
    let past: JSON = [["post": "p", "roles": [], "from": "2020-01-01", "until": "2023-12-31"]]
    let archive = Archive(records: [
      try Self.other("post", "p", ["number": "P-1"]),
      try Self.other("person", "x", ["posts": held]),
      try Self.other("person", "y", ["posts": held]),
      try Self.other("person", "z", ["posts": past]),
      try Self.other(
        "authorisation", "au",
        ["person": "x", "validFrom": "2024-01-01", "validTo": "2024-10-04", "task": "lab"]),
    ])
    let rows: JSON = [["post": "p", "required": 3]]
    let found = try Self.computed("staffing-review", ["posts": rows], archive)
    #expect(found["actual"] == 2 && found["qualified"] == 1 && found["shortage"] == 2)
    #expect(found["shortPosts"] == ["P-1"])
  }

  @Test func `instruments are counted by medium and level of their points`() throws {
    let archive = Archive(records: [
      try Self.other("point", "p", ["medium": "coal", "level": "entity"]),
      try Self.other(
        "installation", "i1",
        ["point": "p", "instrument": "q1", "from": "2024-01-01T00:00:00+08:00"]),
      try Self.other(
        "installation", "i2",
        [
          "point": "p", "instrument": "q2", "from": "2023-01-01T00:00:00+08:00",
          "until": "2024-01-01T00:00:00+08:00",
        ]),
    ])
    let rows: JSON = [
      ["medium": "coal", "level": "entity", "requiredPoints": 2, "requiredRate": "100"]
    ]
    let found = try Self.computed("equip-requirement", ["requirements": rows], archive)
    #expect(
      found["actual"] == 1 && found["rate"] == "50.0" && found["below"] == ["coal/entity 1/2"])
  }
}
