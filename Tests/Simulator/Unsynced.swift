import SiteModel
import Storage
import Sync
import Synchronization

/// What a node wrote and the medium has not promised to keep yet: a crash may lose it.
///
/// A store promises to keep what a head leads to, once the head was moved; objects that no head
/// leads to may be gone. A stick that is pulled out may lack, in part or whole, any file of the
/// meeting that was cut short.
final class Unsynced: Sendable {
  private struct Laid {
    let name: String
    let box: Box
    let before: [UInt8]?
  }

  private struct State {
    var stores: [ObjectIdentifier: MemoryStore] = [:]
    var files: [Laid] = []
  }

  private let state = Mutex(State())

  /// Remembers a store as it is, if it holds all it has for good.
  func keep(_ store: MemoryStore) {
    state.withLock { state in
      guard state.stores[ObjectIdentifier(store)] == nil else { return }
      state.stores[ObjectIdentifier(store)] = MemoryStore(copying: store)
    }
  }

  /// A head was moved: all that store has it has for good.
  func forget(_ store: MemoryStore) {
    state.withLock { $0.stores[ObjectIdentifier(store)] = nil }
  }

  /// Remembers what a file on a stick was before it was written.
  func keep(_ name: String, in box: Box, was before: [UInt8]?) {
    state.withLock { $0.files.append(Laid(name: name, box: box, before: before)) }
  }

  /// The work came to its end.
  func clear() { state.withLock { $0 = State() } }

  /// What a store is after a crash.
  func survivor(of store: MemoryStore) -> MemoryStore? {
    state.withLock { $0.stores[ObjectIdentifier(store)] }
  }

  /// Takes from a stick some of what was written to it.
  ///
  /// - Returns: whether anything was lost.
  func crash(_ carrier: MemoryCarrier, using random: inout SeededRandom) throws -> Bool {
    let files = state.withLock { $0.files }
    var isLost = false
    for file in files.reversed() where Int.random(in: 0..<3, using: &random) == 0 {
      isLost = true
      let now = (try? carrier.read(file.name, in: file.box)) ?? []
      let half = Array(now.prefix(Int.random(in: 0...now.count, using: &random)))
      let left = Bool.random(using: &random) ? half : file.before
      carrier.remove(file.name, from: file.box)
      if let left { try carrier.lay(left, as: file.name, in: file.box) }
    }
    return isLost
  }
}
