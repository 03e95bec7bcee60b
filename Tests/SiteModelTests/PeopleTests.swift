import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct PeopleTests {
  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  @Test func `a person's record is read as it is shown, and a conflict of names is no person`()
    throws
  {
    var plant = PlantPeople()
    let record = try PlantPeople.key("person", "li")
    plant.write(
      record,
      [
        "name": "李娜", "number": "0231", "department": "d-03", "key": "key of li",
        "posts": PlantPeople.posts(["reviewer"], until: "2025-06-30"), "left": "2025-06-30",
      ])
    let state = RecordState(joining: plant.entries)
    let person = try #require(Person(record, state))
    #expect(person.name == "李娜" && person.department == "d-03")
    #expect(person.left == CivilDate("2025-06-30"))
    #expect(try person.posts(on: day("2025-06-30")).map(\.roles) == [["reviewer"]])
    #expect(try person.posts(on: day("2025-07-01")).isEmpty)
    plant.write(record, ["name": "李四"], on: "away")
    #expect(Person(record, RecordState(joining: plant.entries)) == nil)
    #expect(try Person(PlantPeople.key("person", "node-home"), state) == nil)
  }

  @Test func `a role ends with its day at the door, and in the law when headquarters proves it`()
    throws
  {
    var plant = try PlantPeople.running()
    try plant.write(
      person: "li", posts: PlantPeople.posts(["reviewer"], from: "2025-03-01", until: "2025-06-30"))
    try plant.draft("li")
    try plant.vouch(for: "li", by: "zhang")
    let roles = try ["2025-02-28", "2025-03-01", "2025-06-30", "2025-07-01"].map {
      plant.people.roles(of: "li", in: plant.past(), on: try day($0)).count
    }
    #expect(roles == [0, 1, 1, 0])
    let report = try PlantPeople.key("report", "r")
    #expect(plant.people.holds("reviewer", "li", on: report, in: plant.past()))
    for (seq, text, holds) in [(1, "2025-02-01", true), (2, "2025-07-01", false)] {
      let name = EntryName(chain: "beij", seq: seq)
      plant.evidence.days[name] = try day(text)
      plant.stores[PlantPeople.home, default: .init()].insert(name)
      #expect(plant.people.holds("reviewer", "li", on: report, in: plant.past()) == holds)
    }
  }

  private func delegate(
    _ plant: inout PlantPeople, roles: [String] = ["approver"], ends: String = "2025-05-20",
    by: String = "li", to: String = "zhang"
  ) throws {
    let record = try PlantPeople.key("delegation", "d-\(plant.entries.count)")
    plant.write(
      record,
      [
        "from": "li", "to": .string(to), "roles": .array(roles.map(JSON.string)),
        "begins": "2025-05-01", "ends": .string(ends),
      ])
    try plant.act("grant", record, by: by)
  }

  @Test func `a delegation lends a role for some days, by the one who holds it`() throws {
    var plant = try PlantPeople.running()
    try delegate(&plant)
    let roles = try ["2025-04-30", "2025-05-20", "2025-05-21"].map {
      plant.people.roles(of: "zhang", in: plant.past(), on: try day($0)).contains("approver")
    }
    #expect(roles == [false, true, false])
    let report = try PlantPeople.key("report", "r")
    #expect(plant.people.holds("approver", "zhang", on: report, in: plant.past()))
    try plant.act("withdraw", PlantPeople.key("vouch", "li"), by: "zhang")
    #expect(!plant.people.holds("approver", "zhang", on: report, in: plant.past()))
  }

  @Test func `a delegation of too long, of a role not held, to oneself or by another is none`()
    throws
  {
    let tries: [(inout PlantPeople) throws -> Void] = [
      { try delegate(&$0, ends: "2025-07-30") }, { try delegate(&$0, roles: ["top-manager"]) },
      { try delegate(&$0, roles: ["admin"]) }, { try delegate(&$0, by: "zhang") },
      { try delegate(&$0, to: "li") }, { try delegate(&$0, to: "wang") },
    ]
    for attempt in tries {
      var plant = try PlantPeople.running()
      try attempt(&plant)
      let people = plant.people
      for (person, own) in [("zhang", 2), ("li", 2), ("wang", 0)] {
        let roles = try people.roles(of: person, in: plant.past(), on: day("2025-05-10"))
        #expect(roles.count == own, "\(person) \(roles)")
      }
    }
    var plant = try PlantPeople.running()
    try delegate(&plant, ends: "2025-07-29")
    #expect(
      try plant.people.roles(of: "zhang", in: plant.past(), on: day("2025-07-29")).count == 3)
  }

  @Test func `a revoked key signs nothing outside its cut, and nobody stands by it`() throws {
    var plant = try PlantPeople.running()
    let limit = plant.past()
    try plant.register("wang", ["reviewer"], by: "zhang")
    #expect(plant.standing("wang") != nil)
    plant.evidence.cuts = [
      KeyCut(name: EntryName(chain: "beij", seq: 1), key: "key of zhang", limit: limit)
    ]
    #expect(plant.standing("wang") != nil, "not known at home yet")
    plant.stores[PlantPeople.home, default: .init()].insert(EntryName(chain: "beij", seq: 1))
    #expect(plant.standing("wang") == nil)
    #expect(plant.standing("li") != nil)
  }

  @Test func `without a vouch a person signs by the key of his record, and holds nothing`() throws {
    var plant = try PlantPeople.running()
    try plant.write(person: "wang", posts: PlantPeople.posts(["reviewer"]))
    let report = try PlantPeople.key("report", "r")
    plant.write(report, ["title": "x"])
    let act = try plant.act("submit", report, by: "wang")
    #expect(plant.people.isSigned(act))
    #expect(try plant.course(of: report).state == .at("submitted"))
    #expect(!plant.people.holds("reviewer", "wang", on: report, in: plant.past()))
    #expect(!plant.people.isVouched("wang", in: plant.past()))
  }

  @Test func `every role of a lifecycle is one that a post can give`() throws {
    let schema = try RecordSchemaTests.schema("post.schema.json")
    let roles = try #require(schema["roles"]?.schema["items"])
    let known = try JSONRoles.known(roles)
    for file in ActLifecycleTests.files {
      let lifecycle = try ActLifecycleTests.lifecycle(String(file.dropLast(5)))
      let signings = lifecycle.actions.map(\.signing) + lifecycle.statements.map(\.signing)
      for case .post(let role) in signings.flatMap(\.by) where role != TrustRole.headquarters {
        #expect(known.contains(role), "\(file): \(role)")
      }
    }
  }
}

/// The roles that the schemas of people name.
enum JSONRoles {
  /// The choices of `$defs/role` in the schema of posts; `items` refers to it.
  static func known(_ items: JSON) throws -> Set<String> {
    #expect(items["$ref"] == "#/$defs/role")
    let file = RecordSchemaTests.folder.appending(path: "post.schema.json")
    let json = try JSON.parse(Data(contentsOf: file))
    return Set((json["$defs"]?["role"]?["enum"]?.array ?? []).compactMap(\.string))
  }
}
