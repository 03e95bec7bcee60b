import Foundation
import SiteModel
import TestSupport
import Testing

@Suite struct ActFoldTests {
  static func nonconformity() throws -> ActScene {
    var scene = try ActScene(ActLifecycleTests.lifecycle("nonconformity"))
    scene.people = ActPeople(
      roles: ["wang": ["system-rep"], "zhao": ["verifier"]], vouched: ["li", "wang", "zhao"])
    scene.write(
      ["fact": "抄表缺两日", "clause": "8.1.2", "responsible": "li", "grade": "minor"], by: "zhang")
    return scene
  }

  static func record() throws -> ActScene {
    var scene = try ActScene(ActLifecycleTests.lifecycle("record"))
    scene.people = ActPeople(
      roles: ["rui": ["reviewer"], "sun": ["reviewer", "doc-controller"]],
      vouched: ["zhang", "rui", "sun"])
    scene.write(["title": "记录"], by: "zhang")
    return scene
  }

  @Test func `a nonconformity goes from finding to verified closing by three people`() throws {
    var scene = try Self.nonconformity()
    let steps = [
      ("report", "zhang"), ("accept", "wang"), ("contain", "li"), ("analyse", "li"),
      ("approve", "wang"), ("implement", "li"), ("complete", "li"),
    ]
    for (action, person) in steps { #expect(try scene.sign(action, by: person) == []) }
    scene.write(["verifyResult": "effective"], by: "zhao")
    var early = scene
    early.people.roles["wang"] = ["system-rep", "verifier"]
    #expect(
      try early.sign("close", by: "wang") == [
        .sameEyes(person: "wang", action: "close", against: "act:approve")
      ])
    #expect(try scene.sign("close", by: "zhao") == [])
    let course = try scene.course()
    #expect(course.state == .at("closed") && course.permits(.closed) && !course.permits(.mayEdit))
    #expect(course.acts.count == 8 && course.effective.count == 8)
    #expect(course.shown.values["verifyResult"] == "effective")
  }

  @Test func `a second person who was made up gives no second pair of eyes`() throws {
    var scene = try Self.record()
    #expect(try scene.sign("submit", by: "zhang") == [])
    // Somebody with a shell adds a person, a role and a key; nobody vouches for him.
    scene.people.roles["false"] = ["reviewer"]
    #expect(try scene.sign("review", by: "false") == [.notVouched(person: "false")])
    let course = try scene.course()
    #expect(course.state == .at("submitted"))
    #expect(course.acts.count == 2 && course.effective.count == 1)
    // Nor the other way about: he submits, and the true one approves.
    var other = try ActScene(ActLifecycleTests.lifecycle("record"))
    other.people = scene.people
    other.write(["title": "记录"], by: "false")
    try other.sign("submit", by: "false")
    #expect(try other.sign("review", by: "rui") == [.notVouched(person: "false")])
  }

  @Test func `whoever wrote what is signed cannot review it`() throws {
    var scene = try Self.record()
    scene.write(["note": "抄错已改"], by: "rui")
    try scene.sign("submit", by: "zhang")
    #expect(
      try scene.sign("review", by: "rui") == [
        .sameEyes(person: "rui", action: "review", against: "writers")
      ])
    #expect(try scene.sign("review", by: "sun") == [])
  }

  @Test func `two acts apart are a conflict that grants nothing, until somebody decides`() throws {
    var scene = try Self.record()
    try scene.sign("submit", by: "zhang")
    scene.meet()
    #expect(try scene.sign("review", by: "rui") == [])
    #expect(try scene.sign("return", by: "sun", on: "main") == [])
    scene.meet()
    let apart = try scene.course()
    #expect(apart.state == .conflict(["returned", "reviewed"]) && apart.safest == "returned")
    #expect(!apart.permits(.counts) && !apart.permits(.mayEdit))
    #expect(apart.open.map(\.name) == ["decide"])
    #expect(
      try scene.sign("archive", by: "sun").contains(.undecided(states: ["returned", "reviewed"])))
    let side = try #require(apart.heads.first { $0.state == "reviewed" })
    let decision = apart.decision(for: side, at: ActScene.place("main"), signer: ActScene.signer)
    #expect(scene.sign(decision, by: "rui", on: "main") == [])
    scene.meet()
    #expect(try scene.course().state == .at("reviewed"))
  }

  @Test func `the same act done twice apart is no conflict, and the next names both`() throws {
    var scene = try Self.record()
    scene.meet()
    try scene.sign("submit", by: "zhang")
    try scene.sign("submit", by: "rui", on: "main")
    scene.meet()
    #expect(try scene.course().state == .at("submitted") && scene.course().heads.count == 2)
    #expect(
      try scene.sign("review", by: "rui") == [
        .sameEyes(person: "rui", action: "review", against: "act:submit")
      ])
    #expect(try scene.sign("return", by: "rui", on: "main") == [])
    #expect(try scene.course("main").heads.count == 1)
  }

  @Test func `a write outside what was signed waits until an act signs or unlocks`() throws {
    var scene = try Self.record()
    scene.meet()
    scene.write(["title": "分厂改名"], by: "zhang", on: "main")
    try scene.sign("submit", by: "zhang")
    scene.meet()
    let locked = try scene.course()
    #expect(locked.shown.values["title"] == "记录" && locked.waiting.map(\.description) == ["main.1"])
    #expect(locked.joined.values["title"] == "分厂改名")
    // A review that signs what was submitted leaves it waiting.
    var reviewed = scene
    #expect(try reviewed.sign("review", by: "rui") == [])
    #expect(try reviewed.course().shown.values["title"] == "记录")
    #expect(try reviewed.course().waiting.count == 1)
    // One that signs the whole takes it in.
    var signed = scene
    let act = locked.act(
      Act.Move("review", to: nil), at: ActScene.place("site"), signer: ActScene.signer)
    let whole = Act(
      Act.Move("review", to: "reviewed"), after: act.after, text: SignedText(locked.joined.values),
      place: act.place, signer: act.signer)
    #expect(signed.sign(whole, by: "rui") == [])
    #expect(try signed.course().shown.values["title"] == "分厂改名")
    #expect(try signed.course().waiting.isEmpty)
    // A return unlocks.
    #expect(try scene.sign("return", by: "rui") == [])
    #expect(try scene.course().shown.values["title"] == "分厂改名" && scene.course().waiting.isEmpty)
  }

  @Test func `locked texts that differ are shown as a conflict of what was signed`() throws {
    var scene = try Self.record()
    scene.meet()
    try scene.sign("submit", by: "zhang")
    scene.write(["title": "分厂改名", "note": "备注"], by: "zhang", on: "main")
    try scene.sign("submit", by: "zhang", on: "main")
    scene.meet()
    let course = try scene.course()
    #expect(course.state == .conflict(["submitted"]) && course.waiting.isEmpty)
    #expect(course.shown.conflicts == ["note", "title"])
    #expect(course.shown["title"]?.values == ["分厂改名", "记录"])
  }

  @Test func `a state that statements make is reached by enough other people`() throws {
    var scene = try Self.record()
    try scene.sign("void", by: "zhang")
    #expect(try scene.course().state == .at("voiding"))
    scene.people.roles["zhang"] = ["reviewer"]
    #expect(
      try scene.state("agree", by: "zhang") == [
        .sameEyes(person: "zhang", action: "agree", against: "act:void")
      ])
    #expect(try scene.course().state == .at("voiding"))
    #expect(try scene.state("agree", by: "rui") == [])
    let course = try scene.course()
    #expect(course.state == .at("void") && course.permits(.closed))
    #expect(course.heads.first?.statements == ["agree": ["rui"]])
    #expect(try scene.sign("keep", by: "rui").contains(.illegal(action: "keep", state: "void")))
  }
}
