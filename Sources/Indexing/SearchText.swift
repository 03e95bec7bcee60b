import GRDB
import SiteModel

/// The text of records as the search table keeps it.
enum SearchText {
  /// Replaces what is kept of one record.
  static func index(
    _ key: RecordKey, _ state: RecordState, _ envelope: Envelope, _ db: Database
  ) throws {
    try remove(key, db)
    // Hashes and media types of files are nothing that a person looks for.
    let fields = state.values.filter { Envelope.part(of: $0.key) == nil }
    let texts = [key.id] + strings(.object(fields)) + envelope.texts
    let text = spaced(texts.joined(separator: " "))
    try db.execute(
      sql: "insert into search (text, type, record) values (?, ?, ?)",
      arguments: [text, key.type, key.id])
    try db.execute(
      sql: "insert or replace into search_rows values (?, ?, ?)",
      arguments: [key.type, key.id, db.lastInsertedRowID])
  }

  /// Forgets what is kept of one record.
  static func remove(_ key: RecordKey, _ db: Database) throws {
    let rowID = try Int64.fetchOne(
      db, sql: "select place from search_rows where type = ? and record = ?",
      arguments: [key.type, key.id])
    guard let rowID else { return }
    try db.execute(sql: "delete from search where rowid = ?", arguments: [rowID])
    try db.execute(
      sql: "delete from search_rows where type = ? and record = ?", arguments: [key.type, key.id])
  }

  /// A query that finds the words as they stand: `锅炉` is the phrase `锅 炉`.
  static func query(_ words: String) -> String? {
    let parts = words.split(whereSeparator: \.isWhitespace)
      .map { spaced(String($0)).replacing("\"", with: " ") }
      .filter { $0.contains { $0.isLetter || $0.isNumber } }
    return parts.isEmpty ? nil : parts.map { "\"\($0)\"" }.joined(separator: " AND ")
  }

  /// Chinese characters stand alone; other text stays as it is.
  static func spaced(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isWide =
        (0x2E80...0x9FFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
      if isWide { result += " " }
      result.unicodeScalars.append(scalar)
      if isWide { result += " " }
    }
    return result
  }

  private static func strings(_ json: JSON) -> [String] {
    switch json {
    case .string(let text): [text]
    case .number(let text): [text]
    case .array(let items): items.flatMap(strings)
    case .object(let members): members.sorted { $0.key < $1.key }.flatMap { strings($0.value) }
    case .null, .bool: []
    }
  }
}
