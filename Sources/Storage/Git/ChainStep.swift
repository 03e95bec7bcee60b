/// What a chain's next commit must fit.
struct ChainStep {
  private let chain: String
  private let entity: String
  private let format: Int
  /// The files of the commit before.
  var tree: ObjectID?
  /// The number of the commit before; nil after one that could not be read.
  private var seq: Int?
  /// By chain; of one that has forked, those of its branches.
  private var seen: [String: [SeenHead]] = [:]
  private let beside: BranchLook

  /// - Parameters:
  ///   - seq: the number of the commit before, nil if it is not known.
  ///   - format: the highest that a commit may have.
  ///   - beside: where commits of other chains can be looked at.
  init(
    chain: String, entity: String, seq: Int?, format: Int = Commit.format, beside: BranchLook
  ) {
    (self.chain, self.entity, self.seq, self.format) = (chain, entity, seq, format)
    self.beside = beside
  }

  /// What earlier commits of the chain said they had seen.
  mutating func recall(_ heads: [SeenHead]) {
    for head in heads { note(head) }
  }

  private mutating func note(_ head: SeenHead) {
    let others = seen[head.chain, default: []].filter { beside.areApart(head, $0) }
    seen[head.chain] = others + [head]
  }

  /// What is wrong with the trailers of the next commit, or with reading it.
  mutating func check(_ next: Result<Commit, StoreFault>) -> [VerificationFault] {
    let commit: Commit
    switch next {
    case .success(let read): commit = read
    case .failure(let fault):
      seq = seq.map { $0 + 1 }
      return [.store(fault)]
    }
    let holds = [
      "Entity": commit.entity == entity, "Chain": commit.chain == chain,
      "Seq": seq.map { commit.seq == $0 + 1 } ?? true, "Format": commit.format <= format,
      "Seen": commit.seen.allSatisfy {
        $0.chain != chain && !goesBack($0) && !isBelow($0, commit.seen)
      },
    ]
    seq = commit.seq
    for head in commit.seen { note(head) }
    return holds.filter { !$0.value }.keys.sorted().map { .trailer(commit: commit.id, name: $0) }
  }

  /// Two heads of one chain are of two branches; what is not here yet cannot be judged.
  private func isBelow(_ head: SeenHead, _ others: [SeenHead]) -> Bool {
    others.contains { other in
      other.chain == head.chain && other.seq > head.seq && beside.leads(from: other, to: head)
    }
  }

  private func goesBack(_ head: SeenHead) -> Bool {
    seen[head.chain, default: []].contains { before in
      head != before && head.seq <= before.seq && !beside.areApart(head, before)
    }
  }
}

/// Tells branches of a forked chain apart, as far as their commits can be read.
struct BranchLook {
  let sources: [any ObjectSource]

  /// Whether a commit is not on the way to another one with the same or a higher number: they
  /// stand on two branches. Of what is not here yet nothing is said against them: who names it waits
  /// for it, and is judged again then.
  func areApart(_ a: SeenHead, _ b: SeenHead) -> Bool {
    let (low, high) = a.seq <= b.seq ? (a, b) : (b, a)
    guard low.commit != high.commit else { return false }
    guard let named = commit(low.commit) else { return true }
    guard named.chain == low.chain, named.seq == low.seq else { return false }
    var next = commit(high.commit)
    guard next != nil else { return true }
    while let at = next, at.chain == high.chain, at.seq >= low.seq {
      if at.seq == low.seq { return at.id != low.commit }
      next = at.parent.flatMap { commit($0) }
    }
    return false
  }

  /// Whether one commit is known to stand above another.
  func leads(from high: SeenHead, to low: SeenHead) -> Bool {
    var next = commit(high.commit)
    while let at = next, at.seq > low.seq { next = at.parent.flatMap { commit($0) } }
    return next?.id == low.commit
  }

  private func commit(_ id: ObjectID) -> Commit? {
    for source in sources {
      if let commit = try? source.commit(id) { return commit }
    }
    return nil
  }
}
