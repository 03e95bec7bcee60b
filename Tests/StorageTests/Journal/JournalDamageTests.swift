import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct JournalDamageTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("journal.db") }

  /// A journal of some pages, in one file.
  init() throws {
    folder = try TemporaryFolder()
    let tables = try journalTables()
    let journal = try Journal.create(at: folder.path("made.db"), tables: tables)
    for number in 0..<100 {
      try journal.append(
        Access(
          claimed: "2025-03-14T09:00:00+08:00", person: "zhang", what: .view,
          object: "procedure/qp-\(number)"))
    }
    try journal.backup(to: folder.path("journal.db"))
  }

  private func fault() -> JournalFault? {
    do {
      _ = try Journal.open(path)
      return nil
    } catch { return error }
  }

  @Test func `a damaged page is found at open, and nothing is deleted`() throws {
    var bytes = try Data(contentsOf: URL(filePath: path))
    for page in 1..<(bytes.count / 4096) {
      bytes.replaceSubrange(page * 4096..<page * 4096 + 64, with: Data(repeating: 0xff, count: 64))
    }
    try bytes.write(to: URL(filePath: path))
    let found = try #require(self.fault())
    guard case .damaged(path, _) = found else { throw found }
    #expect(found.kind == .untrusted)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  @Test func `a file of another kind, or cut, is no journal`() throws {
    let whole = try Data(contentsOf: URL(filePath: path))
    for bytes in [Data(), Data("not a database, not at all".utf8), whole.prefix(4096 * 2)] {
      try bytes.write(to: URL(filePath: path))
      guard case .damaged = fault() else {
        Issue.record("\(bytes.count) bytes")
        continue
      }
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }
  }

  @Test func `tables of a newer program are left alone`() throws {
    try run("sqlite3", [path, "pragma user_version = 4"])
    #expect(fault() == .newer(path: path))
  }

  @Test func `a journal whose life was taken away is damaged`() throws {
    try run("sqlite3", [path, "delete from current"])
    guard case .damaged = fault() else {
      Issue.record("opened")
      return
    }
  }

  @Test func `random damage is found or harmless, and never a crash`() throws {
    let whole = Array(try Data(contentsOf: URL(filePath: path)))
    var random = SeededRandom(seed: 5)
    for _ in 0..<150 {
      var bytes = whole
      for _ in 0..<20 {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      try Data(bytes).write(to: URL(filePath: path))
      for beside in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + beside) }
      if let journal = try? Journal.open(path) { _ = try? journal.unsealed() }
    }
  }
}
