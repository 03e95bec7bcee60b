import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct PolledTests {
  private let folder: TemporaryFolder
  private let tables: [String]
  private var path: String { folder.path("journal.db") }

  init() throws {
    folder = try TemporaryFolder()
    tables = try journalTables()
  }

  private let view = Access(
    claimed: "2025-03-14T09:00:00+08:00", person: "zhang", what: .view, object: "a/b")

  private func polled(_ seconds: Int64, _ value: String) throws -> Polled {
    Polled(
      at: Instant(seconds: seconds), point: "p1", value: try #require(Decimal18(value)),
      unit: "kWh")
  }

  @Test func `polled readings and the access log take their numbers from one life`() throws {
    let journal = try Journal.create(at: path, tables: tables)
    try journal.append(view)
    let names = try journal.append([try polled(1, "12.50"), try polled(2, "-3")])
    #expect(names.map(\.number) == [2, 3])
    #expect(try journal.append(view).number == 4)
    let rows = try Journal.open(path).unsealedPolls()
    #expect(rows.map(\.name) == names && rows.map(\.reading.value.description) == ["12.50", "-3"])
    try journal.seal(JournalRows.covering([names[0]]), in: "readings/2025/03/14-9-1.seg")
    #expect(try journal.unsealedPolls().map(\.name) == [names[1]])
    try journal.unmark()
    try journal.drop(JournalRows.covering([names[1]]))
    #expect(try journal.unsealedPolls().map(\.name) == [names[0]])
    #expect(try journal.unsealed().count == 2)
  }

  @Test func `a journal of version 1 gains the table and loses no row`() throws {
    let old = try Journal.create(at: path, tables: [tables[0]])
    let name = try old.append(view)
    let journal = try Journal.open(path)
    try journal.upgrade(by: tables)
    try journal.upgrade(by: tables)
    #expect(try journal.unsealed().map(\.name) == [name])
    #expect(try journal.append([polled(1, "1")]).map(\.number) == [2])
    #expect(try run("sqlite3", [path, "pragma user_version"]).output == "3\n")
  }

  @Test func `a value that is no decimal any more is damage, not a gap`() throws {
    let journal = try Journal.create(at: path, tables: tables)
    _ = try journal.append([polled(1, "1")])
    try run("sqlite3", [path, "update polled set value = 'one'"])
    #expect(throws: JournalFault.damaged(path: path, detail: "polled.value")) {
      try journal.unsealedPolls()
    }
  }
}
