/// A past: for each chain (or branch of a forked chain) the highest commit in it.
///
/// Every commit's past is one vector, and every question "known at" is one too.
package struct VersionVector: Sendable, Hashable {
  /// The highest `Seq` by ``EntryName/branch``; never 0.
  package private(set) var heads: [String: Int] = [:]

  package init() {}

  package init(_ heads: [String: Int]) { self.heads = heads.filter { $0.value > 0 } }

  /// Whether the named commit is in this past.
  package func contains(_ name: EntryName) -> Bool { heads[name.branch, default: 0] >= name.seq }

  /// Adds a commit and what lies below it on its branch.
  package mutating func insert(_ name: EntryName) {
    heads[name.branch] = max(heads[name.branch, default: 0], name.seq)
  }

  /// Adds all of another past.
  package mutating func merge(_ other: VersionVector) {
    heads.merge(other.heads) { max($0, $1) }
  }

  /// Both pasts together.
  package func merged(with other: VersionVector) -> VersionVector {
    var result = self
    result.merge(other)
    return result
  }

  /// What lies in both pasts.
  package func common(with other: VersionVector) -> VersionVector {
    VersionVector(
      heads.reduce(into: [:]) { $0[$1.key] = min($1.value, other.heads[$1.key, default: 0]) })
  }

  /// Whether everything here is in `other` too.
  package func isWithin(_ other: VersionVector) -> Bool {
    heads.allSatisfy { other.heads[$0.key, default: 0] >= $0.value }
  }

  /// How two pasts lie to each other.
  package func relation(to other: VersionVector) -> Relation {
    switch (isWithin(other), other.isWithin(self)) {
    case (true, true): .same
    case (true, false): .before
    case (false, true): .after
    case (false, false): .apart
    }
  }

  /// The four ways two pasts can lie to each other.
  package enum Relation: Sendable, Hashable { case same, before, after, apart }

  /// How many commits are in it: if a past lies within another, its size is not larger.
  package var size: Int { heads.values.reduce(0, +) }

  /// The commit a name means when it is written with this past.
  ///
  /// `a3k7.12` means the branch of `a3k7` that the past holds; it is nil where the past holds no
  /// such commit, or more than one and the name does not tell which.
  package func resolve(_ name: EntryName) -> EntryName? {
    if contains(name) { return name }
    guard name.fork == nil else { return nil }
    let prefix = name.chain + "~"
    let branches = heads.filter { $0.key.hasPrefix(prefix) && $0.value >= name.seq }
    guard branches.count == 1, let branch = branches.first?.key else { return nil }
    return EntryName(
      chain: name.chain, seq: name.seq, fork: String(branch.dropFirst(prefix.count)))
  }
}
