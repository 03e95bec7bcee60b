import Foundation
import GRDB
package import SiteModel
import Storage

/// The database of answers; damage comes out as an ``IndexFault``, a full disk as
/// ``StoreFault/diskFull``: a person can do something about both.
struct AnswerFile: Sendable {
  private let pool: DatabasePool
  private let path: String

  init(path: String, configuration: Configuration) throws {
    self.path = path
    pool = try Self.clear(path) { try DatabasePool(path: path, configuration: configuration) }
  }

  func read<Answer>(_ ask: (Database) throws -> Answer) throws -> Answer {
    try Self.clear(path) { try pool.read(ask) }
  }

  func write<Answer>(_ change: (Database) throws -> Answer) throws -> Answer {
    try Self.clear(path) { try pool.write(change) }
  }

  private static func clear<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as DatabaseError {
      switch error.resultCode {
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: throw IndexFault.damaged(path: path)
      case .SQLITE_FULL: throw StoreFault.diskFull(path: path)
      // The file that readers share cannot grow.
      case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_SHMSIZE:
        throw StoreFault.diskFull(path: path)
      default: throw error
      }
    }
  }
}

/// Why the index cannot answer.
package enum IndexFault: Fault, Equatable {
  /// What it holds cannot be read; it can be thrown away and is computed again.
  case damaged(path: String)

  package var kind: FaultKind { .unavailable }
  package var phrase: Phrase {
    switch self {
    case .damaged(let path): Phrase("index.damaged", ["path": path])
    }
  }
}
