import Foundation
import SiteModel
package import Storage
import Synchronization

/// A node's journal, opened when it is first needed and kept open.
///
/// A node that was made before there were journals gets one then.
package final class NodeJournal: Sendable {
  private let path: String
  private let schema: URL
  private let opened = Mutex<Journal?>(nil)

  init(_ layout: SiteLayout, _ share: Share) {
    path = layout.journal.path
    schema = share.schema
  }

  /// The journal; made if there is none.
  ///
  /// - Throws: ``JournalFault`` if it is damaged or the disk refuses; it is never replaced.
  package func open() throws -> Journal { try opened.withLock { try open(&$0) } }

  /// The journal, or nil if nothing was ever written down here.
  package func openIfThere() throws -> Journal? {
    try opened.withLock { kept in
      guard FileManager.default.fileExists(atPath: path) else { return nil }
      return try open(&kept)
    }
  }

  private func open(_ kept: inout Journal?) throws -> Journal {
    if let kept { return kept }
    let journal = try find()
    kept = journal
    return journal
  }

  private func find() throws -> Journal {
    let tables = try tables()
    do {
      let journal = try Journal.open(path)
      try journal.upgrade(by: tables)
      return journal
    } catch JournalFault.none {
      do { return try Journal.create(at: path, tables: tables) } catch JournalFault.exists {
        // Another program was first.
        return try Journal.open(path)
      }
    }
  }

  /// By version: each adds to those before.
  private func tables() throws -> [String] {
    try ["journal.sql", "journal-2.sql", "journal-3.sql"].map {
      try String(contentsOf: schema.appending(path: $0), encoding: .utf8)
    }
  }
}
