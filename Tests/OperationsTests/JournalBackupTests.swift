import Foundation
import Operations
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct JournalBackupTests {
  private let plant: LoggedPlant
  private var log: AccessLog { AccessLog(plant.site) }

  init() throws { plant = try LoggedPlant() }

  private func backUp() throws { _ = try BackupSite.run(plant.site, to: plant.place("b")) }

  private func restored(_ name: String) throws -> Site {
    try RestoreSite.run(
      from: plant.place("b"), to: plant.place(name), surroundings: plant.surroundings)
  }

  @Test func `Invariant 17: every row before a backup survives its restore and counts once`() throws
  {
    try log.signedIn("zhang")
    plant.clock.set("2025-03-15T08:00:00+08:00")
    try log.signedIn("li")
    try backUp()
    // Sealed at the old node after the backup; the new one does not know.
    #expect(try SealAccesses.run(on: plant.site) == 1)
    let heir = try restored("r")
    #expect(try heir.log() == ["zhang sign-in ", "li sign-in "])
    plant.clock.set("2025-03-15T09:00:00+08:00")
    try AccessLog(heir).signedIn("wang")
    plant.clock.set("2025-03-16T08:00:00+08:00")
    try plant.write(on: heir)
    let expected = ["zhang sign-in  sealed", "li sign-in  sealed", "wang sign-in  sealed"]
    #expect(try plant.opened("r").log() == expected)
    let lives = try AskAccesses.run(.init(), on: heir).map(\.row.name.life)
    #expect(lives[0] == lives[1] && lives[1] != lives[2])
  }

  @Test func `Invariant 17: rows that a segment of the backup names are dropped`() throws {
    try log.signedIn("zhang")
    let early = plant.folder.path("early.db")
    try plant.site.journal.open().backup(to: early)
    plant.clock.set("2025-03-15T08:00:00+08:00")
    #expect(try SealAccesses.run(on: plant.site) == 1)
    try backUp()
    // As if the journal had been copied before the segment was written, and the store after.
    let manifest = try BackupManifest(in: plant.place("b"))
    let copy = try #require(manifest.journal)
    let bytes = try Data(contentsOf: URL(filePath: early))
    let hash = ContentHash(of: [UInt8](bytes))
    let text = try String(contentsOf: plant.place("b/manifest.json"), encoding: .utf8)
      .replacing(copy.sha256.description, with: hash.description)
    try text.write(to: plant.place("b/manifest.json"), atomically: true, encoding: .utf8)
    try bytes.write(to: plant.place("b/journal-\(hash.description.prefix(12)).db"))
    let heir = try restored("r")
    #expect(try heir.journal.open().unsealed().count == 1)
    #expect(try heir.log() == ["zhang sign-in  sealed"])
    #expect(try SealAccesses.run(on: heir) == 0)
    #expect(try heir.journal.open().rows().isEmpty)
  }

  @Test func `the copy is one whole database, and older copies go`() throws {
    try log.signedIn("zhang")
    try backUp()
    try log.signedIn("li")
    try backUp()
    let names = try FileManager.default.contentsOfDirectory(atPath: plant.folder.path("b"))
      .filter { $0.hasSuffix(".db") }
    #expect(names.count == 1)
    let said = try run(
      "sqlite3",
      [
        plant.folder.path("b/\(names[0])"),
        "pragma integrity_check; select person from accesses order by number",
      ])
    #expect(said.output == "ok\nzhang\nli\n")
    let mode = try FileManager.default.attributesOfItem(atPath: plant.folder.path("b/\(names[0])"))
    #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test func `a copy of which one byte is another is refused`() throws {
    try log.signedIn("zhang")
    try backUp()
    let copy = try #require(try BackupManifest(in: plant.place("b")).journal)
    let file = plant.place("b/\(copy.file)")
    var bytes = [UInt8](try Data(contentsOf: file))
    bytes[bytes.count - 1] ^= 1
    try Data(bytes).write(to: file)
    let folder = plant.place("b").path
    #expect(throws: BackupFault.untrusted(folder: folder, fault: copy.file)) {
      try restored("r")
    }
    #expect(!FileManager.default.fileExists(atPath: plant.folder.path("r/.karez")))
  }

  @Test func `the drill looks at the journal too`() throws {
    try log.signedIn("zhang")
    #expect(try DrillRestore.run(on: plant.site).isIdentical)
  }

  @Test func `a damaged journal does not keep the facts from being saved`() throws {
    try log.signedIn("zhang")
    try backUp()
    let site = try plant.opened()
    try Data("spoilt".utf8).write(to: site.layout.journal)
    try plant.write(on: site)
    #expect(try BackupSite.run(site, to: plant.place("b")).commits == 1)
    #expect(try restored("r").log() == ["zhang sign-in "])
  }
}
