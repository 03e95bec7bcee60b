import Storage
import Synchronization

/// What a schedule has worked out of objects before, wherever they lie: a name stands for bytes, and
/// the same bytes are the same commit, the same stream, and bear the same good signature.
final class Memo: Sendable {
  private struct State {
    var commits: [ObjectID: Commit] = [:]
    var streams: [ObjectID: DeflatedObject] = [:]
  }

  /// What was found good once, by the program's own check.
  let good = GoodSignatures()
  private let state = Mutex(State())

  func commit(_ id: ObjectID, _ object: StoredObject) throws(StoreFault) -> Commit {
    if let known = state.withLock({ $0.commits[id] }) { return known }
    let commit = try Commit(id, object)
    state.withLock { $0.commits[id] = commit }
    return commit
  }

  func keep(_ object: DeflatedObject) { state.withLock { $0.streams[object.id] = object } }

  func deflated(_ id: ObjectID, _ object: StoredObject) -> DeflatedObject {
    if let known = state.withLock({ $0.streams[id] }) { return known }
    let made = DeflatedObject(object.kind, object.bytes, deflate: .usual)
    keep(made)
    return made
  }
}
