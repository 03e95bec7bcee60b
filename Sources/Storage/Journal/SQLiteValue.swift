import CSQLite

/// A value of a statement's `?`: the kinds that strict tables here have.
enum SQLiteValue: ExpressibleByStringLiteral {
  case text(String), integer(Int64), null

  init(stringLiteral value: String) { self = .text(value) }

  /// Hands the value to SQLite, which copies it; answers its status.
  func bind(_ statement: OpaquePointer, _ place: Int32) -> Int32 {
    switch self {
    case .integer(let number): return sqlite3_bind_int64(statement, place, number)
    case .null: return sqlite3_bind_null(statement, place)
    case .text(let text):
      guard let bytes = Int32(exactly: text.utf8.count) else { return SQLITE_TOOBIG }
      return karez_sqlite_bind_text(statement, place, text, bytes)
    }
  }
}

/// One row of an answer, while the statement stands on it.
struct SQLiteRow: ~Copyable {
  fileprivate let statement: OpaquePointer

  init(statement: OpaquePointer) { self.statement = statement }

  /// The text of a column, from 0; nil where it is null.
  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(statement, column) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The number of a column, from 0; 0 where it is null.
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
}
