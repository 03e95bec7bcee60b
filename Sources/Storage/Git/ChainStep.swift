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
  mutating func recall(_ heads: [SeenHead]) throws(StoreFault) {
    for head in heads { try note(head) }
  }

  private mutating func note(_ head: SeenHead) throws(StoreFault) {
    var others: [SeenHead] = []
    for other in seen[head.chain, default: []] where try beside.areApart(head, other) {
      others.append(other)
    }
    seen[head.chain] = others + [head]
  }

  /// What is wrong with the trailers of the next commit, or with reading it or what it has seen.
  mutating func check(_ next: Result<Commit, StoreFault>) -> [VerificationFault] {
    do throws(StoreFault) {
      let commit = try next.get()
      defer { seq = commit.seq }
      let holds = [
        "Entity": commit.entity == entity, "Chain": commit.chain == chain,
        "Seq": seq.map { commit.seq == $0 + 1 } ?? true, "Format": commit.format <= format,
        "Seen": try mayHaveSeen(commit.seen),
      ]
      for head in commit.seen { try note(head) }
      return holds.filter { !$0.value }.keys.sorted().map {
        .trailer(commit: commit.id, name: $0)
      }
    } catch {
      if case .failure = next { seq = seq.map { $0 + 1 } }
      return [.store(error)]
    }
  }

  private func mayHaveSeen(_ heads: [SeenHead]) throws(StoreFault) -> Bool {
    for head in heads {
      guard head.chain != chain, try !goesBack(head), try !isBelow(head, heads) else {
        return false
      }
    }
    return true
  }

  /// Two heads of one chain are of two branches; what is not here yet cannot be judged.
  private func isBelow(_ head: SeenHead, _ others: [SeenHead]) throws(StoreFault) -> Bool {
    for other in others where other.chain == head.chain && other.seq > head.seq {
      if try beside.leads(from: other, to: head) { return true }
    }
    return false
  }

  private func goesBack(_ head: SeenHead) throws(StoreFault) -> Bool {
    for before in seen[head.chain, default: []] where head != before && head.seq <= before.seq {
      if try !beside.areApart(head, before) { return true }
    }
    return false
  }
}
