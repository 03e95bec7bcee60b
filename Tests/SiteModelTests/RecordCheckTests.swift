import SiteModel
import TestSupport
import Testing

/// The named checks, each met once and refused once.
@Suite struct RecordCheckTests {
  private struct Company: OtherRecords {
    var used: [RecordKey] = []
    var states: [String?] = []
    var alike = 0

    func users(of key: RecordKey) throws -> [RecordKey] { used }
    func records(of type: String) throws -> [OtherRecord] { [] }
    func lastMoved(_ key: RecordKey) throws -> CivilDate? { nil }
    func workingDays() throws -> WorkingDays { WorkingDays([]) }
    func count(_ likes: RecordLikeness, but key: RecordKey) throws -> Int {
      likes.days.upperBound.days - likes.days.lowerBound.days == 365 ? alike : -1
    }
    func followers(of key: RecordKey) throws -> [(record: FollowingRecord, state: String?)] {
      try states.enumerated().map { place, state in
        let target = "measures/\(place)"
        let act = ContentHash(of: [])
        let key = try #require(RecordKey.following(act, "action", target))
        return (FollowingRecord(key: key, act: act, target: target, values: [:]), state)
      }
    }
  }

  private static func ask(
    _ check: String, _ text: [String: JSON], _ company: Company = Company()
  ) throws -> Bool {
    let key = try #require(RecordKey(type: "nonconformity", id: "n-1"))
    let question = RecordQuestion(
      key, try RecordSchemaTests.schema("nonconformity.schema.json"), text: text,
      asOf: AsOf(CivilDate(days: 20_000)), others: company)
    if case .met = try question.answer(.check(check)) { return true }
    return false
  }

  private static let whole: [String: JSON] = [
    "title": "超期", "origin": "self", "foundOn": "2024-01-01", "foundBy": "p", "department": "d",
    "clause": "8.1.3", "fact": "…", "grade": "minor", "dataAffected": false,
  ]

  @Test func `complete looks at the form, at what is needed here, and at what is broken`() throws {
    #expect(try Self.ask("complete", Self.whole))
    #expect(try !Self.ask("complete", Self.whole.filter { $0.key != "grade" }))
    #expect(try !Self.ask("complete", Self.whole.merging(["dataAffected": true]) { $1 }))
    #expect(try !Self.ask("complete", Self.whole.merging(["grade": "huge"]) { $1 }))
    #expect(try Self.ask("complete", Self.whole.merging(["attachment-1": "x"]) { $1 }))
  }

  @Test func `what others use is not unused`() throws {
    #expect(try Self.ask("unused", [:]))
    let user = try #require(RecordKey(type: "action", id: "a"))
    #expect(try !Self.ask("unused", [:], Company(used: [user])))
  }

  @Test func `the day of the check must have come`() throws {
    #expect(CivilDate(days: 20_000).description == "2024-10-04")
    #expect(try Self.ask("effect-date-reached", ["effectCheckOn": "2024-10-04"]))
    #expect(try !Self.ask("effect-date-reached", ["effectCheckOn": "2024-10-05"]))
    #expect(try !Self.ask("effect-date-reached", [:]))
  }

  @Test(
    arguments: [
      (["attachment-1": "x"], true), (["link-1": ["a": 1]], true),
      (["verifyEvidence": ["a/b"]], true),
      (["attachment-1": .null], false), (["verifyEvidence": []], false), (["note": "x"], false),
    ] as [([String: JSON], Bool)])
  func `evidence is an attachment, a link or a field of it`(
    _ text: [String: JSON], _ met: Bool
  ) throws {
    #expect(try Self.ask("evidence", text) == met)
  }

  @Test func `measures are assigned one by one and done one by one`() throws {
    let row: JSON = ["text": "a", "person": "p", "due": "2025-01-01", "requirement": "r"]
    #expect(try Self.ask("measures-assigned", ["measures": [row, row]]))
    #expect(try !Self.ask("measures-assigned", ["measures": [row, ["text": "a"]]]))
    #expect(try !Self.ask("measures-assigned", [:]))
    let two: [String: JSON] = ["measures": [row, row]]
    #expect(try Self.ask("measures-done", two, Company(states: ["done", "verified"])))
    #expect(try !Self.ask("measures-done", two, Company(states: ["done", "in-progress"])))
    #expect(try !Self.ask("measures-done", two, Company(states: ["done", nil])))
    #expect(try !Self.ask("measures-done", two))
    let done: JSON = ["text": "a", "done": "2025-01-02"]
    #expect(try Self.ask("measures-done", ["measures": [done]]))
    #expect(try !Self.ask("measures-done", ["measures": [done]], Company(states: ["ineffective"])))
  }

  @Test func `an expression that is not known to hold refuses`() throws {
    let key = try #require(RecordKey(type: "nonconformity", id: "n-1"))
    let question = RecordQuestion(
      key, try RecordSchemaTests.schema("nonconformity.schema.json"), text: Self.whole,
      asOf: AsOf(CivilDate(days: 20_000)), others: Company(alike: 3))
    #expect(try question.answer(.expression("grade == 'minor'")) == .met("grade == 'minor'"))
    #expect(try question.answer(.expression("impact > 1[tCO2]")) == .refused("impact > 1[tCO2]"))
    #expect(try question.answer(.expression("1 +")) == .refused("1 +"))
    #expect(try question.answer(.check("nothing")) == .refused("nothing"))
    #expect(try question.computed()["repeatCount"] == nil)
    let alike = RecordQuestion(
      key, question.schema, text: Self.whole.merging(["causeCategory": "people"]) { $1 },
      asOf: question.day, others: Company(alike: 3))
    #expect(try alike.computed()["repeatCount"] == 3)
  }
}
