import SiteModel
import Storage
import Sync

extension World {
  /// One step of a schedule, whatever the seed says.
  mutating func step() throws {
    let node = nodes[Int.random(in: 0..<nodes.count, using: &random)]
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<30: try write(node)
    case 30..<34: open(node, try someKey())
    case 34..<76: try meetSomebody(node)
    case 76..<90: try befall(Int.random(in: 0..<sticks.count, using: &random))
    case 90..<93: backup(node)
    case 93..<95: restore(node)
    case 95: clone(node)
    case 98: try revoke()
    case 96..<98:
      node.clock += Int64.random(in: -40_000_000...40_000_000, using: &random)
      count("clock jumps")
    default: try check(node)
    }
  }

  private mutating func check(_ node: Node) throws {
    _ = try Check(log: log, pasts: pasts).node(node, using: &random)
  }

  private mutating func someKey() throws -> RecordKey {
    guard let key = RecordKey(type: "point", id: "p\(Int.random(in: 1...3, using: &random))") else {
      throw Breach("no key")
    }
    return key
  }

  /// A call of the next step goes wrong, now and then.
  private mutating func arm(_ node: Node) {
    guard Int.random(in: 0..<6, using: &random) == 0 else { return }
    let mode = Fuse.Mode.allCases[Int.random(in: 0..<Fuse.Mode.allCases.count, using: &random)]
    // Half of the calls are among the first.
    let reach = Bool.random(using: &random) ? 12 : 200
    node.fuse.arm(mode, after: Int.random(in: 1...reach, using: &random))
  }

  /// Does something with a node that may be cut short by its fuse, and by nothing else.
  ///
  /// - Returns: whether the process lives on.
  @discardableResult
  private mutating func attempt(
    _ node: Node, _ what: @autoclosure () -> String, over stick: MemoryCarrier? = nil,
    _ work: () throws -> Void
  ) throws -> Bool {
    node.unsynced.clear()
    var failure: (any Error)?
    do { try work() } catch { failure = error }
    guard let blow = node.fuse.disarm() else {
      tell(what())
      if let failure { throw failure }
      return true
    }
    count(blow.kind)
    tell("\(what()): \(blow.kind)")
    guard blow.mode.kills else { return true }
    if node.crash() { count("forgot writes") }
    if let stick, try node.unsynced.crash(stick, using: &random) { count("pulled sticks") }
    return false
  }

  private mutating func start(_ node: Node) throws {
    guard node.disk.isForeign else { return }
    var heirs: [String: SSHKey] = [:]
    for entity in node.disk.keys.keys.sorted() { heirs[entity] = try newKey() }
    node.heirs = heirs
    arm(node)
    try attempt(node, "\(node.label) opens successors") { try node.start() }
  }

  private mutating func open(_ node: Node, _ key: RecordKey) {
    guard let (shown, known) = try? shown(key, at: node) else { return }
    node.forms[key] = Node.Form(shown: shown, known: known)
  }

  private func shown(_ key: RecordKey, at node: Node) throws -> (RecordState, Set<Int>) {
    let entity = Self.entity(of: node, key)
    guard let store = node.disk.stores[entity] else { throw Breach("no store") }
    let entries = try node.entries(of: entity).filter { $0.entry.key == key }
    return (RecordState(joining: entries), log.held(under: try Disk.heads(of: store)))
  }

  /// Headquarters says up to which commit a chain counts. Here it is a field of a record that all
  /// must agree on; what the cut does to the chain's facts is the fold's, and its tests'.
  private mutating func revoke() throws {
    let node = try headquarters()
    try start(node)
    let heads = try node.disk.heads().filter { node.disk.keys[Party.library] != nil && $0.seq > 1 }
    guard !node.disk.isForeign, let head = heads.randomElement(using: &random),
      let key = RecordKey(type: "chain", id: head.chain)
    else { return }
    open(node, key)
    let before = log.writes.count
    let until = JSON.string("\(Int.random(in: 1...head.seq, using: &random))")
    try write(["until": until], to: key, at: node)
    if log.writes.count > before { count("revoked") }
  }

  /// A plant's node writes for its plant; headquarters for the plant that the record's id tells.
  private static func entity(of node: Node, _ key: RecordKey) -> String {
    if key.type == "chain" { return Party.library }
    let own = node.disk.keys.keys.sorted()
    return own[Int(key.id.utf8.last ?? 0) % own.count]
  }

  private mutating func write(_ node: Node) throws {
    try start(node)
    guard !node.disk.isForeign else { return }
    let key = try someKey()
    if node.forms[key] == nil || Int.random(in: 0..<4, using: &random) > 0 { open(node, key) }
    if Int.random(in: 0..<8, using: &random) == 0 {
      return try importFile(node, to: Self.entity(of: node, key))
    }
    var new: [String: JSON] = [:]
    for register in ["name", "unit"] where Bool.random(using: &random) || new.isEmpty {
      let value = Int.random(in: 0..<5, using: &random)
      new[register] = value == 0 ? .null : .string("v\(value)")
    }
    try write(new, to: key, at: node)
  }

  private mutating func write(_ new: [String: JSON], to key: RecordKey, at node: Node) throws {
    guard let form = node.forms.removeValue(forKey: key) else { return }
    let entity = Self.entity(of: node, key)
    let edit = RecordEdit(of: key, shown: form.shown, new: new)
    let now = try shown(key, at: node).0
    guard let entry = try? edit.entry(now: now, entity: entity, schema: 1, by: Author("p-1")) else {
      return count("refused saves")
    }
    try save(entry, knowing: form.known, at: node)
  }

  private mutating func save(_ entry: Entry, knowing known: Set<Int>, at node: Node) throws {
    guard let key = node.disk.keys[entry.entity], let store = node.disk.stores[entry.entity] else {
      return
    }
    let chain = key.publicKey.chain
    let before = try store.heads()[chain]
    let seq = try before.map { try store.commit($0).seq + 1 } ?? 1
    arm(node)
    try attempt(
      node, "\(node.label) writes \(chain).\(seq) \(entry.key) \(entry.set.keys.sorted())"
    ) {
      try node.commit("written", to: entry.entity) { files, seq in
        try files.add(entry.key.path(seq: seq), entry.bytes)
      }
    }
    guard try store.heads()[chain] != before else { return }
    log.add(
      WriteLog.Written(
        name: EntryName(chain: chain, seq: seq), key: entry.key,
        values: entry.set.mapValues(\.new), known: known))
  }

  private mutating func importFile(_ node: Node, to entity: String) throws {
    let size = Int.random(in: 1...4000, using: &random)
    let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
    arm(node)
    try attempt(node, "\(node.label) imports \(size) bytes") {
      try node.commit("imported", to: entity) { files, seq in
        try files.add("readings/2025/01/01-\(seq)-1.seg", bytes)
      }
    }
  }

  private mutating func meetSomebody(_ node: Node) throws {
    let mine = sticks.indices.filter { sticks[$0].ends.contains(node.disk.name) }
    guard let stick = mine.randomElement(using: &random) else { return }
    arm(node)
    _ = try meet(node, over: stick)
  }

  /// A node takes in what lies on a stick, and lays down what is lacking.
  ///
  /// - Returns: what came of it; nil if it was cut short.
  mutating func meet(_ node: Node, over index: Int) throws -> Reception? {
    if node.disk.isForeign {
      _ = node.fuse.disarm()
      try start(node)
      guard !node.disk.isForeign else { return nil }
    }
    let stick = sticks[index]
    let name = stick.ends[0] == node.disk.name ? stick.ends[1] : stick.ends[0]
    let peer = peer(name, of: node)
    var met: (reception: Reception, load: Sending.Load)?
    let lives = try attempt(
      node, "\(node.label) meets \(name) over stick \(index)", over: stick.carrier
    ) {
      met = try node.meet(peer, over: stick.carrier)
    }
    guard lives, let met else {
      // Whether its ledger was saved by then only its disk can tell.
      heard.take(node.disk.ledger.known.map(\.newest), by: node.label)
      return nil
    }
    heard.take(met.reception.statements, by: node.label)
    let box = Box(to: name, from: node.disk.name)
    try heard.check(met.load, from: node.label, on: stick.carrier, in: box)
    for item in met.reception.items where !item.isNothingNew {
      tell("  \(item.file.prefix(16)): \(String(describing: item.result).prefix(120))")
    }
    if met.reception.items.contains(where: \.isTaken) {
      try Check(log: log, pasts: pasts).closed(node)
    }
    tell("  lays \(met.load.commits) commits, \(met.load.bytes) bytes")
    return met.reception
  }

  private mutating func befall(_ index: Int) throws {
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<2:
      sticks[index].lose()
      fault("lost", index)
    case 2..<4:
      if sticks[index].find(using: &random) { fault("late", index) }
    case 4..<6:
      let others = sticks.indices.filter {
        $0 != index && sticks[$0].ends == sticks[index].ends
      }
      guard let other = others.first else { return }
      try sticks[index].overlay(sticks[other])
      fault("copied", index)
    default:
      if let kind = try sticks[index].damage(using: &random) { fault(kind, index) }
    }
  }

  private mutating func fault(_ kind: String, _ index: Int) {
    count(kind)
    tell("stick \(index): \(kind)")
  }

  private mutating func backup(_ node: Node) {
    guard !node.disk.isForeign else { return }
    backups[node.label, default: []].append(node.disk.copy)
    tell("\(node.label) is backed up")
  }

  private mutating func restore(_ node: Node) {
    guard let disk = backups[node.label]?.randomElement(using: &random) else { return }
    node.disk = disk.copy
    node.forms = [:]
    heard.forget(node.label, but: disk.ledger)
    fault(node.isHeadquarters ? "restored hq" : "restored", of: node)
  }

  private mutating func clone(_ node: Node) {
    guard !node.isHeadquarters, !node.disk.isForeign, nodes.count < 9 else { return }
    let label = "\(node.label)-copy\(nodes.count)"
    nodes.append(Node(label, disk: node.disk.copy, isHeadquarters: false, pasts: pasts))
    heard.forget(label, but: node.disk.ledger)
    fault("cloned", of: node)
  }

  private mutating func fault(_ kind: String, of node: Node) {
    count(kind)
    tell("\(node.label) is \(kind)")
  }
}

extension Reception.Item {
  fileprivate var isNothingNew: Bool { if case .nothingNew = result { true } else { false } }

  /// Whether it brought anything.
  fileprivate var isTaken: Bool {
    switch result {
    case .taken: true
    case .waits(_, _, let taken): taken > 0
    case .nothingNew, .refused: false
    }
  }
}
