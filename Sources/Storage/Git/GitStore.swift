import Foundation
import Synchronization

/// The facts of one entity in a bare git repository that stock git opens.
///
/// Reading is safe from any thread and any process. Whoever writes holds the ``NodeLock``.
package final class GitStore: FactStore {
  /// The repository's folder, `<entity>.git`.
  package let path: String
  /// How often this store waited for the disk.
  package let syncs = SyncCount()
  private let repository: Mutex<Repository>
  private let shelf: Mutex<PackShelf>

  /// Opens a store that exists; never creates one.
  ///
  /// - Throws: ``StoreFault/noStore`` if there is none.
  package init(opening path: String) throws(StoreFault) {
    self.path = path
    repository = Mutex(try Repository(path))
    shelf = Mutex(PackShelf(folder: "\(path)/objects/pack"))
  }

  package func heads() throws(StoreFault) -> [String: ObjectID] {
    try repository.withLock { (repository) throws(StoreFault) in
      var heads: [String: ObjectID] = [:]
      for chain in try repository.chains() where PathGrammar.isChain(chain) {
        heads[chain] = try repository.head(of: "refs/heads/\(chain)")
      }
      return heads
    }
  }

  package func forks() throws(StoreFault) -> [Fork: ObjectID] {
    try repository.withLock { (repository) throws(StoreFault) in
      var forks: [Fork: ObjectID] = [:]
      for fork in try repository.forks() { forks[fork] = try repository.head(of: fork.ref) }
      return forks
    }
  }

  package func read(_ id: ObjectID) throws(StoreFault) -> StoredObject {
    try repository.withLock { (repository) throws(StoreFault) in
      do throws(StoreFault) {
        return try repository.read(id)
      } catch {
        if case .missing = error { throw error }
        // Another process may have joined the packs meanwhile: damage is what a fresh look finds.
        repository = try Repository(path)
        return try repository.read(id)
      }
    }
  }

  package func add(_ write: (any ObjectSink) throws -> Void) throws {
    try refresh()
    let writer = try PackWriter(folder: packFolder, syncs: syncs) { [self] id in
      repository.withLock { $0.holds(id) }
    }
    do { try write(writer) } catch {
      writer.discard()
      throw error
    }
    try writer.finish()
    try refresh()
  }

  package func move(
    _ chain: String, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    guard PathGrammar.isChain(chain) else { throw .refusedName(chain) }
    try checkDescent(of: new, from: expected)
    try repository.withLock { (repository) throws(StoreFault) in
      try repository.move("refs/heads/\(chain)", of: chain, from: expected, to: new)
    }
  }

  package func move(
    _ fork: Fork, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    try checkDescent(of: new, from: expected)
    try repository.withLock { (repository) throws(StoreFault) in
      try repository.move(fork.ref, of: fork.description, from: expected, to: new)
    }
  }

  package func adopt(pack: [UInt8]) throws(StoreFault) {
    guard try PackHeader(pack).count > 0 else { return }
    let quarantine = "\(path)/\(TemporaryName.make(.adopt))"
    guard mkdir(quarantine, 0o755) == 0 else { throw .system("mkdir", quarantine) }
    defer { try? FileManager.default.removeItem(atPath: quarantine) }
    let made = try repository.withLock { (repository) throws(StoreFault) in
      try repository.index(pack, into: quarantine)
    }
    try publish(made)
    try refresh()
  }

  package func deflated(_ id: ObjectID) throws(StoreFault) -> DeflatedObject {
    let copied = try shelf.withLock { (shelf) throws(StoreFault) in try shelf.deflated(id) }
    if let copied { return copied }
    let object = try read(id)
    return DeflatedObject(object.kind, object.bytes, deflate: .usual)
  }

  /// `objects/pack`.
  var packFolder: String { "\(path)/objects/pack" }

  /// Forgets packs that are gone and sees those that came.
  func reopen() throws(StoreFault) {
    try repository.withLock { (repository) throws(StoreFault) in
      repository = try Repository(path)
    }
  }

  private func refresh() throws(StoreFault) {
    try repository.withLock { (repository) throws(StoreFault) in try repository.refresh() }
  }

  /// The pack first: an index without its pack would be believed.
  private func publish(_ made: String) throws(StoreFault) {
    let final = "\(packFolder)/\(URL(filePath: made).lastPathComponent)"
    guard !FileManager.default.fileExists(atPath: "\(final).idx") else { return }
    for ending in [".pack", ".idx"] { try DurableFile(made + ending, .read).sync(syncs) }
    for ending in [".pack", ".idx"] { try DurableFile.rename(made + ending, final + ending) }
    try DurableFile.sync(folder: packFolder, syncs)
  }
}
