import Synchronization

/// The facts of one entity in memory: for tests, for simulated plants, for a look into a bundle.
package final class MemoryStore: FactStore {
  private struct State {
    var objects: [ObjectID: StoredObject] = [:]
    var heads: [String: ObjectID] = [:]
    var forks: [Fork: ObjectID] = [:]
    /// Those that were taken apart before.
    var commits: [ObjectID: Commit] = [:]
  }

  private let state: Mutex<State>

  package init() { state = Mutex(State()) }

  /// A disk that was copied: what the other holds now, and then a life of its own.
  package init(copying other: MemoryStore) { state = Mutex(other.state.withLock { $0 }) }

  package func heads() throws(StoreFault) -> [String: ObjectID] { state.withLock(\.heads) }

  package func forks() throws(StoreFault) -> [Fork: ObjectID] { state.withLock(\.forks) }

  package func read(_ id: ObjectID) throws(StoreFault) -> StoredObject {
    guard let object = state.withLock({ $0.objects[id] }) else { throw .missing(id) }
    return object
  }

  package func commit(_ id: ObjectID) throws(StoreFault) -> Commit {
    if let known = state.withLock({ $0.commits[id] }) { return known }
    let commit = try Commit(id, try read(id))
    state.withLock { $0.commits[id] = commit }
    return commit
  }

  package func add(_ write: (any ObjectSink) throws -> Void) throws {
    let sink = MemorySink()
    try write(sink)
    keep(sink.objects)
  }

  package func move(
    _ chain: String, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    guard PathGrammar.isChain(chain) else { throw .refusedName(chain) }
    try checkDescent(of: new, from: expected)
    try state.withLock { (state) throws(StoreFault) in
      guard state.heads[chain] == expected else { throw .moved(chain: chain) }
      state.heads[chain] = new
    }
  }

  package func move(
    _ fork: Fork, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    try checkDescent(of: new, from: expected)
    try state.withLock { (state) throws(StoreFault) in
      guard state.forks[fork] == expected else { throw .moved(chain: fork.description) }
      state.forks[fork] = new
    }
  }

  package func adopt(pack: [UInt8]) throws(StoreFault) {
    keep(try PackReader(pack).objects { [self] id in state.withLock { $0.objects[id] } })
  }

  private func keep(_ objects: [ObjectID: StoredObject]) {
    state.withLock { $0.objects.merge(objects) { old, _ in old } }
  }
}

/// Gathers objects until the write is over.
private final class MemorySink: ObjectSink {
  var objects: [ObjectID: StoredObject] = [:]

  func put(_ object: DeflatedObject) throws(StoreFault) {
    guard let bytes = Zlib.inflated(object.stream, limit: object.size) else {
      throw .damaged(name: object.id.description, detail: "stream")
    }
    objects[object.id] = StoredObject(kind: object.kind, bytes: bytes)
  }
}
