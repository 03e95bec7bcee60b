import SiteModel
import Storage
import Sync

/// A node: a disk, and a process that can be killed at any call.
final class Node {
  /// Tells a node and its copies apart in the trace.
  let label: String
  var disk: Disk
  let fuse = Fuse()
  let unsynced = Unsynced()
  let isHeadquarters: Bool
  var clock: Int64 = 1_700_000_000
  /// Forms that people have open: gone with the process.
  var forms: [RecordKey: Form] = [:]
  private let pasts: Pasts

  /// What a form showed, and the writes that were here then.
  struct Form {
    let shown: RecordState
    let known: Set<Int>
  }

  init(_ label: String, disk: Disk, isHeadquarters: Bool, pasts: Pasts) {
    (self.label, self.disk, self.isHeadquarters) = (label, disk, isHeadquarters)
    self.pasts = pasts
  }

  /// The stores as the process reaches them.
  func store(_ entity: String) throws -> FusedStore {
    guard let store = disk.stores[entity] else { throw Breach("\(label) lacks \(entity)") }
    return FusedStore(store, fuse, pasts.memo, unsynced)
  }

  func entries(of entity: String) throws -> [PlacedEntry] {
    try commits(of: entity).flatMap(\.entries)
  }

  func commits(of entity: String) throws -> [Pasts.Known] {
    guard let store = disk.stores[entity] else { return [] }
    return try pasts.all(in: store, library: disk.stores[Party.library])
  }

  /// The newest commits of a store, by chain.
  func heads(of entity: String) throws -> [Pasts.Known] {
    guard let store = disk.stores[entity] else { return [] }
    return try pasts.heads(of: store, library: disk.stores[Party.library])
  }

  /// Adds one commit to the own chain of a store.
  @discardableResult
  func commit(
    _ message: String, to entity: String, trailers: [Trailer] = [], by key: SSHKey? = nil,
    files: (inout FileSink, Int) throws -> Void = { _, _ in }
  ) throws -> Commit {
    guard let key = key ?? disk.keys[entity] else { throw Breach("\(label) has no key") }
    let (store, chain) = (try store(entity), key.publicKey.chain)
    var seen: [SeenHead] = []
    for place in Set([entity, Party.library]).sorted() {
      let held = try self.store(place)
      for (other, head) in try held.heads().sorted(by: { $0.key < $1.key }) where other != chain {
        seen.append(SeenHead(chain: other, seq: try held.commit(head).seq, commit: head))
      }
    }
    let draft = CommitDraft(
      entity: entity, chain: chain, message: message, by: disk.name,
      clock: (Instant(seconds: clock), .utc), seen: seen, trailers: trailers)
    let seq = try store.heads()[chain].map { try store.commit($0).seq } ?? 0
    return try store.append(draft, signer: key) { try files(&$0, seq + 1) }
  }

  /// Opens successor chains if the disk was restored or copied; then it is the node's own.
  func start() throws {
    guard disk.isForeign, let heir = heirs else { return }
    for (entity, old) in disk.keys.sorted(by: { $0.key < $1.key }) {
      let store = try store(entity)
      guard let head = try store.heads()[old.publicKey.chain], let key = heir[entity] else {
        continue
      }
      let opens = SeenHead(
        chain: old.publicKey.chain, seq: try store.commit(head).seq, commit: head)
      try commit(
        "opened", to: entity, trailers: [Trailer("Opens", opens.description)], by: key)
    }
    (disk.keys, disk.isForeign, heirs) = (heir, false, nil)
  }

  /// Keys for the successor chains, from outside: the schedule makes them.
  var heirs: [String: SSHKey]?

  /// Takes in what lies there, and lays down what the peer lacks.
  ///
  /// - Returns: what was there and what was laid.
  func meet(
    _ peer: Peer, over stick: MemoryCarrier
  ) throws -> (reception: Reception, load: Sending.Load) {
    guard let key = disk.speaker else { throw Breach("\(label) has no key") }
    let carrier = FusedCarrier(inner: stick, fuse: fuse, unsynced: unsynced)
    let party = Party(
      name: disk.name, chain: key.publicKey.chain, key: key,
      stores: disk.stores.mapValues { FusedStore($0, fuse, pasts.memo, unsynced) },
      good: pasts.memo.good)
    let reception = try Reception(by: party, from: carrier)
    var ledger = disk.ledger
    ledger.take(reception.statements)
    try save { $0.ledger = ledger }
    if isHeadquarters { try acknowledge() }
    try save { $0.number += 1 }
    let statement = try SignedStatement(
      party.statement(number: disk.number, clock: Instant(seconds: clock).text(at: .utc)), by: key)
    let sending = Sending(of: party, knowing: disk.ledger)
    let load = try sending.load(for: peer)
    try sending.lay(load, statement, on: carrier)
    return (reception, load)
  }

  /// The process is gone, and with it what was open and what no head leads to.
  ///
  /// - Returns: whether the disk forgot anything.
  func crash() -> Bool {
    forms = [:]
    let survivors = disk.stores.compactMapValues { unsynced.survivor(of: $0) }
    disk.stores.merge(survivors) { $1 }
    return !survivors.isEmpty
  }

  private func save(_ change: (inout Disk) -> Void) throws {
    if let mode = fuse.before(isWrite: true) {
      throw StoreFault.failed(call: mode.rawValue, detail: "disk")
    }
    change(&disk)
    if fuse.after() { throw StoreFault.failed(call: "killed", detail: "disk") }
  }

  /// After anything but receipts was taken in, headquarters makes one commit (`model.md` §6).
  private func acknowledge() throws {
    for (entity, key) in disk.keys.sorted(by: { $0.key < $1.key }) {
      let (heads, own) = (try heads(of: entity), key.publicKey.chain)
      let past = heads.first { $0.commit.chain == own }?.past ?? VersionVector()
      let strangers = try heads.filter { $0.commit.chain != own }
        .flatMap { try pasts.commits(to: $0, after: past) }
      guard strangers.contains(where: { !$0.isReceipt }) else { continue }
      try commit("received", to: entity, trailers: [Trailer("Receipt", "all")])
    }
  }
}
