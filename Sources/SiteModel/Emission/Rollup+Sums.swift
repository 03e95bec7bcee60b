extension Rollup {
  /// The figure of some of the entities, or of one gas.
  package struct Sum<Key: Sendable>: Sendable {
    package let key: Key
    package let parts: [Part]
    /// nil where none of them has a figure.
    package let gross: Rational?
    /// What the transfers within it add to ``gross``.
    package let eliminated: Rational

    package var net: Rational? { gross.map { $0 - eliminated } }
  }

  /// By sector, those that are in none last; only transfers within a sector are taken out there.
  package var bySector: [Sum<GroupPlace.Sector?>] {
    let sectors = Dictionary(grouping: parts, by: \.place?.sector)
    return sectors.sorted { Self.precedes($0.key, $1.key) }.map { sector, parts in
      let own = Set(parts.map(\.entity))
      let within = transfers.filter {
        own.isSuperset(of: [$0.transfer.seller.entity, $0.transfer.buyer.entity])
      }
      return Sum(
        key: sector, parts: parts, gross: Self.sum(parts),
        eliminated: within.map(\.counted).reduce(.zero, +))
    }
  }

  private static func precedes(_ one: GroupPlace.Sector?, _ other: GroupPlace.Sector?) -> Bool {
    guard let one, let other else { return one != nil && other == nil }
    return one.number < other.number
  }

  /// What transfers between sectors add to ``gross``: the nets of the sectors less this are ``net``.
  package var betweenSectors: Rational {
    eliminated - bySector.map(\.eliminated).reduce(.zero, +)
  }

  /// By gas, in the order of GB/T 32150.
  package var byGas: [Sum<RuleSet.Gas>] {
    let matched = transfers.filter(\.isMatched).flatMap { [$0.seller, $0.buyer].compactMap { $0 } }
    return RuleSet.Gas.allCases.compactMap { gas in
      let own = parts.filter { $0.figure?.gases[gas] != nil }
      guard !own.isEmpty else { return nil }
      return Sum(
        key: gas, parts: own,
        gross: own.compactMap { $0.figure?.gases[gas] }.reduce(.zero, +),
        eliminated: matched.filter { $0.gas == gas }.map(\.counted).reduce(.zero, +))
    }
  }
}
