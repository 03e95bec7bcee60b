import Foundation
import SiteModel
import TestSupport
import Testing

/// What record types say is due: `x-due`.
@Suite struct DueRuleTests {
  private static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  private static func dues(
    _ type: String, _ record: [String: JSON], _ state: String?, since: String? = nil,
    signed: [String: String] = [:], closing: AsOf.Closing = .open
  ) throws -> [RecordDue] {
    let standing = DueStanding(
      AsOf(try day("2026-01-10"), closing: closing), state: state, since: try since.map(day),
      signed: try signed.mapValues(day))
    return try RecordSchemaTests.schema("\(type).schema.json").dues(
      of: record, standing, DueWindows(shipped: WorkingDaysTests.file("due.json")),
      WorkingDaysTests.shipped())
  }

  @Test func `an action is due by its last extension, and each is counted`() throws {
    var action: [String: JSON] = ["due": "2026-01-31", "person": "li", "department": "d-1"]
    #expect(try Self.dues("action", action, "planned").map(\.due) == [Self.day("2026-01-31")])
    action["extensions"] = [["old": "2026-01-31", "new": "2026-03-31", "reason": "等备件"]]
    let due = try #require(try Self.dues("action", action, "planned").first)
    #expect(due.due == (try Self.day("2026-03-31")) && due.extensions == 1 && due.done == nil)
    #expect(due.people == ["li"] && due.departments == ["d-1"] && due.rule == "DUE-24")
    #expect(try Self.dues("action", action, "cancelled") == [])
    let done = try Self.dues(
      "action", action, "verified", since: "2026-05-01", signed: ["finish": "2026-04-01"],
      closing: .on(Self.day("2026-05-01")))
    #expect(try done.map(\.done) == [Self.day("2026-04-01")])
  }

  @Test func `the cause of a major nonconformity is found within five working days`() throws {
    let signed = ["accept": "2026-02-12"]
    let major = try Self.dues(
      "nonconformity", ["grade": "major", "responsible": "li"], "contained", signed: signed)
    // 13 and 14 February, then 24 to 26.
    #expect(try major.map(\.due) == [Self.day("2026-02-26")])
    let minor = try Self.dues("nonconformity", ["grade": "minor"], "accepted", signed: signed)
    #expect(try minor.map(\.due) == [Self.day("2026-03-04")])
    #expect(try Self.dues("nonconformity", ["grade": "minor"], "analysed", signed: signed) == [])
  }

  @Test func `rows are due one by one`() throws {
    let rows: JSON = [
      ["name": "内审员", "validUntil": "2026-04-01"], ["name": "无期限"],
      ["name": "计量员", "validUntil": "2027-04-01"],
    ]
    let dues = try Self.dues("person", ["certificates": rows, "department": "d-1"], "current")
    #expect(try dues.map(\.due) == [Self.day("2026-04-01"), Self.day("2027-04-01")])
    #expect(
      try Self.dues("person", ["certificates": rows, "left": "2026-01-01"], "current") == [])
  }

  @Test func `what runs from a state runs from the day it was reached`() throws {
    let dues = try Self.dues("change-request", [:], "submitted", since: "2026-02-13")
    #expect(try dues.map(\.due) == [Self.day("2026-02-25")])
    #expect(try Self.dues("change-request", [:], "draft") == [])
  }

  @Test(arguments: [
    #"{"rule": "DUE-24"}"#, #"{"rule": "24", "title": {"zh": "a", "en": "a"}, "on": "due"}"#,
    Self.rule(#""on": "title""#), Self.rule(#""on": "nobody""#),
    Self.rule(#""on": "due", "colour": 1"#), Self.rule(#""on": "due", "months": 0"#),
    Self.rule(#""on": "due", "months": 1, "workingDays": 1"#),
    Self.rule(#""on": "due", "when": "due""#), Self.rule(#""on": "due", "done": "title""#),
    Self.rule(#""on": "due", "person": "nobody""#), Self.rule(#""on": "due", "each": "due""#),
    Self.rule(#""on": "each.due""#), Self.rule(#""on": "due", "person": "due""#),
  ])
  func `what cannot be meant is refused`(_ rule: String) throws {
    #expect(throws: SchemaFault.self) { try RecordSchema(Self.schema(rule).utf8) }
  }

  @Test func `what can be meant is not`() throws {
    let rule = Self.rule(
      #""on": "due", "days": 3, "when": "state == 'open' and has(signed.close_again)""#)
    let schema = try RecordSchema(Self.schema(rule).utf8)
    #expect(schema.rules.due.map(\.term) == [.days(3)])
    // No lifecycle has such states and actions, but it has none.
    #expect(throws: SchemaFault.self) { try schema.checkDue(by: nil) }
  }

  private static func rule(_ members: String) -> String {
    #"{"rule": "DUE-24", "title": {"zh": "做", "en": "Do"}, \#(members)}"#
  }

  private static func schema(_ rule: String) -> String {
    """
    {"$id": "urn:karez:record:task:1", "x-title": {"zh": "事", "en": "Task"},
     "x-order": ["title", "due"], "x-due": [\(rule)], "type": "object",
     "properties": {"title": {"x-title": {"zh": "题", "en": "Title"}, "type": "string"},
      "due": {"x-title": {"zh": "期", "en": "Due"}, "type": "string", "format": "date"}}}
    """
  }
}
