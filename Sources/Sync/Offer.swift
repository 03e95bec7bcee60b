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
  ///   - holding: what the other side says of this store; nil: it holds nothing of it.
  ///   - limit: bytes after which a piece ends; a single commit may be larger.
  package init(
    of store: any FactStore, to holding: Statement.Holding?, limit: Int = 1 << 20
  ) throws(StoreFault) {
    var theirs: [String: ChainHead] = [:]
    for head in holding?.heads ?? [] {
      if let other = theirs[head.chain], other.seq >= head.seq { continue }
      theirs[head.chain] = head
    }
    var pieces: [Piece] = []
    for (chain, head) in try store.heads().sorted(by: { $0.key < $1.key }) {
      pieces += try Self.pieces(of: chain, to: head, after: theirs[chain], in: store, limit)
    }
    self.pieces = pieces
  }

  private static func pieces(
    of chain: String, to head: ObjectID, after known: ChainHead?, in store: any FactStore,
    _ limit: Int
  ) throws(StoreFault) -> [Piece] {
    var (commits, next) = ([Commit](), Optional(head))
    while let id = next {
      let commit = try store.commit(id)
      if let known, commit.seq <= known.seq {
        // They are further than this store, or where it is.
        if commit.id.description == known.commit || commits.isEmpty { break }
        // Their branch is another one: they need all of ours.
      }
      commits.append(commit)
      next = commit.parent
    }
    return try cut(commits.reversed(), chain, limit, store)
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
