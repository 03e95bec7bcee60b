import SiteModel
import Storage

/// Commits of several chains in an order in which each comes after all it has seen.
///
/// Chains arrive in the order of their names, but a commit's past must be known before the commit:
/// its version vector is made of theirs.
struct CausalOrder {
  private var queues: [String: ArraySlice<Commit>] = [:]
  private var taken: Set<ObjectID> = []
  private let isFollowed: (ObjectID) throws -> Bool
  private let isBeyond: (SeenHead) throws -> Bool

  /// - Parameters:
  ///   - isFollowed: whether a commit was taken earlier.
  ///   - isBeyond: whether a commit that others have seen is not waited for: one of the library,
  ///     or one that no disk has any more.
  init(
    isFollowed: @escaping (ObjectID) throws -> Bool, isBeyond: @escaping (SeenHead) throws -> Bool
  ) {
    (self.isFollowed, self.isBeyond) = (isFollowed, isBeyond)
  }

  /// Adds commits of one branch, oldest first.
  mutating func add(_ branch: String, _ commits: [Commit]) {
    queues[branch, default: []] += commits
  }

  /// The next commit all of whose past has been taken; nil if none is left.
  ///
  /// - Parameter uncounted: chains that are not taken on purpose; what has seen them waits.
  /// - Throws: ``FollowFault/pastMissing(commit:)`` if commits are left whose past is not here.
  mutating func next(
    without uncounted: Set<String> = []
  ) throws -> (commit: Commit, branch: String)? {
    for branch in queues.keys.sorted() {
      guard let first = queues[branch]?.first, try isReady(first) else { continue }
      queues[branch]?.removeFirst()
      taken.insert(first.id)
      return (first, branch)
    }
    let stuck = try queues.values.compactMap(\.first).flatMap(\.seen).first {
      try !holds($0) && !uncounted.contains($0.chain)
    }
    guard let stuck else { return nil }
    throw FollowFault.pastMissing(commit: "\(stuck.chain).\(stuck.seq)")
  }

  private func isReady(_ commit: Commit) throws -> Bool {
    try commit.parent.map(isTaken) ?? true && commit.seen.allSatisfy(holds)
  }

  private func holds(_ head: SeenHead) throws -> Bool {
    try isTaken(head.commit) || isBeyond(head)
  }

  private func isTaken(_ id: ObjectID) throws -> Bool {
    try taken.contains(id) || isFollowed(id)
  }
}
