import Foundation
import SiteModel
import TestSupport
import Testing

/// What is needed when, what is computed, what follows: on the worked example of schema/records.md.
@Suite struct RecordRulesTests {
  static let page = try? String(
    contentsOf: projectFolder.appending(path: "schema/records.md"), encoding: .utf8)

  static func example() throws -> (schema: RecordSchema, json: JSON) {
    let page = try #require(page)
    let block = try #require(page.components(separatedBy: "```json\n").dropFirst().first)
    let text = try #require(block.components(separatedBy: "```").first)
    return (try RecordSchema(text.utf8), try JSON.parse(text))
  }

  private static func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(days: 0) }

  @Test func `the worked example is what the page says of it`() throws {
    let (schema, json) = try Self.example()
    let record = try #require(json["examples"]?.array?.first?.object)
    #expect(schema.breaches(of: record) == [])
    let wrong = try #require(json["x-counterexamples"]?.array?.first?.object)
    #expect(schema.breaches(of: wrong) != [])
    let asked = AsOf(Self.day("2025-03-04"))
    #expect(schema.computed(of: record, asOf: asked) == ["total": "109.56", "late": false])
    #expect(schema.missing(in: record, asOf: asked) == ["point", "note"])
    #expect(schema.rules.form?.number == "CM-R-0899" && schema.rules.retention == .fiveYears)
    #expect(
      schema.rules.numberPrefix == "GB" && schema.rules.filling?.en == "One row for each lorry")
    let action = try RecordSchemaTests.schema("action.schema.json")
    let key = try #require(RecordKey(type: "weighing", id: "w-1"))
    let act = ContentHash(of: [1])
    let reviewed = FollowedAct(
      identity: act, action: "review", text: record, claimed: "2025-03-04T08:00:00+08:00")
    let submitted = FollowedAct(
      identity: act, action: "submit", text: record, claimed: "2025-03-04T08:00:00+08:00")
    let follows = try schema.following(reviewed, of: key) {
      $0 == "action" ? action : nil
    }
    #expect(follows.map(\.target) == ["lots/1"])
    #expect(
      follows.first?.values == [
        "title": "新A·54321", "source": "weighing/w-1", "due": "2025-03-06", "priority": "high",
      ])
    let bytes = Array("\(act)\naction\nlots/1\n".utf8)
    #expect(follows.first?.key.id == String(ContentHash(of: bytes).description.prefix(32)))
    #expect(try schema.following(submitted, of: key) { _ in action } == [])
    try schema.check(try #require(schema.rules.effects.first), against: action)
    let standing = DueStanding(asked, state: "submitted", since: Self.day("2025-09-30"))
    let dues = schema.dues(
      of: record, standing, DueWindows([:]), try WorkingDaysTests.shipped())
    #expect(dues.map(\.due) == [Self.day("2025-10-11")])
  }

  @Test func `every keyword of ours that a schema uses is explained, and no other is`() throws {
    let page = try #require(Self.page)
    let table = page.components(separatedBy: "\n").filter { $0.hasPrefix("| `x-") }
    let explained = Set(
      table.compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) })
    var used: Set<String> = []
    for file in RecordSchemaTests.files {
      let json = try JSON.parse(Data(contentsOf: RecordSchemaTests.folder.appending(path: file)))
      Self.collect(json, &used)
    }
    // Nothing that is asked waits to be built today; what does may be said so.
    used.insert("x-pending")
    #expect(used == explained, "\(used.symmetricDifference(explained))")
  }

  private static func collect(_ json: JSON, _ names: inout Set<String>) {
    for (name, member) in json.object ?? [:] {
      if name.hasPrefix("x-") { names.insert(name) }
      collect(member, &names)
    }
    for item in json.array ?? [] { collect(item, &names) }
  }

  @Test(arguments: [
    (#""today - on > 3[d]""#, #""today - on > 3""#, "/x-computed/late"),
    (#""unit": "t", "decimals""#, #""unit": "GJ", "decimals""#, "/x-computed/total"),
    (#""sum(lots.net)""#, #""sum(lots.gross)""#, "/x-computed/total"),
    ("disputed or count", "point or count", "/x-required-when/note"),
    ("net > 60[t]) > 0", "net > 60[t]) > 0[t]", "/x-required-when/note"),
    (#""each.lorry""#, #""each.driver""#, "/x-effects/0/set/title"),
    (#""each.net > 60[t]""#, #""each.net""#, "/x-effects/0/when"),
  ])
  func `a slip in an expression refuses the file with its place`(
    _ right: String, _ wrong: String, _ place: String
  ) throws {
    let page = try #require(Self.page?.components(separatedBy: "```json\n").dropFirst().first)
    let file = try #require(page.components(separatedBy: "```").first)
    #expect(file.contains(right))
    let bad = file.replacingOccurrences(of: right, with: wrong)
    #expect {
      try RecordSchema(bad.utf8)
    } throws: {
      if case SchemaFault.expression(place, _) = $0 { true } else { false }
    }
  }

  @Test(arguments: [
    (#""x-complete": ["point""#, #""x-complete": ["pint""#, "pint"),
    (#""x-retention": "Y5""#, #""x-retention": "Y4""#, "x-retention"),
    (#""x-number": "GB""#, #""x-number": "gb""#, "x-number"),
    (#""revision": "A/0""#, #""version": "A/0""#, "x-form"),
    (#""each": "lots""#, #""each": "lorries""#, "each"),
    (#""on": "review""#, #""at": "review""#, "on"),
    (#""expression": "sum(lots.net)""#, #""function": "sum""#, "function"),
    (#""late": {"x-title""#, #""note": {"x-title""#, "note"),
    (#""decimals": 2"#, #""decimals": 13"#, "decimals"),
    (#""x-unit": "t""#, #""x-unit": "车""#, "x-unit"),
    (#"{"note": "disputed"#, #"{"remark": "disputed"#, "remark"),
  ])
  func `a rule that names nothing refuses the file`(
    _ right: String, _ wrong: String, _ member: String
  ) throws {
    let page = try #require(Self.page?.components(separatedBy: "```json\n").dropFirst().first)
    let file = try #require(page.components(separatedBy: "```").first)
    #expect(file.contains(right))
    #expect {
      try RecordSchema(file.replacingOccurrences(of: right, with: wrong).utf8)
    } throws: {
      if case SchemaFault.recordType(_, member) = $0 { true } else { false }
    }
  }

  @Test func `an effect gives no field what does not fit it`() throws {
    let page = try #require(Self.page?.components(separatedBy: "```json\n").dropFirst().first)
    let file = try #require(page.components(separatedBy: "```").first)
    let action = try RecordSchemaTests.schema("action.schema.json")
    for (right, wrong) in [
      ("\"'high'\"", "\"'urgent'\""), ("\"on + 5[d]\"", "\"each.lorry\""),
      ("\"due\": \"on", "\"dew\": \"on"),
    ] {
      let schema = try RecordSchema(file.replacingOccurrences(of: right, with: wrong).utf8)
      let effect = try #require(schema.rules.effects.first)
      #expect(throws: SchemaFault.self) { try schema.check(effect, against: action) }
    }
  }

  @Test func `a closed record is no older on the next day`() throws {
    let schema = try RecordSchemaTests.schema("nonconformity.schema.json")
    let record: [String: JSON] = [
      "foundOn": "2025-03-01", "measures": [["text": "送检", "due": "2025-03-10"]],
    ]
    let next = Self.day("2025-05-01")
    #expect(schema.computed(of: record, asOf: AsOf(next))["daysOpen"] == 61)
    #expect(schema.computed(of: record, asOf: AsOf(next))["overdue"] == true)
    let closed = AsOf(next, closing: .on(Self.day("2025-04-01")))
    #expect(schema.computed(of: record, asOf: closed)["daysOpen"] == 31)
    #expect(schema.computed(of: record, asOf: closed)["overdue"] == false)
    #expect(schema.computed(of: record, asOf: AsOf(next, closing: .someDay))["daysOpen"] == nil)
    #expect(schema.computed(of: record, asOf: closed)["measuresDue"] == "2025-03-10")
  }
}
