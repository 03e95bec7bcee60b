import Storage
import Sync
import Synchronization

/// Lets a node's calls to its disk and to a stick go wrong at a chosen one of them.
final class Fuse: Sendable {
  /// How it goes wrong.
  enum Mode: String, CaseIterable, Sendable {
    /// The process is gone before the call did anything.
    case killed
    /// The process is gone after the call did all of it.
    case killedAfter = "killed-after"
    /// This one call fails.
    case failed
    /// No write succeeds any more.
    case full
  }

  private struct State {
    var mode: Mode?
    var countdown = 0
    var isBlown = false
    var dies = false
  }

  private let state = Mutex(State())

  /// From the `countdown`-th call on.
  func arm(_ mode: Mode, after countdown: Int) {
    state.withLock { $0 = State(mode: mode, countdown: countdown) }
  }

  /// - Returns: how it went wrong, if it did.
  func disarm() -> Mode? {
    state.withLock { state in
      defer { state = State() }
      return state.isBlown || state.dies ? state.mode : nil
    }
  }

  /// Stands before and after every call.
  ///
  /// - Returns: how the call goes wrong; nil: it goes well.
  func before(isWrite: Bool) -> Mode? {
    state.withLock { state in
      guard let mode = state.mode else { return nil }
      if state.isBlown { return Self.lasts(mode, isWrite) ? mode : nil }
      state.countdown -= 1
      guard state.countdown <= 0 else { return nil }
      if mode == .killedAfter {
        state.dies = true
        return nil
      }
      guard mode != .full || isWrite else { return nil }
      state.isBlown = true
      return mode
    }
  }

  /// - Returns: whether the process is gone now, with the call done.
  func after() -> Bool {
    state.withLock { state in
      guard state.dies else { return false }
      state.isBlown = true
      return true
    }
  }

  private static func lasts(_ mode: Mode, _ isWrite: Bool) -> Bool {
    switch mode {
    case .killed, .killedAfter: true
    case .failed: false
    case .full: isWrite
    }
  }
}

/// A disk whose calls pass a fuse.
final class FusedStore: FactStore {
  private let inner: MemoryStore
  private let fuse: Fuse
  private let memo: CommitMemo

  init(_ inner: MemoryStore, _ fuse: Fuse, _ memo: CommitMemo) {
    (self.inner, self.fuse, self.memo) = (inner, fuse, memo)
  }

  func commit(_ id: ObjectID) throws(StoreFault) -> Commit {
    let object = try read(id)
    if let known = memo[id] { return known }
    guard object.kind == .commit else {
      throw .malformed(name: id.description, detail: "commit")
    }
    let commit = try Commit(id, object.bytes)
    memo[id] = commit
    return commit
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
    try inner.add(write)
    try leave()
  }

  func move(
    _ chain: String, from expected: ObjectID?, to new: ObjectID
  ) throws(StoreFault) {
    try through(isWrite: true) { () throws(StoreFault) in
      try inner.move(chain, from: expected, to: new)
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
    try through(isWrite: true) { () throws(StoreFault) in try inner.adopt(pack: pack) }
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

/// The commits of a schedule, each taken apart once, wherever it lies.
final class CommitMemo: Sendable {
  private let known = Mutex<[ObjectID: Commit]>([:])

  subscript(_ id: ObjectID) -> Commit? {
    get { known.withLock { $0[id] } }
    set { known.withLock { $0[id] = newValue } }
  }
}

/// A stick whose calls pass a fuse.
struct FusedCarrier: Carrier {
  let inner: MemoryCarrier
  let fuse: Fuse

  func senders(to node: String) throws(CarrierFault) -> [String] {
    try through { () throws(CarrierFault) in inner.senders(to: node) }
  }

  func names(in box: Box) throws(CarrierFault) -> [String] {
    try through { () throws(CarrierFault) in inner.names(in: box) }
  }

  func read(_ name: String, in box: Box) throws(CarrierFault) -> [UInt8] {
    try through { () throws(CarrierFault) in try inner.read(name, in: box) }
  }

  func lay(_ bytes: [UInt8], as name: String, in box: Box) throws(CarrierFault) {
    try through(isWrite: true) { () throws(CarrierFault) in
      try inner.lay(bytes, as: name, in: box)
    }
  }

  func remove(_ name: String, from box: Box) throws(CarrierFault) {
    try through(isWrite: true) { () throws(CarrierFault) in inner.remove(name, from: box) }
  }

  private func through<Answer>(
    isWrite: Bool = false, _ call: () throws(CarrierFault) -> Answer
  ) throws(CarrierFault) -> Answer {
    if let mode = fuse.before(isWrite: isWrite) {
      throw mode == .full
        ? .full(place: "stick") : .failed(place: "stick", detail: mode.rawValue)
    }
    let answer = try call()
    if fuse.after() { throw .failed(place: "stick", detail: "killed") }
    return answer
  }
}
