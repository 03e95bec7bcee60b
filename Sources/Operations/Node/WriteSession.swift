import Foundation
import Indexing
package import SiteModel
package import Storage

/// The right to add facts to a chain, while the node's lock is held.
package struct WriteSession {
  /// The node that writes.
  package let site: Site
  /// Who writes where, as the trailers `Entity` and `By` and the entries say.
  package let writer: Writer
  /// The node's own key, which signs every commit.
  let key: SSHKey

  init(_ site: Site) throws {
    self.site = site
    let other = site.layout.chainKey(of: site.chain).path
    let isOther = FileManager.default.fileExists(atPath: other)
    key = try SSHKey.read(from: isOther ? other : site.layout.privateKey.path)
    let author = Author(site.actor?.person.id ?? site.identity.site)
    writer = Writer(entity: site.identity.entity, author: author)
  }

  /// The right to write in another store of this node; nil: in the same one.
  ///
  /// - Throws: ``ExchangeFault/noEntity(_:)`` where this node writes nothing about that entity.
  func beside(_ entity: String?) throws -> WriteSession {
    guard let entity, entity != site.entity else { return self }
    guard let chain = try Followed(in: site.layout).chains[entity]
    else { throw ExchangeFault.noEntity(entity) }
    return try WriteSession(site.beside(entity, writing: chain))
  }

  /// Makes one commit and lets the index follow.
  ///
  /// - Parameters:
  ///   - line: what was done, for people who read `git log`.
  ///   - files: adds the commit's files; its throwing leaves nothing behind.
  /// - Returns: the commit that was made.
  @discardableResult
  package func commit(
    _ line: String, files: (inout CommitFiles) throws -> Void
  ) throws -> Commit {
    // What an earlier commit of this session wrote must be known before the next is made.
    try site.follow()
    let now = site.surroundings.clock.now()
    let chain = site.identity.chain
    let head = try site.store.heads()[chain]
    let seq = try head.map { try site.store.commit($0).seq + 1 } ?? 1
    let draft = CommitDraft(
      entity: site.identity.entity, chain: chain, message: line, by: writer.author.id, clock: now,
      seen: try site.index.seen(by: chain))
    let commit = try site.store.append(draft, signer: key) { sink in
      var commit = CommitFiles(sink: sink, seq: seq, clock: now)
      try files(&commit)
      sink = commit.sink
    }
    try followTolerantly()
    return commit
  }

  // The fact is durable by now. That the index cannot grow, or that packs cannot be joined, on a
  // full disk is no failure of what the person asked for; the next command follows again.
  private func followTolerantly() throws {
    do {
      try site.follow()
      try site.store.joinPacks()
    } catch StoreFault.diskFull(let path) {
      site.surroundings.tell(Phrase("index.behind", ["path": path]))
    } catch IndexFault.damaged {
      // The next question throws the index away and follows from the first commit.
    }
  }

  /// Sets fields of one record, over all that is shown of it now.
  ///
  /// - Parameter reason: why, in the person's words, where one is asked.
  /// - Throws: ``RecordFault/nothingToSave(_:)`` if every value stands already.
  @discardableResult
  package func set(
    _ key: RecordKey, _ values: [String: JSON], _ line: String, reason: String? = nil
  ) throws -> Commit {
    // Over what waits, too: a second correction replaces the first.
    let shown = try site.index.course(of: key)?.joined ?? site.index.state(of: key)
    let entry = try site.schemas.entry(
      setting: values, of: key, now: shown, by: writer.giving(reason))
    return try commit(line) { try $0.add(entry) }
  }
}

/// Takes the files of one commit.
package struct CommitFiles {
  fileprivate var sink: FileSink
  /// The number the commit will have.
  package let seq: Int
  private let clock: (instant: Instant, offset: Offset)

  fileprivate init(sink: FileSink, seq: Int, clock: (instant: Instant, offset: Offset)) {
    (self.sink, self.seq, self.clock) = (sink, seq, clock)
  }

  /// Adds a trailer to those that every commit has.
  package mutating func add(trailer: Trailer) { sink.trailers.append(trailer) }

  /// Adds a record's entry.
  package mutating func add(_ entry: Entry) throws {
    try sink.add(entry.key.path(seq: seq), entry.bytes)
  }

  /// Adds a signed act: its entry, and the signature beside it.
  mutating func add(_ act: Entry, _ signature: SSHSignature) throws {
    try add(act)
    try sink.add(act.key.signaturePath(seq: seq), Array(signature.armored.utf8))
  }

  /// Adds a file beside a record's entry.
  package mutating func add(content bytes: [UInt8], number: Int, suffix: String, of key: RecordKey)
    throws
  {
    try sink.add(key.contentPath(seq: seq, index: number, suffix: suffix), bytes)
  }

  /// Adds a segment that was compressed before; its path.
  @discardableResult
  package mutating func add(segment: DeflatedObject, number: Int) throws -> String {
    let date = CivilTime(seconds: clock.instant.seconds + Int64(clock.offset.seconds)).date
      .description
    let path =
      "readings/\(date.prefix(4))/\(date.dropFirst(5).prefix(2))/\(date.suffix(2))-\(seq)-\(number).seg"
    try sink.add(path, segment)
    return path
  }
}
