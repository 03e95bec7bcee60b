import Foundation
import Storage
import TestSupport
import Testing

@Suite struct JournalTests {
  private let folder: TemporaryFolder
  private let tables: [String]
  private var path: String { folder.path("journal.db") }

  init() throws {
    folder = try TemporaryFolder()
    tables = try journalTables()
  }

  private func make() throws -> Journal { try Journal.create(at: path, tables: tables) }

  private func view(_ object: String, by person: String = "zhang") -> Access {
    Access(claimed: "2025-03-14T09:00:00+08:00", person: person, what: .view, object: object)
  }

  private func accesses(_ journal: Journal) throws -> [Access] {
    try journal.unsealed().compactMap { row in
      Access.Deed(rawValue: row.what).map {
        Access(claimed: row.claimed, person: row.person, what: $0, object: row.object)
      }
    }
  }

  @Test func `what was appended is there in another process at once`() throws {
    let journal = try make()
    let rows = [
      Access(claimed: "2025-03-14T08:00:00+08:00", person: "张'; --", what: .failedSignIn),
      Access(claimed: "2025-03-14T08:01:00+08:00", person: "zhang", what: .signIn),
      view("procedure/qp-7"),
    ]
    for row in rows { try journal.append(row) }
    #expect(try accesses(journal) == rows)
    let seen = try run("sqlite3", [path, "select number, person, what from accesses"])
    #expect(seen.output == "1|张'; --|failed-sign-in\n2|zhang|sign-in\n3|zhang|view\n")
  }

  @Test func `the file is for its owner only, in WAL, fully synchronous`() throws {
    let journal = try make()
    try journal.append(view("a/b"))
    for name in ["journal.db", "journal.db-wal"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path(name))
      #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
    }
    #expect(try run("sqlite3", [path, "pragma journal_mode"]).output == "wal\n")
    #expect(try journal.isFullySynchronous)
  }

  @Test func `a program that is killed loses no row it answered for`() throws {
    _ = try make()
    // The shell ends without closing the database; the log beside it is all that is left.
    let journal = try Journal.open(path)
    for number in 0..<20 { try journal.append(view("a/\(number)")) }
    let copy = try TemporaryFolder()
    for name in ["journal.db", "journal.db-wal"] {
      try FileManager.default.copyItem(atPath: folder.path(name), toPath: copy.path(name))
    }
    let found = try Journal.open(copy.path("journal.db"))
    #expect(try found.unsealed().count == 20)
  }

  @Test func `sealed rows are not offered again, and dropped rows keep their numbers`() throws {
    let journal = try make()
    let names = try (0..<5).map { try journal.append(view("a/\($0)")) }
    let rows = JournalRows.covering(names.prefix(3))
    #expect(rows.map(\.description) == ["\(names[0].life).1-3"])
    try journal.seal(rows, in: "readings/2025/03/14-9-1.seg")
    #expect(try journal.unsealed().map(\.name) == Array(names.suffix(2)))
    try journal.drop(JournalRows.covering(names))
    #expect(try journal.unsealed().isEmpty)
    #expect(try journal.append(view("a/6")).number == 6)
    #expect(try journal.unsealed(limit: 1).count == 1)
  }

  @Test func `rows sealed after a backup are dropped from its restored copy, new ones never`()
    throws
  {
    let journal = try make()
    let first = try (0..<4).map { try journal.append(view("a/\($0)")) }
    let backup = folder.path("copy.db")
    try journal.backup(to: backup)
    let later = try journal.append(view("a/later"))
    let sealed = JournalRows.covering(first + [later])
    try journal.seal(sealed, in: "readings/2025/03/14-9-1.seg")

    let restored = try Journal.open(backup)
    let life = try restored.beginLife()
    let new = try restored.append(view("a/new"))
    #expect(new.life == life && new.life != later.life && new.number == 1)
    try restored.drop(sealed)
    try restored.drop(sealed)
    #expect(try restored.unsealed().map(\.name) == [new])
  }

  @Test func `a backup is one file, made while another program writes`() throws {
    let journal = try make()
    let other = try Journal.open(path)
    for number in 0..<50 { try other.append(view("a/\(number)")) }
    try journal.backup(to: folder.path("copy.db"))
    try other.append(view("a/later"))
    let copied = try run("sqlite3", [folder.path("copy.db"), "select count(*) from accesses"])
    #expect(copied.output == "50\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(names.sorted() == ["copy.db", "journal.db", "journal.db-shm", "journal.db-wal"])
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path("copy.db"))
    #expect((mode[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test func `many writers get each number once`() async throws {
    let journal = try make()
    let (one, other) = (journal, try Journal.open(path))
    let names = try await withThrowingTaskGroup { group in
      for number in 0..<60 {
        group.addTask { try (number % 2 == 0 ? one : other).append(view("a/\(number)")) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(names.map(\.number).sorted() == Array(1...60))
  }

  @Test func `nothing is made over what is there, and opening makes nothing`() throws {
    #expect(throws: JournalFault.none(path: path)) { try Journal.open(path) }
    #expect(!FileManager.default.fileExists(atPath: path))
    try make().append(view("a/1"))
    #expect(throws: JournalFault.exists(path: path)) { try make() }
    #expect(try Journal.open(path).unsealed().count == 1)
  }

  @Test func `a deed that is none is refused by the table`() throws {
    _ = try make()
    let said = try run(
      "sqlite3",
      [path, "insert into accesses select life, 9, '', '', 'look', '', null from current"])
    #expect(said.status != 0)
  }

  @Test func `names of rows read back, and nothing else is one`() {
    let rows = JournalRows(life: "abcdefghijkl", numbers: 3...57)
    #expect(JournalRows("abcdefghijkl.3-57") == rows)
    for text in ["abcdefghijkl.57-3", "abcdefghijkl.0-3", "abc.1-2", "abcdefghijkl.03-57", ""] {
      #expect(JournalRows(text) == nil, "\(text)")
    }
  }
}
