package import SiteModel
import Storage

/// Takes in everything that was laid down for a node.
package struct Reception {
  /// What came of one bundle.
  package struct Item: Sendable {
    package let box: Box
    package let file: String
    package let result: Result
  }

  /// Good or bad.
  package enum Result: Sendable {
    case taken(entity: String, commits: Int)
    case nothingNew
    /// It is kept by whoever carries it; so many of its commits were taken in.
    case waits([Ingest.Missing], entity: String, taken: Int)
    /// Nothing of it was kept.
    case refused(any Fault)
  }

  /// Every bundle that was there, in the order of boxes and names.
  package private(set) var items: [Item] = []
  /// What was heard.
  package let hearing: Hearing

  private let party: Party
  private let carrier: any Carrier

  /// Reads the boxes once, and the bundles again and again until none brings anything more:
  /// what waits for one chain may be met by the bundle of another.
  ///
  /// - Throws: ``CarrierFault`` if a box cannot be listed; ``StoreFault`` if this node's own disk
  ///   refuses. What was taken in by then stays.
  package init(by party: Party, from carrier: any Carrier) throws {
    (self.party, self.carrier) = (party, carrier)
    hearing = try Hearing(for: party.name, from: carrier, good: party.good)
    var all: [(box: Box, file: String)] = []
    for sender in try carrier.senders(to: party.name) {
      let box = Box(to: party.name, from: sender)
      all += try carrier.names(in: box).filter { BundleName($0) != nil }.map { (box, $0) }
    }
    try take(all)
  }

  /// Statements with good signatures.
  package var statements: [SignedStatement] { hearing.statements }

  private mutating func take(_ all: [(box: Box, file: String)]) throws {
    var open = all.sorted { BundleName.precedes($0.file, $1.file) }
    var last: [Item] = []
    while !open.isEmpty {
      last = try open.map {
        Item(box: $0.box, file: $0.file, result: try take($0.file, in: $0.box))
      }
      items += last.filter { !$0.isWaiting }
      let rest = last.filter(\.isWaiting)
      let isNew = rest.count < open.count || rest.contains { $0.taken > 0 }
      if isNew { items += rest.filter { $0.taken > 0 } }
      open = rest.map { ($0.box, $0.file) }
      guard isNew else { break }
    }
    items += last.filter(\.isWaiting)
  }

  private func take(_ file: String, in box: Box) throws -> Result {
    let bytes: [UInt8]
    do { bytes = try carrier.read(file, in: box) } catch { return .refused(error) }
    do {
      let opened = try OpenedBundle(bytes, over: party.stores.values)
      let entity = opened.entity
      guard let store = party.stores[entity] else { throw IngestFault.stranger(entity: entity) }
      for chain in opened.chains where !(party.mayBring?(chain, entity) ?? true) {
        return .refused(LinkFault.foreign(chain: chain, entity: entity))
      }
      let library = entity == Party.library ? nil : party.stores[Party.library]
      let ingest = Ingest(
        into: store, of: entity, library: library, holes: party.holes, good: party.good)
      switch try ingest.take(opened) {
      case .taken(let commits): return .taken(entity: entity, commits: commits)
      case .nothingNew: return .nothingNew
      case .waits(let missing): return .waits(missing, entity: entity, taken: 0)
      case .partly(let commits, let missing):
        return .waits(missing, entity: entity, taken: commits)
      }
    } catch let fault as IngestFault {
      return .refused(fault)
    }
  }

}

extension Reception.Item {
  fileprivate var isWaiting: Bool { if case .waits = result { true } else { false } }

  /// Commits of a bundle that goes on waiting.
  fileprivate var taken: Int {
    if case .waits(_, _, let taken) = result { taken } else { 0 }
  }
}

extension BundleName {
  /// Of one chain the older first; names that are none last.
  static func precedes(_ a: String, _ b: String) -> Bool {
    guard let a = BundleName(a), let b = BundleName(b) else { return a < b }
    return (a.chain, a.numbers.lowerBound, a.numbers.upperBound)
      < (b.chain, b.numbers.lowerBound, b.numbers.upperBound)
  }
}
