package import Foundation
import GRDB
import Storage

/// One node's answers: a database that can be thrown away.
///
/// Nothing outside this target sees SQL: a door asks a question from `Questions/`.
package final class SiteIndex: Sendable {
  let database: AnswerFile
  /// The site whose calendar day totals are counted by.
  let site: String
  /// By which acts are judged.
  package let ground: FoldGround

  /// Opens the index, or begins an empty one where there is none or an older one.
  ///
  /// - Parameters:
  ///   - url: where `index.db` is.
  ///   - tables: the text of `schema/index.sql`.
  ///   - site: the record id of the site whose days are counted.
  ///   - ground: by which acts are judged.
  ///   - trace: is told every statement, for those who count them.
  /// - Throws: ``IndexFault``, ``StoreFault/diskFull``, or a `DatabaseError` if the disk refuses.
  package init(
    at url: URL, tables: String, site: String, ground: FoldGround,
    trace: (@Sendable (String) -> Void)? = nil
  ) throws {
    (self.site, self.ground) = (site, ground)
    if try !Self.isCurrent(url) { try Self.remove(url) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    // A crash may lose the newest answers, never their order; the facts are followed again.
    configuration.prepareDatabase { db in
      try db.execute(sql: "pragma synchronous = normal")
      if let trace { db.trace { trace($0.description) } }
    }
    database = try AnswerFile(path: url.path, configuration: configuration)
    try Self.lay(tables, in: database)
  }

  // An index that is there already is not written to: questions work on a full disk.
  private static func lay(_ tables: String, in pool: AnswerFile) throws {
    guard try pool.read({ try Int.fetchOne($0, sql: "pragma user_version") }) == 0 else { return }
    try pool.write { db in
      guard try Int.fetchOne(db, sql: "pragma user_version") == 0 else { return }
      try db.execute(sql: tables)
      try db.execute(sql: "pragma user_version = \(IndexSchema.version)")
    }
  }

  /// Deletes the index; the next opening begins an empty one.
  package static func remove(_ url: URL) throws {
    for suffix in ["", "-wal", "-shm"] {
      let file = url.path + suffix
      if FileManager.default.fileExists(atPath: file) {
        try FileManager.default.removeItem(atPath: file)
      }
    }
  }

  // A file that SQLite cannot read is no index of ours: it is thrown away like an old one. One that
  // another process is busy with, or that a full disk keeps from being opened, is not.
  private static func isCurrent(_ url: URL) throws -> Bool {
    guard FileManager.default.fileExists(atPath: url.path) else { return false }
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      let queue = try DatabaseQueue(path: url.path, configuration: configuration)
      return try queue.read { db in
        let version = try Int.fetchOne(db, sql: "pragma user_version")
        // An empty one is another process's, just begun.
        let isEmpty = try Int.fetchOne(db, sql: "select count(*) from sqlite_master") == 0
        return version == IndexSchema.version || isEmpty
      }
    } catch let error as DatabaseError {
      return ![.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode)
    }
  }
}
