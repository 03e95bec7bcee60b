/// What the law of slots asks about chains. Each answer is a function of the past asked about.
package struct SlotGround: Sendable {
  /// The chains of the headquarters.
  package let headquarters: Set<String>
  /// By successor chain, the chain that its opening names.
  package let predecessors: [String: String]
  /// The marks the library has granted, in the order in which it did.
  package let grants: [MarkGrant]
  /// Whether an act is cut, as known at a past; nil asks about everything the store holds.
  package let isCut: @Sendable (SlotAct, VersionVector?) -> Bool

  package init(
    headquarters: Set<String>, predecessors: [String: String] = [:], grants: [MarkGrant],
    isCut: @escaping @Sendable (SlotAct, VersionVector?) -> Bool = { _, _ in false }
  ) {
    (self.headquarters, self.predecessors) = (headquarters, predecessors)
    (self.grants, self.isCut) = (grants, isCut)
  }

  /// Whether a chain came, over whatever other successors, from another.
  package func isSuccessor(_ chain: String, of old: String) -> Bool {
    var (at, seen) = (chain, Set([chain]))
    while let before = predecessors[at], seen.insert(before).inserted {
      if before == old { return true }
      at = before
    }
    return false
  }

  /// The chain that has a mark as far as a past knows; a second grant of one is nothing.
  ///
  /// Before an entity has heard of a library, each node's first chain has the empty mark.
  func grantee(_ mark: String, for chain: String, in past: VersionVector) -> String? {
    let granted = grants.first { $0.mark == mark && past.contains($0.name) }?.chain
    return granted ?? (mark.isEmpty ? root(of: chain) : nil)
  }

  /// The chain with which a row of successors began.
  private func root(of chain: String) -> String {
    var (at, seen) = (chain, Set([chain]))
    while let before = predecessors[at], seen.insert(before).inserted { at = before }
    return at
  }
}

/// One grant of a mark.
package struct MarkGrant: Sendable, Hashable {
  /// The mark; empty for plain numbers.
  package let mark: String
  /// The only chain that may open numbers with it, until its successor resumes.
  package let chain: String
  /// The library's commit.
  package let name: EntryName

  package init(_ mark: String, to chain: String, in name: EntryName) {
    (self.mark, self.chain, self.name) = (mark, chain, name)
  }
}
