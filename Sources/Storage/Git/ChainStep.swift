/// What a chain's next commit must fit.
struct ChainStep {
  private let chain: String
  private let entity: String
  private let format: Int
  /// The files of the commit before.
  var tree: ObjectID?
  /// The number of the commit before; nil after one that could not be read.
  private var seq: Int?
  private var seen: [String: SeenHead] = [:]

  /// - Parameters:
  ///   - seq: the number of the commit before, nil if it is not known.
  ///   - format: the highest that a commit may have.
  init(chain: String, entity: String, seq: Int?, format: Int = Commit.format) {
    (self.chain, self.entity, self.seq, self.format) = (chain, entity, seq, format)
  }

  /// What earlier commits of the chain said they had seen.
  mutating func recall(_ heads: [SeenHead]) {
    for head in heads { seen[head.chain] = head }
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
      "Seen": commit.seen.allSatisfy { $0.chain != chain && !goesBack($0) },
    ]
    seq = commit.seq
    for head in commit.seen { seen[head.chain] = head }
    return holds.filter { !$0.value }.keys.sorted().map { .trailer(commit: commit.id, name: $0) }
  }

  private func goesBack(_ head: SeenHead) -> Bool {
    guard let before = seen[head.chain] else { return false }
    return head.seq < before.seq || (head.seq == before.seq && head != before)
  }
}
