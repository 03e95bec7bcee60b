import SiteModel
import Storage

/// Commits of several chains in an order in which each comes after all it has seen.
///
/// Chains arrive in the order of their names, but a commit's past must be known before the commit:
/// its version vector is made of theirs.
struct CausalOrder {
  private var queues: [String: ArraySlice<Commit>] = [:]
  private var taken: [String: Int] = [:]

  /// Adds the commits of one chain that follow number `after`, oldest first.
  mutating func add(_ chain: String, _ commits: [Commit], after seq: Int) {
    queues[chain] = commits[...]
    taken[chain] = seq
  }

  /// The next commit all of whose past has been taken; nil if none is left.
  ///
  /// - Parameter uncounted: chains that are not taken on purpose; what has seen them waits.
  /// - Throws: ``FollowFault/pastMissing(commit:)`` if commits are left whose past is not here.
  mutating func next(without uncounted: Set<String> = []) throws -> Commit? {
    for chain in queues.keys.sorted() {
      guard let first = queues[chain]?.first, isReady(first) else { continue }
      queues[chain]?.removeFirst()
      taken[chain] = first.seq
      return first
    }
    let stuck = queues.values.compactMap(\.first).flatMap(\.seen).first {
      !holds($0) && !uncounted.contains($0.chain)
    }
    guard let stuck else { return nil }
    throw FollowFault.pastMissing(commit: "\(stuck.chain).\(stuck.seq)")
  }

  private func isReady(_ commit: Commit) -> Bool { commit.seen.allSatisfy(holds) }

  private func holds(_ head: SeenHead) -> Bool { taken[head.chain, default: 0] >= head.seq }
}
