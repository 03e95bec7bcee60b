/// The end of a chain, or of one branch of a forked chain.
package struct ChainHead: Sendable, Hashable {
  /// The chain's id.
  package let chain: String
  /// The number of its newest commit.
  package let seq: Int
  /// The newest commit's git id, 40 hex digits.
  package let commit: String

  package init(chain: String, seq: Int, commit: String) {
    (self.chain, self.seq, self.commit) = (chain, seq, commit)
  }
}

/// Which facts a store holds, in one hash: two stores with one facts digest hold the same commits.
///
/// `schema/digest.md` defines it, with an example that a test computes.
package enum FactsDigest {
  /// The SHA-256 over the sorted lines `chain seq commit-id`, each with a line feed at its end.
  ///
  /// - Parameter heads: Of every chain and every fork, in any order.
  package static func of(_ heads: some Sequence<ChainHead>) -> ContentHash {
    DigestLines.hash(heads.map { "\($0.chain) \($0.seq) \($0.commit)" })
  }
}

/// Lines as a set: sorted by their bytes, each once, each with a line feed at its end.
enum DigestLines {
  static func hash(_ lines: some Sequence<String>, after first: String = "") -> ContentHash {
    let sorted = Set(lines.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) }
    return ContentHash(of: sorted.reduce(into: Array(first.utf8)) { $0 += $1 + [10] })
  }
}
