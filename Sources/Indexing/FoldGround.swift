package import SiteModel

/// What acts are judged by, beside the facts: the law, and what is on paper.
package struct FoldGround: Sendable {
  /// Of every version of every type.
  package let lifecycles: Lifecycles
  /// By chain, the public line of the node key whose fingerprint was kept on paper. Asked anew each
  /// time: a chain may be opened while the index is.
  package let founders: @Sendable () -> [String: String]

  package init(lifecycles: Lifecycles, founders: @escaping @Sendable () -> [String: String]) {
    (self.lifecycles, self.founders) = (lifecycles, founders)
  }
}
