import SiteModel
import Storage

/// The newest statement of every node, by the chain that signed it.
///
/// One node name may stand for two chains: after a restore, or where a disk was copied. What goes
/// to such a name is what any of them lacks. A restored node's old chain never speaks again, and
/// what it said lies on sticks for ever: a chain that is silent while another of its name speaks is
/// waited for no longer, until it speaks again.
package struct Ledger: Sendable, Equatable {
  /// What one chain last said.
  package struct Voice: Sendable, Equatable {
    package let newest: SignedStatement
    /// The contacts since, in which only others of its name said anything new.
    package fileprivate(set) var silence: Int

    package init(_ newest: SignedStatement, silence: Int) {
      (self.newest, self.silence) = (newest, silence)
    }

    fileprivate var counts: Bool { silence < Ledger.patience }
  }

  /// Contacts after which a silent chain is waited for no longer.
  package static let patience = 3

  /// By node name, then by chain; the silent too, so that an old statement is known for one.
  private var voices: [String: [String: Voice]] = [:]

  package init() {}

  /// What was known when a node last ran.
  package init(_ known: [Voice]) {
    for voice in known {
      let statement = voice.newest.statement
      voices[statement.node, default: [:]][statement.chain] = voice
    }
  }

  /// Everything that is known, by chain ascending.
  package var known: [Voice] {
    voices.values.flatMap(\.values).sorted {
      $0.newest.statement.chain < $1.newest.statement.chain
    }
  }

  /// When a node last spoke, by its own clock; nil before it has.
  package func spoke(_ node: String) -> String? {
    voices[node]?.values.map(\.newest.statement.clock).max()
  }

  /// Takes in what was read at one contact; an older statement than is known teaches nothing.
  package mutating func take(_ read: [SignedStatement]) {
    for (node, spoken) in Dictionary(grouping: read, by: \.statement.node) {
      var chains = voices[node] ?? [:]
      let news = spoken.filter { next in
        let known = chains[next.statement.chain]?.newest.statement.number
        return known.map { $0 < next.statement.number } ?? true
      }
      guard !news.isEmpty else { continue }
      for chain in chains.keys { chains[chain]?.silence += 1 }
      for next in news { chains[next.statement.chain] = Voice(next, silence: 0) }
      voices[node] = chains
    }
  }

  /// Takes in what a node answered to a question of this one: that is its newest word, whatever its
  /// number; a node that was put back to an earlier state counts anew from there.
  package mutating func hear(_ answer: SignedStatement) {
    let (node, chain) = (answer.statement.node, answer.statement.chain)
    guard let known = voices[node]?[chain], answer.statement.number < known.newest.statement.number
    else { return take([answer]) }
    voices[node]?[chain] = Voice(answer, silence: 0)
  }

  /// The statements that what goes to a name must serve.
  private func heeded(_ node: String) -> [Statement] {
    (voices[node] ?? [:]).values.filter(\.counts).map(\.newest.statement)
      .sorted { $0.chain < $1.chain }
  }

  /// What each that bears this name holds of a store, the silent aside; empty while nobody spoke.
  ///
  /// Two of one name may have gone apart on one chain: neither holds less, so both are served.
  package func holdings(of entity: String, at node: String) -> [Statement.Holding] {
    heeded(node).map { $0.stores[entity] ?? Statement.Holding(heads: []) }
  }

  /// The content of a store that anything of this name wants.
  package func wants(of entity: String, at node: String) -> Set<String> {
    Set(heeded(node).flatMap { $0.stores[entity]?.wants ?? [] })
  }
}
