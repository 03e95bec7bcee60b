import SiteModel
package import Storage

/// What goes to a node: everything that its newest statement does not cover, cut at commit borders.
///
/// The base is what they say they hold, and never what was sent to them before: a stick may be lost.
package struct Offer: Sendable {
  /// A stretch of one chain that goes as one bundle.
  package struct Piece: Sendable, Hashable {
    package let name: BundleName
    package let cut: ChainCut
    /// Bytes of its compressed objects.
    package let bytes: Int
  }

  /// In the order they should go: of one chain the older first.
  package let pieces: [Piece]

  /// - Parameters:
  ///   - store: where the facts are.
  ///   - holdings: what each on the other side says it holds of this store; what any of them lacks
  ///     goes. None: nobody there holds anything of it.
  ///   - limit: bytes after which a piece ends; a single commit may be larger.
  package init(
    of store: any FactStore, to holdings: [Statement.Holding], limit: Int = 1 << 20
  ) throws(StoreFault) {
    let holdings = holdings.isEmpty ? [Statement.Holding(heads: [])] : holdings
    var pieces: [Piece] = []
    for (chain, tips) in Dictionary(grouping: try store.tips(), by: \.chain)
      .sorted(by: { $0.key < $1.key })
    {
      let heads = holdings.map { $0.heads.filter { $0.chain == chain } }
      var covered = try heads.map { (theirs) throws(StoreFault) in
        try Self.covered(by: theirs, tips, in: store)
      }
      for tip in tips {
        // All of them are stretches that end at the tip: the longest serves every listener.
        var stretch: [Commit] = []
        for (theirs, covered) in zip(heads, covered) {
          let lacks = try Self.commits(to: tip.head, theirs, covered, store)
          if lacks.count > stretch.count { stretch = lacks }
        }
        pieces += try Self.cut(stretch, chain, limit, store)
        // What two branches have in common goes once.
        for each in covered.indices { covered[each].formUnion(stretch.map(\.id)) }
      }
    }
    self.pieces = pieces
  }

  /// What they hold of a chain, as far as it is known here.
  private static func covered(
    by theirs: [ChainHead], _ tips: [ChainTip], in store: any FactStore
  ) throws(StoreFault) -> Set<ObjectID> {
    var covered: Set<ObjectID> = []
    for head in theirs.compactMap({ ObjectID($0.commit) }) {
      guard try isHeld(head, below: tips, in: store) else { continue }
      covered.insert(head)
      // Only branches meet below what is said.
      var next = tips.count > 1 ? try store.commit(head).parent : nil
      while let id = next, covered.insert(id).inserted { next = try store.commit(id).parent }
    }
    return covered
  }

  private static func isHeld(
    _ head: ObjectID, below tips: [ChainTip], in store: any FactStore
  ) throws(StoreFault) -> Bool {
    for tip in tips where try store.isHeld(head, below: tip) { return true }
    return false
  }

  /// What goes of one branch, the oldest first.
  private static func commits(
    to head: ObjectID, _ theirs: [ChainHead], _ covered: Set<ObjectID>, _ store: any FactStore
  ) throws(StoreFault) -> [Commit] {
    guard !covered.contains(head) else { return [] }
    let top = try store.commit(head)
    // They are further on this chain than this store; whether on this branch, they will tell.
    let isBehind = theirs.contains { said in
      said.seq > top.seq && ObjectID(said.commit).map { !covered.contains($0) } ?? false
    }
    guard !isBehind else { return [] }
    var (commits, next) = ([top], top.parent)
    while let id = next, !covered.contains(id) {
      let commit = try store.commit(id)
      commits.append(commit)
      next = commit.parent
    }
    return commits.reversed()
  }

  private static func cut(
    _ commits: [Commit], _ chain: String, _ limit: Int, _ store: any FactStore
  ) throws(StoreFault) -> [Piece] {
    var (pieces, first, bytes) = ([Piece](), 0, 0)
    for (number, commit) in commits.enumerated() {
      let one = ChainCut(chain: chain, after: commit.parent, head: commit.id)
      for id in try BundleWriter(store, cuts: [one]).objects {
        bytes += try store.deflated(id).stream.count
      }
      guard bytes >= limit || number == commits.count - 1 else { continue }
      let start = commits[first]
      pieces.append(
        Piece(
          name: BundleName(chain: chain, numbers: start.seq...commit.seq, head: commit.id),
          cut: ChainCut(chain: chain, after: start.parent, head: commit.id), bytes: bytes))
      (first, bytes) = (number + 1, 0)
    }
    return pieces
  }
}
