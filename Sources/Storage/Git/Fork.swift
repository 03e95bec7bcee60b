import SiteModel

/// A further branch of a chain: another commit followed the same parent.
///
/// Two disks wrote with one key, because one of them was rolled back or copied unnoticed. Which
/// branch stands under `refs/heads` depends on what arrived first, and means nothing.
package struct Fork: Sendable, Hashable, Comparable, CustomStringConvertible {
  package let chain: String
  /// The first 12 hex digits of its first commit.
  package let first: String

  /// - Parameter first: the first commit that is on no other branch.
  package init(chain: String, first: ObjectID) {
    (self.chain, self.first) = (chain, String(first.description.prefix(12)))
  }

  /// Reads `a3k7~0123456789ab`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "~", omittingEmptySubsequences: false)
    guard parts.count == 2, PathGrammar.isChain(parts[0]), Grammar.isHex(parts[1], count: 12)
    else { return nil }
    (chain, first) = (String(parts[0]), String(parts[1]))
  }

  /// Reads `refs/forks/a3k7/0123456789ab`; nil for any other ref.
  init?(ref: some StringProtocol) {
    guard ref.hasPrefix(Self.folder + "/") else { return nil }
    let parts = ref.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    self.init("\(parts[2])~\(parts[3])")
  }

  /// The ref it stands under.
  package var ref: String { "\(Self.folder)/\(chain)/\(first)" }

  package var description: String { "\(chain)~\(first)" }

  package static func < (a: Fork, b: Fork) -> Bool {
    (a.chain, a.first) < (b.chain, b.first)
  }

  static let folder = "refs/forks"
}

/// The newest commit of a chain, or of one branch of it.
package struct ChainTip: Sendable, Hashable {
  package let chain: String
  /// nil for the branch under `refs/heads`.
  package let fork: Fork?
  package let head: ObjectID
}

extension FactStore {
  /// Every branch of every chain, by chain; the one under `refs/heads` first.
  package func tips() throws(StoreFault) -> [ChainTip] {
    let forks = try forks().sorted { $0.key < $1.key }
    var tips: [ChainTip] = []
    for (chain, head) in try heads().sorted(by: { $0.key < $1.key }) {
      tips.append(ChainTip(chain: chain, fork: nil, head: head))
      for (fork, head) in forks where fork.chain == chain {
        tips.append(ChainTip(chain: chain, fork: fork, head: head))
      }
    }
    return tips
  }

  /// Whether a commit is one of a branch, or its tip.
  ///
  /// - Returns: false too where the object is here and no ref leads to it: that proves nothing.
  package func isHeld(_ id: ObjectID, below tip: ChainTip) throws(StoreFault) -> Bool {
    guard let commit = try commit(ifHere: id), commit.chain == tip.chain else { return false }
    var next = Optional(tip.head)
    while let at = next, at != id {
      let above = try self.commit(at)
      next = above.seq > commit.seq ? above.parent : nil
    }
    return next == id
  }
}
