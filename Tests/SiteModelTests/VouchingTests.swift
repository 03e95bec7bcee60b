import SiteModel
import TestSupport
import Testing

@Suite struct VouchingTests {
  @Test func `the node vouches for the first administrator, and he for others`() throws {
    let plant = try PlantPeople.running()
    let zhang = try #require(plant.standing("zhang"))
    #expect(zhang.key == "key of zhang" && zhang.vouchers == ["node-home"])
    let li = try #require(plant.standing("li"))
    let day = try #require(CivilDate("2025-03-14"))
    #expect(li.vouchers == ["zhang"] && li.roles(.on(day)) == ["approver", "reviewer"])
  }

  @Test func `the node vouches for nobody else`() throws {
    var plant = PlantPeople()
    try plant.register("early", ["approver"], by: "node-home")
    #expect(plant.vouching("early") == .none)
    try plant.register("zhang", ["admin"], by: "node-home")
    #expect(plant.standing("zhang") != nil)
    for roles in [["admin"], ["approver"]] {
      try plant.register("late", roles, by: "node-home")
      #expect(plant.vouching("late") == .none)
    }
    // Not for the same one again either: with a shell, that would be another key for his name.
    try plant.write(person: "zhang", key: "another key", posts: PlantPeople.posts(["admin"]))
    try plant.draft("zhang")
    try plant.vouch(for: "zhang", by: "node-home")
    #expect(plant.standing("zhang")?.key == "key of zhang")
  }

  @Test func `a node whose fingerprint is on no paper founds nothing`() throws {
    var plant = PlantPeople()
    try plant.register("wang", ["admin"], by: "node-away", on: "away")
    try plant.register("zhao", ["admin"], by: "node-home", on: "away")
    #expect(plant.vouching("wang", on: "away") == .none)
    #expect(plant.vouching("zhao", on: "away") == .none)
  }

  @Test func `nobody vouches for himself, and two cannot lift each other`() throws {
    var plant = try PlantPeople.running()
    try plant.register("wang", ["admin"], by: "wang")
    try plant.register("zhao", ["admin"], by: "wang")
    try plant.draft("wang")
    try plant.vouch(for: "wang", by: "zhao")
    #expect(plant.vouching("wang") == .none && plant.vouching("zhao") == .none)
    // An administrator cannot give himself another role.
    try plant.write(person: "zhang", posts: PlantPeople.posts(["admin", "approver"]))
    try plant.draft("zhang")
    try plant.vouch(for: "zhang", by: "zhang")
    #expect(plant.standing("zhang")?.roles(.notBefore(nil)) == ["admin", "reviewer"])
  }

  @Test func `only an administrator vouches, and only with his own key`() throws {
    var plant = try PlantPeople.running()
    try plant.register("wang", ["reviewer"], by: "li")
    #expect(plant.vouching("wang") == .none)
    try plant.vouch(for: "wang", by: "zhang", key: "key of li")
    #expect(plant.vouching("wang") == .none)
    try plant.vouch(for: "wang", by: "zhang")
    #expect(plant.standing("wang") != nil)
  }

  @Test func `a changed key or post counts once it is vouched for again`() throws {
    var plant = try PlantPeople.running()
    let before = plant.past()
    try plant.write(person: "li", key: "new key", posts: PlantPeople.posts(["approver"]))
    try plant.draft("li")
    #expect(plant.standing("li")?.key == "key of li")
    try plant.vouch(for: "li", by: "zhang")
    #expect(plant.standing("li")?.key == "new key")
    #expect(plant.standing("li")?.roles(.notBefore(nil)) == ["approver"])
    #expect(plant.people.standing(of: "li", in: before)?.key == "key of li")
    #expect(try plant.course(of: PlantPeople.key("vouch", "li")).state == .at("given"))
  }

  @Test func `whoever left has no standing from then on, and what he signed before stays`() throws {
    var plant = try PlantPeople.running()
    let before = plant.past()
    let vouch = try PlantPeople.key("vouch", "li")
    try plant.act("withdraw", vouch, by: "zhang")
    #expect(plant.vouching("li") == .withdrawn)
    #expect(plant.people.key(of: "li", in: plant.past()) == nil)
    #expect(plant.people.standing(of: "li", in: before) != nil)
    try plant.vouch(for: "li", by: "zhang")
    #expect(plant.standing("li") != nil)
    // Of his own standing a person can give up, and no more.
    try plant.act("withdraw", vouch, by: "li")
    #expect(plant.vouching("li") == .withdrawn)
    try plant.vouch(for: "li", by: "li")
    #expect(plant.vouching("li") == .withdrawn)
  }

  @Test func `one key is one person's`() throws {
    var plant = try PlantPeople.running()
    try plant.write(person: "li-two", key: "key of li", posts: PlantPeople.posts(["reviewer"]))
    try plant.draft("li-two")
    try plant.vouch(for: "li-two", by: "zhang")
    #expect(plant.vouching("li-two") == .none)
  }

  @Test func `two administrators who did not know of each other are contested until one decides`()
    throws
  {
    var plant = try PlantPeople.running()
    try plant.register("chen", ["admin"], by: "zhang")
    plant.meet(PlantPeople.home, "away")
    let vouch = try PlantPeople.key("vouch", "li")
    try plant.act("withdraw", vouch, by: "zhang")
    try plant.write(person: "li", posts: PlantPeople.posts(["approver", "auditor"]), on: "away")
    try plant.draft("li", on: "away")
    try plant.vouch(for: "li", by: "chen", on: "away")
    plant.meet(PlantPeople.home, "away")
    #expect(plant.vouching("li") == .contested && plant.standing("li") == nil)
    let course = try plant.course(of: vouch)
    #expect(course.state == .conflict(["given", "withdrawn"]))
    let side = try #require(course.heads.first { $0.state == "given" })
    let place = SigningPlace(chain: PlantPeople.home, claimed: "2025-03-14T09:00:00Z")
    let act = course.decision(for: side, at: place, signer: SignerNames("zhang"))
    plant.add(
      Entry(entity: "e", key: vouch, schema: 1, act: act, by: Author("zhang", reason: "so")),
      signedBy: "key of zhang")
    #expect(plant.standing("li")?.roles(.notBefore(nil)) == ["approver", "auditor"])
  }

  @Test func `where there is a headquarters its word is needed too`() throws {
    var plant = try PlantPeople.running()
    plant.evidence.headquarters = ["beij": "key of beij"]
    plant.meet(PlantPeople.home, "beij")
    try plant.write(PlantPeople.key("receipt", "r"), ["x": 1], on: "beij")
    plant.meet(PlantPeople.home, "beij")
    #expect(plant.standing("li") != nil, "vouched for before headquarters was heard of")
    try plant.register("wang", ["reviewer"], by: "zhang")
    #expect(plant.vouching("wang") == .waiting)
    let vouch = try PlantPeople.key("vouch", "wang")
    try plant.act("confirm", vouch, by: "node-beij", key: "key of zhang")
    try plant.act("confirm", vouch, by: "zhang")
    #expect(plant.vouching("wang") == .waiting)
    plant.meet(PlantPeople.home, "beij")
    try plant.act("confirm", vouch, by: "node-beij", on: "beij")
    #expect(plant.vouching("wang") == .waiting, "not heard of at home")
    plant.meet(PlantPeople.home, "beij")
    #expect(plant.standing("wang")?.vouchers == ["zhang", "node-beij"])
    #expect(try plant.course(of: vouch).state == .at("confirmed"))
  }

  @Test func `headquarters gives a lone administrator who lost his passphrase another key`() throws
  {
    var plant = try PlantPeople.running()
    plant.evidence.headquarters = ["beij": "key of beij"]
    plant.meet(PlantPeople.home, "beij")
    try plant.write(
      person: "zhang", key: "second key", posts: PlantPeople.posts(["admin"]), on: "beij")
    try plant.draft("zhang", on: "beij")
    try plant.vouch(for: "zhang", by: "node-beij", on: "beij")
    #expect(plant.standing("zhang", on: "beij")?.key == "second key")
  }
}
