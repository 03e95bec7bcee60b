import SiteModel
import Storage

/// The newest statement of every node, by the chain that signed it.
///
/// One node name may stand for two chains: after a restore, or where a disk was copied. What goes
/// to such a name is what any of them lacks.
package struct Ledger: Sendable, Equatable {
  /// By node name, then by chain.
  package private(set) var statements: [String: [String: SignedStatement]] = [:]

  package init() {}

  /// Takes in what was read at one contact, and forgets chains of these nodes that say nothing any
  /// more; an older statement than is known teaches nothing.
  package mutating func take(_ read: [SignedStatement]) {
    for (node, spoken) in Dictionary(grouping: read, by: \.statement.node) {
      var chains: [String: SignedStatement] = [:]
      for next in spoken {
        let known = chains[next.statement.chain] ?? statements[node]?[next.statement.chain]
        let isNewer = known.map { $0.statement.number < next.statement.number } ?? true
        chains[next.statement.chain] = isNewer ? next : known
      }
      statements[node] = chains
    }
  }

  /// What everything that bears this name holds of a store: of each chain the least.
  ///
  /// - Returns: nil if nobody of that name has spoken, or one of them does not hold the store.
  package func holding(of entity: String, at node: String) -> Statement.Holding? {
    guard let spoken = statements[node], !spoken.isEmpty else { return nil }
    let holdings = spoken.values.map { $0.statement.stores[entity] }
    guard var least = holdings.compactMap({ $0 }).first,
      holdings.allSatisfy({ $0 != nil })
    else { return nil }
    for other in holdings.compactMap({ $0 }).dropFirst() {
      let heads = Dictionary(other.heads.map { ($0.chain, $0) }) { $0.seq < $1.seq ? $0 : $1 }
      least.heads = least.heads.compactMap { head in
        heads[head.chain].map { $0.seq < head.seq ? $0 : head }
      }
    }
    return least
  }

  /// The content of a store that anything of this name wants.
  package func wants(of entity: String, at node: String) -> Set<String> {
    Set((statements[node] ?? [:]).values.flatMap { $0.statement.stores[entity]?.wants ?? [] })
  }
}
