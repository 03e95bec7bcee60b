import Storage
import Synchronization

/// A store that counts how often anybody tried to write to it.
final class WatchedStore: FactStore {
  private let store: any FactStore
  private let count = Mutex(0)

  init(_ store: any FactStore) { self.store = store }

  /// Additions, adopted packs and moves, also those that failed.
  var writes: Int { count.withLock { $0 } }

  func heads() throws(StoreFault) -> [String: ObjectID] { try store.heads() }

  func forks() throws(StoreFault) -> [Fork: ObjectID] { try store.forks() }

  func read(_ id: ObjectID) throws(StoreFault) -> StoredObject { try store.read(id) }

  func add(_ write: (any ObjectSink) throws -> Void) throws {
    count.withLock { $0 += 1 }
    try store.add(write)
  }

  func move(
    _ chain: String, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    count.withLock { $0 += 1 }
    try store.move(chain, from: expected, to: new)
  }

  func move(
    _ fork: Fork, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    count.withLock { $0 += 1 }
    try store.move(fork, from: expected, to: new)
  }

  func adopt(pack: [UInt8]) throws(StoreFault) {
    count.withLock { $0 += 1 }
    try store.adopt(pack: pack)
  }
}
