import CSQLite

/// One open database file. Every call's answer is looked at; a pointer never leaves this file's
/// two types.
struct SQLiteConnection: ~Copyable {
  let path: String
  private let pointer: OpaquePointer

  /// Opens a file that exists.
  ///
  /// - Throws: ``JournalFault/damaged(path:detail:)`` if it is no database.
  init(opening path: String, readOnly: Bool = false) throws(JournalFault) {
    var opened: OpaquePointer?
    // One thread at a time uses it: the owner holds it in a Mutex.
    let mode = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
    let status = sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened else { throw .failed(call: "sqlite3_open_v2", detail: "\(path): no memory") }
    guard status == SQLITE_OK else {
      let fault = Self.fault(status, "sqlite3_open_v2", opened, path)
      sqlite3_close_v2(opened)
      throw fault
    }
    (self.path, pointer) = (path, opened)
    sqlite3_extended_result_codes(opened, 1)
    sqlite3_busy_timeout(opened, 10_000)
  }

  deinit { sqlite3_close_v2(pointer) }

  /// Runs statements that answer nothing and take no values.
  func run(_ statements: String) throws(JournalFault) {
    try check(sqlite3_exec(pointer, statements, nil, nil, nil), "sqlite3_exec")
  }

  /// Runs one statement to its end, reading each row of the answer.
  ///
  /// - Parameters:
  ///   - values: for its `?`, in order; as many as there are.
  ///   - read: is handed each row, valid only during the call.
  func query<Row>(
    _ statement: String, _ values: [SQLiteValue] = [], _ read: (borrowing SQLiteRow) -> Row
  ) throws(JournalFault) -> [Row] {
    var prepared: OpaquePointer?
    try check(sqlite3_prepare_v2(pointer, statement, -1, &prepared, nil), "sqlite3_prepare_v2")
    guard let prepared else { return [] }
    defer { sqlite3_finalize(prepared) }
    precondition(
      sqlite3_bind_parameter_count(prepared) == values.count, "a value for each ? of \(statement)")
    for (place, value) in values.enumerated() {
      try check(value.bind(prepared, Int32(place + 1)), "sqlite3_bind")
    }
    var rows: [Row] = []
    while true {
      let status = sqlite3_step(prepared)
      if status == SQLITE_DONE { return rows }
      guard status == SQLITE_ROW else { throw fault(status, "sqlite3_step") }
      rows.append(read(SQLiteRow(statement: prepared)))
    }
  }

  /// Runs one statement whose answer nobody needs.
  func run(_ statement: String, _ values: [SQLiteValue]) throws(JournalFault) {
    _ = try query(statement, values) { _ in }
  }

  /// Does all of `body` or nothing; another writer waits before it, not within it.
  func transaction<Result>(
    _ body: () throws(JournalFault) -> Result
  ) throws(JournalFault) -> Result {
    try run("begin immediate")
    do {
      let result = try body()
      try run("commit")
      return result
    } catch {
      // After some failures SQLite has rolled back by itself.
      if sqlite3_get_autocommit(pointer) == 0 { try run("rollback") }
      throw error
    }
  }

  /// Copies the whole database as it stands, also while others read and write it.
  ///
  /// - Parameter path: an empty file, or none.
  func copy(to path: String) throws(JournalFault) {
    var opened: OpaquePointer?
    let status = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    defer { sqlite3_close_v2(opened) }
    guard status == SQLITE_OK, let opened else {
      throw Self.fault(status, "sqlite3_open_v2", opened, path)
    }
    guard let backup = sqlite3_backup_init(opened, "main", pointer, "main") else {
      throw Self.fault(sqlite3_extended_errcode(opened), "sqlite3_backup_init", opened, path)
    }
    let step = sqlite3_backup_step(backup, -1)
    let finish = sqlite3_backup_finish(backup)
    guard step == SQLITE_DONE, finish == SQLITE_OK else {
      throw Self.fault(step == SQLITE_DONE ? finish : step, "sqlite3_backup_step", opened, path)
    }
    // The copy is one file: a log beside it would be left behind when the copy is carried away.
    let plain = sqlite3_exec(opened, "pragma journal_mode = delete", nil, nil, nil)
    guard plain == SQLITE_OK else { throw Self.fault(plain, "sqlite3_exec", opened, path) }
  }

  private func check(_ status: Int32, _ call: String) throws(JournalFault) {
    guard status == SQLITE_OK else { throw fault(status, call) }
  }

  private func fault(_ status: Int32, _ call: String) -> JournalFault {
    Self.fault(status, call, pointer, path)
  }

  // SQLite keeps its message per connection, so it is copied before the next call.
  private static func fault(
    _ status: Int32, _ call: String, _ pointer: OpaquePointer?, _ path: String
  ) -> JournalFault {
    let text = pointer.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "no memory"
    switch status & 0xff {
    case SQLITE_CORRUPT, SQLITE_NOTADB: return .damaged(path: path, detail: text)
    case SQLITE_FULL: return .diskFull(path: path)
    case SQLITE_BUSY, SQLITE_LOCKED: return .busy(path: path)
    case SQLITE_CANTOPEN: return .failed(call: call, detail: "\(path): \(text)")
    default: return .failed(call: call, detail: "\(path): \(text) (\(status))")
    }
  }
}
