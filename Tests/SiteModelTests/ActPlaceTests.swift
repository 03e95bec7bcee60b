import Foundation
import SiteModel
import TestSupport
import Testing

/// Where acts lie, what they rest on, and who must have made a statement.
@Suite struct ActPlaceTests {
  @Test func `of one act written twice on its chain the lowest number counts`() throws {
    var scene = try ActFoldTests.record()
    try scene.sign("submit", by: "zhang")
    let first = try #require(scene.entries.last)
    let before = try scene.course()
    scene.add(first.entry, on: "site")
    #expect(try scene.course() == before)
    let late = try #require(scene.entries.last)
    // Whichever arrives first.
    let fold = ActFold(
      [late, first] + scene.entries, by: scene.lifecycles, people: scene.people)
    #expect(fold[scene.key] == before)
  }

  @Test func `in a fork the smallest commit counts`() throws {
    var scene = try ActFoldTests.record()
    try scene.sign("submit", by: "zhang")
    let act = try #require(scene.entries.last)
    let write = scene.entries[0]
    let branches = ["0123456789ab", "ba9876543210"].map { fork in
      var past = VersionVector(["site": 1])
      let name = EntryName(chain: "site", seq: 2, fork: fork)
      past.insert(name)
      return PlacedEntry(
        name: name, entry: act.entry, past: past,
        commit: String(fork.reversed().map { $0 } + Array(repeating: "0", count: 28)))
    }
    for order in [branches, branches.reversed()] {
      let fold = ActFold([write] + order, by: scene.lifecycles, people: scene.people)
      #expect(fold[scene.key]?.acts.map(\.entry.name.fork) == ["ba9876543210"])
      #expect(fold[scene.key]?.state == .at("submitted"))
    }
  }

  @Test func `an act on another chain than it names is nothing`() throws {
    var scene = try ActFoldTests.record()
    let act = try scene.course().act(
      Act.Move("submit", to: nil), at: ActScene.place("main"), signer: ActScene.signer)
    scene.sign(act, by: "zhang", on: "site")
    #expect(try scene.course().acts.isEmpty && scene.course().state == .at("draft"))
  }

  @Test func `what an act rests on must be there before it, and must have effect`() throws {
    var scene = try ActFoldTests.record()
    let nowhere = ContentHash(of: Array("nowhere".utf8))
    #expect(try scene.sign("submit", by: "zhang", rests: [nowhere]) == [.rests(nowhere)])
    #expect(try scene.course().state == .at("draft"))
    // An unlawful act was there, and carries nothing.
    let useless = try #require(scene.course().acts.first?.identity)
    #expect(try scene.sign("submit", by: "zhang", rests: [useless]) == [])
    #expect(try scene.course().state == .at("draft"))
    #expect(try scene.sign("submit", by: "zhang") == [])
    #expect(try scene.course().state == .at("submitted"))
  }

  @Test func `a release on one record rests on the approval of another`() throws {
    var scene = try ActFoldTests.record()
    let other = try #require(RecordKey(type: scene.key.type, id: "x-2"))
    let approval = Act(
      Act.Move("submit", to: "submitted"), after: [], text: SignedText([:]),
      place: ActScene.place("site"), signer: ActScene.signer)
    let entry = Entry(entity: "e", key: other, schema: 1, act: approval, by: Author("zhang"))
    scene.add(entry, on: "site")
    #expect(try scene.sign("submit", by: "zhang", rests: [entry.identity]) == [])
    #expect(try scene.course().state == .at("submitted"))
    scene.people.forged = [entry.identity]
    #expect(try scene.course().state == .at("draft"))
  }

  @Test func `what a revocation cuts takes along what follows it, and nothing else`() throws {
    var scene = try ActFoldTests.record()
    scene.meet()
    try scene.sign("submit", by: "zhang")
    scene.meet()
    let limit = scene.stores["site"] ?? VersionVector()
    try scene.sign("review", by: "rui")
    try scene.sign("archive", by: "sun")
    #expect(try scene.course().state == .at("archived"))
    let cut = EntryName(chain: "main", seq: 1)
    scene.people.cuts = [ActPeople.Cut(name: cut, person: "rui", limit: limit)]
    let folded = ActFold(scene.entries, by: scene.lifecycles, people: scene.people)
    let course = try #require(folded[scene.key])
    #expect(course.state == .at("submitted") && course.effective.count == 1)
    #expect(course.acts.allSatisfy { $0.breaches.isEmpty })
  }

  @Test func `an act by a schema version nobody here knows is shown and has no effect`() throws {
    var scene = try ActFoldTests.record()
    let act = try scene.course().act(
      Act.Move("submit", to: nil), at: ActScene.place("site"), signer: ActScene.signer)
    scene.add(
      Entry(entity: "e", key: scene.key, schema: 9, act: act, by: Author("zhang")), on: "site")
    let course = try scene.course()
    #expect(course.acts.map(\.breaches) == [[.noLifecycle(type: "record", schema: 9)]])
    #expect(course.state == .at("draft"))
  }

  static let ballot =
    #"{"$id":"urn:karez:lifecycle:ballot:1","title":{"zh":"会签","en":"Ballot"},"initial":"open","#
    + #""states":[{"name":"open","title":{"zh":"起草","en":"Open"},"permits":["may-edit"]},"#
    + #"{"name":"route","title":{"zh":"会签中","en":"On its way"},"permits":[],"becomes":"#
    + #"{"state":"signed","statement":"countersign","need":"field:route"}},"#
    + #"{"name":"signed","title":{"zh":"会签完毕","en":"Countersigned"},"permits":["counts"]},"#
    + #"{"name":"passed","title":{"zh":"通过","en":"Passed"},"permits":["counts","closed"]}],"#
    + #""actions":[{"name":"send","title":{"zh":"发出","en":"Send"},"from":["open"],"to":"route","#
    + #""by":["anyone"]},{"name":"pass","title":{"zh":"通过","en":"Pass"},"from":["signed"],"#
    + #""to":"passed","by":["act:send"],"quorum":{"statement":"vote","need":2}}],"#
    + #""statements":[{"name":"countersign","title":{"zh":"会签","en":"Countersign"},"#
    + #""on":["route"],"by":["field:route"]},{"name":"vote","title":{"zh":"表决","en":"Vote"},"#
    + #""on":["signed"],"by":["anyone"],"apart":["act:send"]}],"decide":{"title":"#
    + #"{"zh":"裁决","en":"Decide"},"by":["boss"]},"safety":["route","open","signed","passed"]}"#

  @Test func `a quorum is a set of people: everyone named, or so many`() throws {
    let lifecycle = try Lifecycle(Self.ballot.utf8)
    #expect(lifecycle.rehearsed().filter { !$0.passed } == [])
    var scene = try ActScene(lifecycle)
    scene.people = ActPeople(roles: [:], vouched: ["zhang", "rui", "sun"])
    scene.write(["route": ["rui", "sun"]], by: "zhang")
    #expect(try scene.sign("send", by: "zhang") == [])
    scene.meet()
    #expect(try scene.state("countersign", by: "rui") == [])
    #expect(try scene.state("countersign", by: "rui") == [])
    #expect(try scene.state("countersign", by: "zhang").map(\.kind) == [.refused])
    #expect(try scene.course().state == .at("route"))
    #expect(try scene.state("countersign", by: "sun", on: "main") == [])
    scene.meet()
    #expect(try scene.course().state == .at("signed"))
    #expect(try scene.sign("pass", by: "zhang") == [.quorum(statement: "vote")])
    for person in ["rui", "sun"] { #expect(try scene.state("vote", by: person) == []) }
    #expect(try scene.sign("pass", by: "rui").count == 1)
    #expect(try scene.sign("pass", by: "zhang") == [])
    #expect(try scene.course().state == .at("passed"))
  }

  @Test func `a guard is asked at the door and what it saw is written down`() throws {
    let lifecycle = try ActLifecycleTests.lifecycle("action")
    let finish = try #require(lifecycle[action: "finish"])
    #expect(
      throws: GuardRefusal(action: "finish", name: "result", found: "result")
    ) {
      try finish.askGuards(["result": .null]) { _ in .met("seen") }
    }
    #expect(throws: GuardRefusal(action: "finish", name: "evidence", found: "none")) {
      try finish.askGuards(["result": "done"]) { _ in .refused("none") }
    }
    let checked = try finish.askGuards(["result": "done"]) { _ in .met(["file-1"]) }
    #expect(checked == ["result": ["result"], "evidence": ["file-1"]])
  }

  @Test func `the state digest knows states, statements and what waits`() throws {
    var scene = try ActFoldTests.record()
    func digest(_ scene: ActScene) throws -> ContentHash {
      var digest = StateDigest()
      digest.add(try scene.course())
      return digest.value
    }
    var seen = [try digest(scene)]
    try scene.sign("void", by: "zhang")
    seen.append(try digest(scene))
    scene.write(["title": "改"], by: "zhang")
    seen.append(try digest(scene))
    try scene.state("agree", by: "rui")
    seen.append(try digest(scene))
    try scene.state("agree", by: "rui")
    #expect(try digest(scene) == seen.last)
    #expect(Set(seen).count == 4)
  }
}
