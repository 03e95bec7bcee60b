import Storage
import Synchronization

/// A store of which one read, of an object or of the refs, fails, as on a disk with a bad sector.
final class FailingStore: FactStore {
  private let store: any FactStore
  private let at: Int
  private let count = Mutex(0)

  /// - Parameter at: which read fails, from 0.
  init(_ store: any FactStore, at: Int) { (self.store, self.at) = (store, at) }

  /// Whether so many reads were asked for that one failed.
  var hasFailed: Bool { count.withLock { $0 > at } }

  func heads() throws(StoreFault) -> [String: ObjectID] {
    try next()
    return try store.heads()
  }

  func forks() throws(StoreFault) -> [Fork: ObjectID] {
    try next()
    return try store.forks()
  }

  func read(_ id: ObjectID) throws(StoreFault) -> StoredObject {
    try next()
    return try store.read(id)
  }

  private func next() throws(StoreFault) {
    let number = count.withLock { count in
      defer { count += 1 }
      return count
    }
    guard number != at else { throw .failed(call: "read", detail: "\(number)") }
  }

  func add(_ write: (any ObjectSink) throws -> Void) throws { try store.add(write) }

  func move(
    _ chain: String, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) { try store.move(chain, from: expected, to: new) }

  func move(
    _ fork: Fork, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) { try store.move(fork, from: expected, to: new) }

  func adopt(pack: [UInt8]) throws(StoreFault) { try store.adopt(pack: pack) }
}
