import SiteModel
import Storage
import Sync
import TestSupport
import Testing

/// A node in memory: stores, keys, and what it has heard.
struct MemoryNode {
  let name: String
  private(set) var key: SSHKey
  let entity: String
  private(set) var store = MemoryStore()
  private(set) var ledger = Ledger()
  private var number = 0
  var chain: String { key.publicKey.chain }

  init(_ name: String, entity: String = "plant", seed: UInt8) throws {
    self.name = name
    self.entity = entity
    key = try SSHKey(seed: Array(repeating: seed, count: 32))
  }

  /// What a backup of its disk holds.
  var backup: MemoryNode {
    var copy = self
    copy.store = MemoryStore(copying: store)
    return copy
  }

  /// The disk of a backup, put to work: it goes on with a chain of its own.
  func restored(seed: UInt8) throws -> MemoryNode {
    var heir = backup
    heir.key = try SSHKey(seed: Array(repeating: seed, count: 32))
    try heir.write("goes on for \(chain)")
    return heir
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
  ///
  /// - Parameter acknowledges: writes a fact of its own after taking anything in, as headquarters.
  @discardableResult
  mutating func meet(
    _ peer: String, over carrier: any Carrier, acknowledges: Bool = false
  ) throws -> Reception {
    let reception = try Reception(by: party, from: carrier)
    ledger.take(reception.statements)
    if acknowledges, reception.items.contains(where: \.isTaken) { try write("received") }
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

extension MemoryNode {
  func holding() throws -> Statement.Holding {
    try #require(party.statement(number: 1, clock: "2025-01-01T00:00:00Z").stores[entity])
  }

  /// Takes in one bundle that another node makes of what it holds.
  func take(_ cut: ChainCut, from giver: MemoryNode) throws -> Ingest.Outcome {
    var bytes: [UInt8] = []
    try BundleWriter(giver.store, cuts: [cut]).write { bytes += $0 }
    return try Ingest(into: store, of: entity).take(bytes)
  }

  /// The commits below the refs of its store.
  func commits() throws -> [ObjectID: Commit] {
    var commits: [ObjectID: Commit] = [:]
    for tip in try store.tips() {
      var next = Optional(tip.head)
      while let id = next, commits[id] == nil {
        let commit = try store.commit(id)
        commits[id] = commit
        next = commit.parent
      }
    }
    return commits
  }
}

extension Reception.Item {
  /// Whether it brought anything.
  var isTaken: Bool {
    switch result {
    case .taken: true
    case .waits(_, _, let taken): taken > 0
    case .nothingNew, .refused: false
    }
  }
}
