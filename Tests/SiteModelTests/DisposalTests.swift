import SiteModel
import TestSupport
import Testing

/// Bytes go only by signatures with effect of two people whom others vouch for; the law says so, not
/// only the door.
@Suite struct DisposalTests {
  private static let hash = String(repeating: "ab", count: 32)

  private static func scene(witness: String = "li") throws -> ActScene {
    var scene = try ActScene(ActLifecycleTests.lifecycle("disposal"))
    scene.people = ActPeople(
      roles: ["zhang": ["system-rep"], "li": ["reviewer"], "chen": ["reviewer"]],
      vouched: ["zhang", "li", "chen"])
    let item: JSON = [
      "record": "instrument/i-1", "file": "铭牌.jpg", "sha256": .string(hash), "size": 5,
      "number": "QJ-1",
    ]
    scene.write(
      [
        "number": "DS-1", "items": [item], "reason": "damaged", "executor": "chen",
        "witness": .string(witness),
      ], by: "wang")
    return scene
  }

  private static func read(_ scene: ActScene) throws -> Disposal? {
    let course = try scene.course()
    return Disposal(scene.key, course.shown, course)
  }

  @Test func `it has effect once it is approved, carried out and witnessed`() throws {
    var scene = try Self.scene()
    #expect(try scene.sign("approve", by: "zhang") == [])
    #expect(try Self.read(scene) == nil)
    #expect(try scene.sign("execute", by: "chen") == [])
    #expect(try Self.read(scene) == nil)
    #expect(try scene.state("witness", by: "li") == [])
    let disposal = try #require(try Self.read(scene))
    #expect(disposal.number == "DS-1" && disposal.day == "2025-03-14")
    #expect(disposal.items.map(\.sha256.description) == [Self.hash])
    #expect(disposal.items.map(\.record.description) == ["instrument/i-1"])
    #expect(disposal.items.map(\.name) == ["QJ-1"])
  }

  @Test func `whoever approved may see it done`() throws {
    var scene = try Self.scene()
    #expect(try scene.sign("approve", by: "li") == [])
    #expect(try scene.sign("execute", by: "chen") == [])
    #expect(try scene.state("witness", by: "li") == [])
    #expect(try Self.read(scene) != nil)
  }

  @Test func `one person alone disposes of nothing`() throws {
    var scene = try Self.scene(witness: "chen")
    #expect(try !scene.sign("approve", by: "chen").isEmpty)
    #expect(try scene.sign("approve", by: "zhang") == [])
    #expect(
      try scene.sign("execute", by: "chen") == [
        .sameEyes(person: "chen", action: "execute", against: "field:witness")
      ])
    #expect(try Self.read(scene) == nil)
  }

  @Test func `the executor is not his own witness, though the record names another`() throws {
    var scene = try Self.scene()
    try scene.sign("approve", by: "zhang")
    try scene.sign("execute", by: "chen")
    #expect(try !scene.state("witness", by: "chen").isEmpty)
    #expect(try Self.read(scene) == nil)
  }

  @Test(arguments: ["zhang", "li", "chen"])
  func `somebody whom nobody vouches for counts for nothing`(_ person: String) throws {
    var scene = try Self.scene()
    scene.people = ActPeople(
      roles: scene.people.roles, vouched: Set(["zhang", "li", "chen"]).subtracting([person]))
    try scene.sign("approve", by: "zhang")
    try scene.sign("execute", by: "chen")
    if try scene.course().states == ["executed"] { try scene.state("witness", by: "li") }
    #expect(try Self.read(scene) == nil)
  }

  @Test func `a hold counts before anybody signs, and its end only by somebody who may`() throws {
    var scene = try ActScene(ActLifecycleTests.lifecycle("hold"))
    scene.people = ActPeople(roles: ["chen": ["doc-controller"]], vouched: ["chen"])
    scene.write(["record": "instrument/i-1", "reason": "核查", "from": "2025-03-01"], by: "wang")
    let state = RecordState(joining: scene.entries)
    #expect(try #require(LegalHold(scene.key, state, nil)).ended == nil)
    #expect(try !scene.sign("end", by: "wang").isEmpty)
    var course = try scene.course()
    #expect(try #require(LegalHold(scene.key, course.shown, course)).ended == nil)
    #expect(try scene.sign("end", by: "chen") == [])
    course = try scene.course()
    let ended = try #require(LegalHold(scene.key, course.shown, course)).ended
    #expect(ended?.day == "2025-03-14" && ended?.reason == "because")
  }

  @Test func `an item that names no record or no bytes is none`() {
    #expect(
      Disposal.Item(["record": "QJ-1", "file": "a", "sha256": .string(Self.hash), "size": 1]) == nil
    )
    #expect(
      Disposal.Item(["record": "instrument/i", "file": "a", "sha256": "ab", "size": 1]) == nil)
  }
}
