import Foundation
import Indexing
import Operations
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct AccessLogTests {
  private let plant: LoggedPlant
  private var log: AccessLog { AccessLog(plant.site) }

  init() throws { plant = try LoggedPlant() }

  @Test func `what was done is there at once, and who did it`() throws {
    try log.failed("zhan")
    try log.signedIn("zhang")
    try log.printed("nonconformity/x-1")
    try log.exported("instrument")
    #expect(
      try plant.opened().log() == [
        "zhan failed-sign-in ", "zhang sign-in ", "plant print nonconformity/x-1",
        "plant export instrument",
      ])
    #expect(try plant.site.log { $0.person = "zhang" } == ["zhang sign-in "])
  }

  @Test func `the first write of a day seals the days before, and none twice`() throws {
    try log.signedIn("zhang")
    try plant.write(on: plant.site)
    #expect(try plant.site.log() == ["zhang sign-in "])
    plant.clock.set("2025-03-15T08:00:00+08:00")
    try log.signedIn("li")
    try plant.write(on: plant.site)
    let expected = ["zhang sign-in  sealed", "li sign-in "]
    #expect(try plant.site.log() == expected)
    for _ in 0..<3 { try plant.write(on: plant.site) }
    #expect(try SealAccesses.run(on: plant.opened()) == 0)
    #expect(try plant.opened().log() == expected)
    #expect(try plant.site.index.sealedAccesses().count == 1)
    #expect(try plant.site.journal.open().rows().map(\.person) == ["li"])
    #expect(try plant.site.log { $0.to = "2025-03-14" }.count == 1)
    #expect(try plant.site.log { $0.from = "2025-03-15" } == ["li sign-in "])
  }

  @Test func `a clock that went back seals what it calls days to come`() throws {
    plant.clock.set("2031-01-01T00:00:00+08:00")
    try log.signedIn("zhang")
    plant.clock.set("2025-03-14T09:00:00+08:00")
    #expect(try SealAccesses.run(on: plant.site) == 1)
  }

  @Test func `a crash between commit and mark neither seals twice nor loses`() throws {
    try log.signedIn("zhang")
    try log.printed("a/b")
    try plant.site.journal.open().backup(to: plant.folder.path("before.db"))
    plant.clock.set("2025-03-15T08:00:00+08:00")
    #expect(try SealAccesses.run(on: plant.site) == 2)
    // The commit is there, and the journal is as if the mark had never been made.
    try putBack("before.db")
    let site = try plant.opened()
    #expect(try site.log() == ["zhang sign-in  sealed", "plant print a/b sealed"])
    #expect(try SealAccesses.run(on: site) == 0)
    #expect(try site.journal.open().rows().isEmpty)
    #expect(try site.log().count == 2)
  }

  @Test func `rows that are marked while no segment names them are sealed after all`() throws {
    try log.signedIn("zhang")
    let journal = try plant.site.journal.open()
    let names = JournalRows.covering(try journal.unsealed().map(\.name))
    try journal.seal(names, in: "readings/2025/03/15-9-1.seg")
    plant.clock.set("2025-03-15T08:00:00+08:00")
    #expect(try SealAccesses.run(on: plant.site) == 1)
    #expect(try plant.site.log() == ["zhang sign-in  sealed"])
  }

  private func putBack(_ copy: String) throws {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: plant.site.layout.journal.path + suffix)
    }
    try FileManager.default.copyItem(
      atPath: plant.folder.path(copy), toPath: plant.site.layout.journal.path)
  }

  @Test func `a segment of a later program's kind is kept and says nothing`() throws {
    let text = Array("karez-segment 1\nkind photos\n\nwhatever\tit is\n".utf8)
    _ = try plant.site.write { session in
      try session.commit("later") {
        try $0.add(segment: DeflatedObject(.blob, text, deflate: .usual), number: 1)
      }
    }
    #expect(try plant.site.index.liveSegments().isEmpty)
    #expect(try plant.site.index.sealedAccesses().isEmpty)
    #expect(try VerifySite.run(in: plant.place("p")).faults.isEmpty)
  }

  @Test func `another node's segment drops no row of this journal`() throws {
    try log.signedIn("zhang")
    let rows = try plant.site.journal.open().rows()
    try run("cp", ["-a", plant.folder.path("p"), plant.folder.path("q")])
    // The copy seals what it says are the rows of the original, on a chain of its own.
    plant.clock.set("2025-03-15T08:00:00+08:00")
    let copy = try plant.opened("q")
    #expect(try SealAccesses.run(on: copy) == 1)
    let (p, q) = ("p/.karez/stores/plant.git", "q/.karez/stores/plant.git")
    let own = try plant.opened("q").chain
    try run(
      "git", ["-C", plant.folder.path(p), "fetch", "-q", plant.folder.path(q), "\(own):\(own)"])
    let keys = "p/.karez/keys/allowed_signers"
    try run("cp", [plant.folder.path("q/.karez/keys/allowed_signers"), plant.folder.path(keys)])
    let site = try plant.opened()
    #expect(try site.index.sealedAccesses().count == 1)
    #expect(try SealAccesses.run(on: site) == 1)
    #expect(
      try site.index.sealedAccesses().map(\.rows) == [
        JournalRows.covering(rows.map(\.name)), JournalRows.covering(rows.map(\.name)),
      ])
    #expect(try site.log() == ["zhang sign-in  sealed"])
  }

  @Test func `what cannot be logged is not done, and says why`() throws {
    try Data("no database at all, whatever it is called".utf8)
      .write(to: plant.site.layout.journal)
    let site = try plant.opened()
    let fault = #expect(throws: AccessFault.self) {
      try AccessLog(site).printed("a/b")
    }
    #expect(fault?.kind == .unavailable && fault?.phrase.key == "access.not-logged-print")
    // Facts are written all the same, and the damaged file is left as it is.
    try plant.write(on: site)
    let kept = try String(contentsOf: site.layout.journal, encoding: .utf8)
    #expect(kept.hasPrefix("no database"))
  }

  @Test func `a node made before there were journals gets one`() throws {
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: plant.site.layout.journal.path + suffix)
    }
    let site = try plant.opened()
    #expect(try site.journal.openIfThere() == nil && site.log() == [])
    try AccessLog(site).signedIn("zhang")
    #expect(try site.log() == ["zhang sign-in "])
  }

  @Test func `a copied folder gives no name of a row that the original gives`() throws {
    try log.signedIn("zhang")
    try run("cp", ["-a", plant.folder.path("p"), plant.folder.path("q")])
    let copy = try plant.opened("q")
    try AccessLog(copy).signedIn("copy")
    try log.signedIn("original")
    let names = try [plant.site, copy].map { try Set($0.journal.open().rows().map(\.name)) }
    // The row of before the copy is the same in both, and nothing else is.
    #expect(names[0].intersection(names[1]).count == 1)
    #expect(names[0].union(names[1]).count == 3)
    // The copy's first row opened its own chain.
    #expect(try plant.opened("q").chain != plant.site.chain)
  }

  @Test func `what was typed cannot forge a line or turn its direction`() throws {
    try log.failed("zhang\nx\tsign-in\u{202E}\(String(repeating: "长", count: 300))")
    let row = try #require(try plant.site.journal.open().rows().first)
    #expect(row.person.unicodeScalars.count == 200)
    #expect(row.person.hasPrefix("zhang\u{FFFD}x\u{FFFD}sign-in\u{FFFD}长"))
  }
}
