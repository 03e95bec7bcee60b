import SiteModel
package import Storage

/// Lays down for a peer what it lacks, and takes away what it has meanwhile.
package struct Sending {
  /// What goes to one peer.
  package struct Load: Sendable {
    package let peer: Peer
    /// By entity, in the order they go.
    package let offers: [(entity: String, offer: Offer)]

    /// Facts: commits.
    package var commits: Int {
      offers.reduce(0) { $0 + $1.offer.pieces.reduce(0) { $0 + $1.name.numbers.count } }
    }
    package var bytes: Int {
      offers.reduce(0) { $0 + $1.offer.pieces.reduce(0) { $0 + $1.bytes } }
    }
  }

  private let party: Party
  private let ledger: Ledger

  package init(of party: Party, knowing ledger: Ledger) {
    (self.party, self.ledger) = (party, ledger)
  }

  /// What a peer lacks, as far as its newest statement tells. Nothing is written.
  package func load(for peer: Peer) throws(StoreFault) -> Load {
    var offers: [(entity: String, offer: Offer)] = []
    // The library first: commits of other stores may name what is in it.
    let entities =
      peer.entities.filter { $0 == Party.library }
      + peer.entities.filter { $0 != Party.library }.sorted()
    for entity in entities {
      guard let store = party.stores[entity] else { continue }
      let holdings = ledger.holdings(of: entity, at: peer.name)
      offers.append((entity, try Offer(of: store, to: holdings)))
    }
    return Load(peer: peer, offers: offers)
  }

  /// Writes it: bundles first, the statement last.
  ///
  /// - Throws: ``CarrierFault``, ``StoreFault``; then the statement there is the old one, or none,
  ///   and what lies there is still whole.
  package func lay(_ load: Load, _ statement: SignedStatement, on carrier: any Carrier) throws {
    let box = Box(to: load.peer.name, from: party.name)
    let there = Set(try carrier.names(in: box))
    let wanted = try layBundles(load, on: carrier)
    try statement.lay(in: box, on: carrier)
    for name in there where !wanted.contains(name) && isCovered(name, by: load) {
      try carrier.remove(name, from: box)
    }
  }

  /// Writes the bundles alone, and takes away those that are covered: where the statement goes
  /// another way.
  package func layBundlesOnly(_ load: Load, on carrier: any Carrier) throws {
    let box = Box(to: load.peer.name, from: party.name)
    let wanted = try layBundles(load, on: carrier)
    for name in try carrier.names(in: box)
    where BundleName(name) != nil && !wanted.contains(name) {
      try carrier.remove(name, from: box)
    }
  }

  /// - Returns: their names.
  private func layBundles(_ load: Load, on carrier: any Carrier) throws -> Set<String> {
    let box = Box(to: load.peer.name, from: party.name)
    try carrier.tidy(box)
    let there = Set(try carrier.names(in: box))
    var wanted: Set<String> = []
    for (entity, offer) in load.offers {
      guard let store = party.stores[entity] else { continue }
      for piece in offer.pieces {
        let (name, bytes) = (piece.name.description, try Self.bytes(of: piece, in: store))
        wanted.insert(name)
        // A name promises; only the bytes tell that nothing of it was spoiled on the way.
        if there.contains(name), try carrier.read(name, in: box) == bytes { continue }
        try carrier.lay(bytes, as: name, in: box)
      }
    }
    return wanted
  }

  /// The bundle of a piece: the same commits are the same bytes.
  private static func bytes(of piece: Offer.Piece, in store: any FactStore) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try BundleWriter(store, cuts: [piece.cut]).write { bytes += $0 }
    return bytes
  }

  /// Whether a bundle that lies there is one that this node could write again if it were needed.
  /// Two disks of one name share a box: what only the other holds is left alone.
  private func isCovered(_ file: String, by load: Load) -> Bool {
    guard let name = BundleName(file) else { return false }
    return load.offers.contains { entity, _ in
      guard let tips = try? party.stores[entity]?.tips() else { return false }
      return tips.contains { tip in
        tip.chain == name.chain
          && (try? party.stores[entity]?.commit(tip.head).seq) ?? 0 >= name.numbers.upperBound
      }
    }
  }

  /// Reads everything of a load again, from the medium where that is possible: before a person
  /// is told that the stick may be pulled out.
  ///
  /// - Throws: ``CarrierFault/unfaithful(file:)`` with the first file that is not what it was.
  package func verify(
    _ load: Load, _ statement: SignedStatement, on carrier: any Carrier
  ) throws {
    let box = Box(to: load.peer.name, from: party.name)
    for (entity, offer) in load.offers {
      guard let store = party.stores[entity] else { continue }
      for piece in offer.pieces {
        let bytes = try carrier.read(piece.name.description, in: box)
        guard try bytes == Self.bytes(of: piece, in: store) else {
          throw CarrierFault.unfaithful(file: "\(box.to)/\(box.from)/\(piece.name)")
        }
      }
    }
    let name = StatementName(of: statement.statement)
    let files = [
      name.description: statement.bytes,
      name.signature: Array(statement.signature.utf8),
    ]
    for (file, bytes) in files where try carrier.read(file, in: box) != bytes {
      throw CarrierFault.unfaithful(file: "\(box.to)/\(box.from)/\(file)")
    }
  }
}

extension SignedStatement {
  /// Lays it into a box. The signature first: a statement that lies there has its own beside it. Then
  /// the older ones go.
  package func lay(in box: Box, on carrier: any Carrier) throws(CarrierFault) {
    let name = StatementName(of: statement)
    try carrier.lay(Array(signature.utf8), as: name.signature, in: box)
    try carrier.lay(bytes, as: name.description, in: box)
    let there = try carrier.names(in: box)
    let statements = there.filter { Self.isOlder(StatementName($0), than: name) }
    let signatures = there.filter { Self.isOlder(StatementName.signed(by: $0), than: name) }
    for file in statements + signatures { try carrier.remove(file, from: box) }
  }

  private static func isOlder(_ other: StatementName?, than name: StatementName) -> Bool {
    other.map { $0.chain == name.chain && $0 != name } ?? false
  }
}
