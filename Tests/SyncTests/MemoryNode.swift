import SiteModel
import Storage
import Sync
import TestSupport

/// A node in memory: stores, keys, and what it has heard.
struct MemoryNode {
  let name: String
  let key: SSHKey
  let entity: String
  let store = MemoryStore()
  private(set) var ledger = Ledger()
  private var number = 0
  var chain: String { key.publicKey.chain }

  init(_ name: String, entity: String = "plant", seed: UInt8) throws {
    self.name = name
    self.entity = entity
    key = try SSHKey(seed: Array(repeating: seed, count: 32))
  }

  var party: Party { Party(name: name, chain: chain, key: key, stores: [entity: store]) }

  /// Adds a fact.
  func write(_ text: String) throws {
    var seen: [SeenHead] = []
    for (chain, head) in try store.heads() where chain != self.chain {
      seen.append(SeenHead(chain: chain, seq: try store.commit(head).seq, commit: head))
    }
    let draft = CommitDraft(
      entity: entity, chain: chain, message: text, by: name, clock: (Instant(seconds: 0), .utc),
      seen: seen)
    let seq = try store.heads()[chain].map { try store.commit($0).seq } ?? 0
    _ = try store.append(draft, signer: key) { files in
      try files.add("readings/2025/01/01-\(seq + 1)-1.seg", Array(text.utf8))
    }
  }

  /// Takes in what lies there, and lays down what the peer lacks.
  @discardableResult
  mutating func meet(_ peer: String, over carrier: any Carrier) throws -> Reception {
    let reception = try Reception(by: party, from: carrier)
    ledger.take(reception.statements)
    number += 1
    let statement = try SignedStatement(
      party.statement(number: number, clock: "2025-01-01T00:00:00Z"), by: key)
    let sending = Sending(of: party, knowing: ledger)
    let load = try sending.load(for: Peer(name: peer, entities: [entity]))
    try sending.lay(load, statement, on: carrier)
    try sending.verify(load, statement, on: carrier)
    return reception
  }
}
