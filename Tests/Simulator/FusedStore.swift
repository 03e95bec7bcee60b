import Storage

/// A disk whose calls pass a fuse.
final class FusedStore: FactStore {
  private let inner: MemoryStore
  private let fuse: Fuse
  private let memo: Memo
  private let unsynced: Unsynced

  init(_ inner: MemoryStore, _ fuse: Fuse, _ memo: Memo, _ unsynced: Unsynced) {
    (self.inner, self.fuse, self.memo, self.unsynced) = (inner, fuse, memo, unsynced)
  }

  func commit(_ id: ObjectID) throws(StoreFault) -> Commit {
    let object = try read(id)
    return try memo.commit(id, object)
  }

  func deflated(_ id: ObjectID) throws(StoreFault) -> DeflatedObject {
    memo.deflated(id, try read(id))
  }

  func heads() throws(StoreFault) -> [String: ObjectID] {
    try through { () throws(StoreFault) in try inner.heads() }
  }

  func forks() throws(StoreFault) -> [Fork: ObjectID] {
    try through { () throws(StoreFault) in try inner.forks() }
  }

  func read(_ id: ObjectID) throws(StoreFault) -> StoredObject {
    try through { () throws(StoreFault) in try inner.read(id) }
  }

  func add(_ write: (any ObjectSink) throws -> Void) throws {
    try enter(isWrite: true)
    unsynced.keep(inner)
    try inner.add { try write(RememberingSink(sink: $0, memo: memo)) }
    try leave()
  }

  func move(
    _ chain: String, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    try through(isWrite: true) { () throws(StoreFault) in
      try inner.move(chain, from: expected, to: new)
      unsynced.forget(inner)
    }
  }

  func move(
    _ fork: Fork, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    try through(isWrite: true) { () throws(StoreFault) in
      try inner.move(fork, from: expected, to: new)
    }
  }

  func adopt(pack: [UInt8]) throws(StoreFault) {
    try through(isWrite: true) { () throws(StoreFault) in
      unsynced.keep(inner)
      try inner.adopt(pack: pack)
    }
  }

  private func through<Answer>(
    isWrite: Bool = false, _ call: () throws(StoreFault) -> Answer
  ) throws(StoreFault) -> Answer {
    try enter(isWrite: isWrite)
    let answer = try call()
    try leave()
    return answer
  }

  private func enter(isWrite: Bool) throws(StoreFault) {
    guard let mode = fuse.before(isWrite: isWrite) else { return }
    throw mode == .full ? .diskFull(path: "disk") : .failed(call: mode.rawValue, detail: "disk")
  }

  private func leave() throws(StoreFault) {
    if fuse.after() { throw .failed(call: "killed", detail: "disk") }
  }
}

/// Keeps the stream that was made of an object for the wire, as a pack does.
private final class RememberingSink: ObjectSink {
  private let sink: any ObjectSink
  private let memo: Memo

  init(sink: any ObjectSink, memo: Memo) { (self.sink, self.memo) = (sink, memo) }

  func put(_ object: DeflatedObject) throws(StoreFault) {
    memo.keep(object)
    try sink.put(object)
  }
}
