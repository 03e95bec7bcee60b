import Foundation
import Synchronization

/// What happened at this node and is not yet a fact in its chain: `journal.db`, precious.
///
/// An SQLite file in WAL with `synchronous=FULL`. Every write is durable when it returns. Several
/// programs may have it open; a second writer waits. Tables: `schema/journal.sql`, and what later
/// versions add to them.
package final class Journal: Sendable {
  /// Where it lies.
  package let path: String
  private let connection: Mutex<SQLiteConnection>

  /// The newest `user_version` of the tables; another `application_id` is another program's file.
  private static let version = 3
  private static let application: Int64 = 0x4b61_727a

  private init(path: String, connection: consuming sending SQLiteConnection) {
    self.path = path
    self.connection = Mutex(connection)
  }

  /// Makes a journal, mode 0600, and opens it.
  ///
  /// - Parameter tables: the text of `schema/journal.sql`, then of each `journal-N.sql`.
  /// - Throws: ``JournalFault/exists(path:)``; nothing is ever overwritten.
  package static func create(at path: String, tables: [String]) throws -> Journal {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw JournalFault.exists(path: path)
    }
    // Made whole under another name: a power cut leaves no journal rather than half of one.
    // Of two programs that make one at the same time the first wins: its rows must not be lost.
    try laid(
      named: { temporary in
        guard try DurableFile.nameFirst(temporary, path) else {
          throw JournalFault.exists(path: path)
        }
      }, at: path
    ) { try lay(tables, at: $0) }
    return try Journal.open(path)
  }

  /// Lets `fill` write an empty file of mode 0600 under another name, then gives it its own.
  private static func laid(
    named name: (String) throws -> Void, at path: String, _ fill: (String) throws -> Void
  ) throws {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().path
    let temporary = "\(folder)/.\(url.lastPathComponent)_\(TemporaryName.suffix())"
    do {
      try DurableFile(temporary, .create(permissions: 0o600)).sync(nil)
      try fill(temporary)
      try DurableFile(temporary, .read).sync(nil)
      try name(temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    try DurableFile.sync(folder: folder, nil)
  }

  private static func lay(_ tables: [String], at path: String) throws {
    let made = try SQLiteConnection(opening: path)
    let life = NewName.random()
    try made.transaction { () throws(JournalFault) in
      for step in tables { try made.run(step) }
      try made.run("insert into lives values (?, 1)", [.text(life)])
      try made.run("insert into current values (1, ?)", [.text(life)])
      try made.run("pragma user_version = \(tables.count)")
      try made.run("pragma application_id = \(application)")
    }
  }

  /// Opens a journal and checks all of it.
  ///
  /// - Throws: ``JournalFault/none(path:)``; ``JournalFault/damaged(path:detail:)`` if anything in
  ///   it does not fit together: it is left as it is.
  package static func open(_ path: String) throws(JournalFault) -> Journal {
    guard FileManager.default.fileExists(atPath: path) else { throw .none(path: path) }
    let opened = try SQLiteConnection(opening: path)
    try examine(opened)
    try opened.run(
      "pragma synchronous = full; pragma foreign_keys = on; pragma trusted_schema = off")
    let mode = try opened.query("pragma journal_mode = wal") { $0.text(0) ?? "" }
    // Where shared memory is not to be had, SQLite keeps the old mode and says so in its answer.
    guard mode == ["wal"] else { throw .failed(call: "journal_mode", detail: "\(path): \(mode)") }
    return Journal(path: path, connection: opened)
  }

  private static func examine(_ opened: borrowing SQLiteConnection) throws(JournalFault) {
    let found = try opened.query("pragma integrity_check(1)") { $0.text(0) ?? "" }
    guard found == ["ok"] else {
      throw .damaged(path: opened.path, detail: found.joined(separator: "; "))
    }
    let application = try opened.query("pragma application_id") { $0.integer(0) }
    guard application == [self.application] else {
      throw .damaged(path: opened.path, detail: "application_id \(application)")
    }
    let version = try opened.query("pragma user_version") { $0.integer(0) }
    guard version.allSatisfy({ 1...Int64(self.version) ~= $0 }) else {
      throw .newer(path: opened.path)
    }
    // What SQLite takes for whole may still have lost a table by somebody's hand.
    let current = try opened.query(
      "select count(*) from current join lives using (life)"
    ) { $0.integer(0) }
    guard current == [1] else { throw .damaged(path: opened.path, detail: "no life") }
  }

  /// Gives a journal of an earlier version the tables that it lacks.
  ///
  /// - Parameter tables: as in ``create(at:tables:)``.
  package func upgrade(by tables: [String]) throws(JournalFault) {
    try connection.withLock { (open) throws(JournalFault) in
      try open.transaction { () throws(JournalFault) in
        // Within the transaction: another program may have been first.
        let version = try open.query("pragma user_version") { Int($0.integer(0)) }
        guard let have = version.first, have < tables.count else { return }
        for step in tables[have...] { try open.run(step) }
        try open.run("pragma user_version = \(tables.count)")
      }
    }
  }

  /// Begins a new life: to be called once after a restore, before the first row is written.
  ///
  /// - Returns: the life's name.
  @discardableResult
  package func beginLife() throws(JournalFault) -> String {
    let life = NewName.random()
    try connection.withLock { (open) throws(JournalFault) in
      try open.transaction { () throws(JournalFault) in
        try open.run("insert into lives values (?, 1)", [.text(life)])
        try open.run("update current set life = ?", [.text(life)])
      }
    }
    return life
  }

  /// Does something with the open file; nobody else in this process uses it meanwhile.
  func withConnection<Result: Sendable>(
    _ body: (borrowing SQLiteConnection) throws(JournalFault) -> Result
  ) throws(JournalFault) -> Result {
    try connection.withLock { (open) throws(JournalFault) in try body(open) }
  }

  /// Copies the journal by SQLite's backup API into a file of mode 0600, whole or not at all.
  ///
  /// A backup copies the journal before the stores (`model.md` §6).
  ///
  /// - Parameter target: replaced if it exists.
  package func backup(to target: String) throws {
    try Self.laid(named: { try DurableFile.rename($0, target) }, at: target) { temporary in
      try withConnection { (open) throws(JournalFault) in try open.copy(to: temporary) }
    }
  }
}

extension Journal {
  /// Whether every write waits for the disk; ``open(_:)`` sets it.
  package var isFullySynchronous: Bool {
    get throws(JournalFault) {
      try withConnection { (open) throws(JournalFault) in
        try open.query("pragma synchronous") { $0.integer(0) } == [2]
      }
    }
  }
}
