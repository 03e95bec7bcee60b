import SiteModel
import Storage
import Sync

extension Meeting {
  /// Lays down what others lack, by what they last said, and a page for whoever carries it.
  mutating func send(over carrier: FolderCarrier) throws {
    let (party, stores) = (try party(), try stores())
    let statement = try nextStatement(of: party, wanting: stores)
    let signed = try SignedStatement(statement, by: party.key)
    let sending = Sending(of: party, knowing: memory.ledger)
    let gone = try disposed(of: stores)
    for peer in try peers() {
      let load = try sending.load(for: peer)
      if seals, carrier.seal?.receivers[peer.name] == nil {
        throw ExchangeFault.noSeal(node: peer.name)
      }
      try sending.lay(load, signed, on: carrier)
      // Read again from the medium, before anybody is told to pull it out.
      try sending.verify(load, signed, on: carrier)
      let bytes = try layFiles(of: stores, but: gone, for: peer, over: carrier)
      report.sent.append((peer.name, load.commits, load.bytes + bytes))
    }
    let books = Language.allCases.map { PhraseBook($0, share: site.surroundings.share) }
    let page = StickPage(of: try carrier.contents(), after: statement, knowing: party)
    try carrier.layReadme(try page.text(in: books))
  }

  /// What would go to whom.
  mutating func rehearse(over carrier: FolderCarrier) throws {
    memory.ledger.take(try Hearing(for: site.name, from: carrier).statements)
    let sending = Sending(of: try party(), knowing: memory.ledger)
    for peer in try peers() {
      let load = try sending.load(for: peer)
      report.sent.append((peer.name, load.commits, load.bytes))
    }
  }

  /// By entity, large files that nobody is sent any more.
  func disposed(of stores: [Site]) throws -> [String: Set<String>] {
    try stores.reduce(into: [:]) { gone, each in
      gone[each.entity] = Set(try Disposals(on: each).gone.keys.map(\.description))
    }
  }

  /// What this node says of itself; the number is kept before it is said.
  mutating func nextStatement(
    of party: Party, wanting stores: [Site]
  ) throws -> Statement {
    memory.number += 1
    try memory.write(in: site.layout)
    let now = site.surroundings.clock.now()
    var statement = try party.statement(
      number: memory.number, clock: now.instant.text(at: now.offset))
    statement.join = try proof()
    // Over a link nothing is sealed a second time, and every byte counts.
    if partner == nil { statement.sealKey = Seal(of: session.key).publicKey }
    if partner == nil || !site.identity.isHeadquarters {
      statement.add(try NodeHealth(of: site).members)
    }
    for each in stores {
      statement.stores[each.entity]?.wants = try LargeFiles(of: each).wanted().map(\.description)
    }
    return statement
  }

  /// Shown until headquarters knows the chain that this node writes.
  private func proof() throws -> String? {
    guard let joined = try Joined(in: site.layout), let library = try library(),
      try !LibraryChains(in: library).all.contains(where: { $0.chain == site.chain })
    else { return nil }
    return Enrolment.proof(of: joined.word, by: session.key.publicKey)
  }

  /// Lays down the large files that a peer wants, and takes away those it wants no more.
  ///
  /// - Returns: bytes laid down.
  func layFiles(
    of stores: [Site], but gone: [String: Set<String>], for peer: Peer, over carrier: FolderCarrier
  ) throws -> Int {
    var (bytes, asked) = (0, Set<String>())
    for each in stores where peer.entities.contains(each.entity) {
      // What was disposed of is taken off the stick, too, whoever asked for it before.
      let wants = memory.ledger.wants(of: each.entity, at: peer.name)
        .subtracting(gone[each.entity] ?? [])
      asked.formUnion(wants)
      bytes += try LargeFiles(of: each).send(wants, to: peer.name, over: carrier)
    }
    let box = Box(to: peer.name, from: site.name)
    for file in try carrier.names(in: box)
    where ContentHash(file) != nil && !asked.contains(file) {
      try carrier.remove(file, from: box)
    }
    return bytes
  }
}
