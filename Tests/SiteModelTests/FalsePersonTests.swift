import SiteModel
import TestSupport
import Testing

/// Somebody with a shell on the node: he can write any file, has the node's key and all the keys he
/// makes; what he has not are the passphrases of others.
@Suite struct FalsePersonTests {
  @Test func `a false second person approves nothing, and the breach says why`() throws {
    var plant = try PlantPeople.running()
    // wang, honest by his own passphrase but alone, makes himself a reviewer.
    try plant.register("wang", ["operator"], by: "zhang")
    try plant.write(person: "false", posts: PlantPeople.posts(["reviewer", "admin"]))
    try plant.draft("false")
    try plant.vouch(for: "false", by: "wang")
    try plant.vouch(for: "false", by: "false")
    try plant.vouch(for: "false", by: "node-home")
    let report = try PlantPeople.key("report", "r")
    plant.write(report, ["title": "x"], by: "wang")
    try plant.act("submit", report, by: "wang")
    let approval = try plant.act("review", report, by: "false")
    let course = try plant.course(of: report)
    #expect(course.state == .at("submitted"))
    let shown = try #require(course.acts.first { $0.entry == approval })
    #expect(
      Set(shown.breaches) == [
        .role(person: "false", action: "review", roles: ["reviewer"]), .notVouched(person: "false"),
      ])
    try plant.act("review", report, by: "li")
    #expect(try plant.course(of: report).state == .at("reviewed"))
  }

  @Test(arguments: 0..<60)
  func `whatever is done with a shell, no false person stands and nobody's standing moves`(
    _ seed: Int
  ) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var plant = try PlantPeople.running()
    try plant.register("wang", ["operator"], by: "zhang")
    let honest = ["zhang", "li", "wang"]
    let before = honest.map { plant.standing($0) }
    plant.meet(PlantPeople.home, "away")
    for _ in 0..<50 { try attack(&plant, using: &random) }
    plant.meet(PlantPeople.home, "away")
    let people = plant.people
    for past in plant.entries.map(\.past) + [plant.past()] {
      for person in ["ghost", "shade"] {
        #expect(people.standing(of: person, in: past) == nil, "seed \(seed)")
        for role in ["admin", "reviewer", "approver"] {
          let report = try PlantPeople.key("report", "r")
          #expect(!people.holds(role, person, on: report, in: past), "seed \(seed)")
        }
      }
    }
    #expect(honest.map { plant.standing($0) } == before, "seed \(seed)")
    let shuffled = People(
      plant.entries.shuffled(using: &random), evidence: plant.evidence,
      lifecycles: PlantPeople.lifecycles)
    for person in honest + ["ghost", "shade"] {
      let here = plant.past()
      #expect(shuffled.vouching(of: person, in: here) == people.vouching(of: person, in: here))
    }
  }

  private func attack(_ plant: inout PlantPeople, using random: inout SeededRandom) throws {
    // wang sits at the machine: his own passphrase he has.
    let keys = ["key of wang", "key of home", "key of away", "key of ghost", "key of shade"]
    let targets = ["ghost", "shade", "zhang", "li", "wang"]
    let signers = targets + ["node-home", "node-away", "node-beij"]
    let target = targets.randomElement(using: &random) ?? "ghost"
    let signer = signers.randomElement(using: &random) ?? "ghost"
    // Mostly the key that belongs to the signer, if it lies on this machine.
    let own = "key of \(NodeVoucher.chain(of: signer) ?? signer)"
    let isOwn = keys.contains(own) && Int.random(in: 0..<4, using: &random) > 0
    let key = isOwn ? own : keys.randomElement(using: &random)
    let chain = Int.random(in: 0..<4, using: &random) > 0 ? PlantPeople.home : "away"
    let roles = [["admin"], ["approver", "reviewer"], ["admin", "reviewer"]]
      .randomElement(using: &random)
    let vouch = try PlantPeople.key("vouch", target)
    switch Int.random(in: 0..<7, using: &random) {
    case 0, 1:
      let mine = ["ghost", "shade"].contains(target) ? nil : key
      try plant.write(
        person: target, key: mine, posts: PlantPeople.posts(roles ?? []), on: chain)
    case 2: try plant.draft(target, on: chain)
    case 3:
      plant.write(vouch, ["person": .string(target), "key": .string(key ?? "")], on: chain)
    case 4 where target != "wang" || signer != "wang":
      guard plant.knows(vouch, on: chain) else { return }
      try plant.act("withdraw", vouch, by: signer, key: key, on: chain)
    case 5:
      // An old vouch, byte for byte, somewhere else.
      let old = plant.entries.filter { $0.entry.key.type == "vouch" && $0.entry.act != nil }
      guard let copied = old.randomElement(using: &random) else { return }
      let place = EntryPlace(key: copied.entry.key, name: copied.name)
      plant.add(copied.entry, signedBy: plant.evidence.signatures[place], on: chain)
    default:
      guard plant.knows(vouch, on: chain) else { return }
      try plant.act("vouch", vouch, by: signer, key: key, on: chain)
    }
  }
}
