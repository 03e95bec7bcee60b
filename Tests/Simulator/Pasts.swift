import SiteModel
import Storage

/// The commits of a schedule, each read once: a commit never changes, wherever it lies.
final class Pasts {
  /// What one commit says.
  struct Known {
    let commit: Commit
    let past: VersionVector
    let entries: [PlacedEntry]
    /// Nothing but the receipt that headquarters makes for what it took in.
    var isReceipt: Bool { commit[trailer: "Receipt"] != nil }
  }

  let memo = Memo()
  private var known: [ObjectID: Known] = [:]

  /// - Parameter stores: where the commit and its past are held.
  func commit(_ id: ObjectID, in stores: [MemoryStore]) throws -> Known {
    if let known = known[id] { return known }
    guard let store = stores.first(where: { (try? $0.read(id)) != nil }) else {
      throw Breach("a store is not closed: it lacks \(id)")
    }
    let commit = try store.commit(id)
    var past = try commit.parent.map { try self.commit($0, in: stores).past } ?? VersionVector()
    for head in commit.seen { past.merge(try self.commit(head.commit, in: stores).past) }
    let name = EntryName(chain: commit.chain, seq: commit.seq)
    past.insert(name)
    let entries = try store.filesAdded(by: commit).compactMap { file -> PlacedEntry? in
      guard EntryPath(file.path) != nil else { return nil }
      let entry = try Entry.parse(try store.blob(file.id), at: file.path)
      return PlacedEntry(name: name, entry: entry, past: past, commit: id.description)
    }
    let result = Known(commit: commit, past: past, entries: entries)
    known[id] = result
    return result
  }

  /// The newest commits of a store, by chain.
  func heads(of store: MemoryStore, library: MemoryStore?) throws -> [Known] {
    let stores = [store, library].compactMap { $0 }
    return try store.heads().sorted { $0.key < $1.key }.map { try commit($0.value, in: stores) }
  }

  /// All commits of a store.
  func all(in store: MemoryStore, library: MemoryStore?) throws -> [Known] {
    try heads(of: store, library: library).flatMap { try commits(to: $0, after: VersionVector()) }
  }

  /// A commit and those of its chain below it that are in no given past, the newest first.
  func commits(to head: Known, after past: VersionVector) throws -> [Known] {
    var (line, next) = ([Known](), Optional(head))
    while let at = next, !past.contains(EntryName(chain: at.commit.chain, seq: at.commit.seq)) {
      line.append(at)
      next = try at.commit.parent.map { try commit($0, in: []) }
    }
    return line
  }
}
