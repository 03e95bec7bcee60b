import Indexing
import SiteModel
import Storage

extension WriteSession {
  /// What a record shows now, with what waits, for somebody who is about to write in it.
  ///
  /// - Parameter reason: with one, what is written in a locked record waits to be signed.
  /// - Throws: ``EnvelopeFault/void(record:reason:)`` if it is void,
  ///   ``RecordLookupFault/locked(record:states:)`` if acts lock it and no reason is given.
  func open(_ key: RecordKey, _ name: String, reason: String?) throws -> RecordState {
    if let voiding = try site.voiding(of: key) {
      throw EnvelopeFault.void(record: key.description, reason: voiding.reason)
    }
    if reason == nil { try WriteRecord.checkUnlocked(key, name, site) }
    return try site.index.course(of: key)?.joined ?? site.index.state(of: key)
  }

  /// Sets parts of a record's envelope, over all that is shown of them.
  func set(
    envelope registers: [String: JSON], of key: RecordKey, now: RecordState, _ line: String,
    reason: String? = nil
  ) throws {
    let entry = try site.schemas.entry(
      envelope: registers, of: key, now: now, by: writer.giving(reason))
    try commit(line) { try $0.add(entry) }
  }

  /// Makes a commit that names a file; if none is made, the content store is as it was before.
  func commit(
    _ line: String, with content: StagedContent, files: (inout CommitFiles) throws -> Void
  ) throws {
    let before = try site.store.heads()[site.chain]
    do { try commit(line, files: files) } catch {
      // What fails after the chain has moved is no failure of the fact, which needs the file.
      if let now = try? site.store.heads()[site.chain], now == before { content.withdraw() }
      throw error
    }
  }
}

extension CommitFiles {
  /// Adds a file beside a record's entry: its bytes, or a pointer to where they now lie.
  ///
  /// - Returns: the file's name beside the entry.
  mutating func add(
    _ content: StagedContent, number: Int, suffix: String, of key: RecordKey
  ) throws -> String {
    try add(content: content.publish(), number: number, suffix: suffix, of: key)
    return "\(seq).\(number).\(suffix)"
  }
}
