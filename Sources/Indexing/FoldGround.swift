package import SiteModel
package import Storage

/// What acts are judged by, beside the facts: the law, and what is on paper.
package struct FoldGround: Sendable {
  /// Of every version of every type.
  package let lifecycles: Lifecycles
  /// By chain, the public line of the node key whose fingerprint was kept on paper. Asked anew each
  /// time: a chain may be opened while the index is. What cannot be known throws; so do all of these.
  package let founders: @Sendable () throws -> [String: String]

  /// The same for the chains of headquarters.
  package let headquarters: @Sendable () throws -> [String: String]
  /// The chains that count: somebody who may has said whose they are. Others wait, and no answer
  /// looks at them. nil: all of them.
  package let counted: @Sendable () throws -> Set<String>?
  /// What headquarters said of revoked chains, as far as this node has heard.
  package let cuts: @Sendable () throws -> [ChainLimit]

  /// The heads of the library that count, as far as this node holds it; none for the library's own
  /// index, and for a plant that has joined nobody.
  package var library: @Sendable () throws -> [SeenHead] = { [] }
  /// Whether a chain that others have seen is the library's: its commits are not in this store.
  package var isOfLibrary: @Sendable (String) throws -> Bool = { _ in false }
  /// Commits that no disk has any more, as headquarters has declared.
  package var holes: @Sendable () throws -> Set<ObjectID> = { [] }

  /// The marks of numbers that headquarters granted, in the order in which it did.
  package var marks: @Sendable () throws -> [MarkGrant] = { [] }

  package init(
    lifecycles: Lifecycles, founders: @escaping @Sendable () throws -> [String: String],
    headquarters: @escaping @Sendable () throws -> [String: String] = { [:] },
    counted: @escaping @Sendable () throws -> Set<String>? = { nil },
    cuts: @escaping @Sendable () throws -> [ChainLimit] = { [] }
  ) {
    (self.lifecycles, self.founders) = (lifecycles, founders)
    (self.headquarters, self.counted) = (headquarters, counted)
    self.cuts = cuts
  }
}
