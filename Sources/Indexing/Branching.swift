import SiteModel
import Storage

/// Which branch each commit of forked chains belongs to.
///
/// A commit that has a sibling begins a branch, and its name tells which: so two stores with the
/// same commits call them alike, whichever came first. What lies below both keeps its plain name.
struct Branching {
  /// By commit, ``EntryName/branch``; chains that have not forked are left out.
  private(set) var names: [ObjectID: String] = [:]
  /// The branches there are: what names follow from.
  private(set) var branches: Set<String> = []

  init(_ tips: [ChainTip], in store: some FactStore) throws {
    for (chain, tips) in Dictionary(grouping: tips, by: \.chain) where tips.count > 1 {
      try name(chain, tips.map(\.head), store)
    }
  }

  /// As the index keeps it.
  var text: String { branches.sorted().joined(separator: " ") }

  private mutating func name(
    _ chain: String, _ heads: [ObjectID], _ store: some FactStore
  ) throws {
    var commits: [ObjectID: Commit] = [:]
    for head in heads {
      var next = Optional(head)
      while let id = next, commits[id] == nil {
        let commit = try store.commit(id)
        commits[id] = commit
        next = commit.parent
      }
    }
    let siblings = Dictionary(grouping: commits.values, by: \.parent).mapValues(\.count)
    for commit in commits.values.sorted(by: { $0.seq < $1.seq }) {
      let isFirst = siblings[commit.parent, default: 0] > 1
      let own = Fork(chain: chain, first: commit.id).description
      let name = isFirst ? own : commit.parent.flatMap { names[$0] } ?? chain
      names[commit.id] = name
      if isFirst { branches.insert(own) }
    }
  }
}
