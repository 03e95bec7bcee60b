import SiteModel
import Storage
import Sync

/// What of a node outlasts its process.
struct Disk {
  /// The short name; a copy bears it too.
  let name: String
  /// By the store it signs a chain of.
  var keys: [String: SSHKey]
  /// By entity, the library too.
  var stores: [String: MemoryStore]
  var ledger = Ledger()
  /// Of its last statement.
  var number = 0
  /// Restored or copied: the next start opens successor chains.
  var isForeign = false

  /// What a copy or an older backup of this disk is.
  var copy: Disk {
    var copy = self
    copy.stores = stores.mapValues { MemoryStore(copying: $0) }
    copy.isForeign = true
    return copy
  }

  /// The chain that speaks for the node.
  var speaker: SSHKey? { keys[Party.library] ?? keys.sorted { $0.key < $1.key }.first?.value }

  func heads() throws -> [ChainHead] {
    try stores.sorted { $0.key < $1.key }.flatMap { try Self.heads(of: $0.value) }
  }

  static func heads(of store: MemoryStore) throws -> [ChainHead] {
    try store.heads().sorted { $0.key < $1.key }.map { chain, head in
      ChainHead(chain: chain, seq: try store.commit(head).seq, commit: head.description)
    }
  }
}

/// What must not be, found by the simulator.
struct Breach: Error, CustomStringConvertible {
  let description: String

  init(_ text: String) { description = text }
}
