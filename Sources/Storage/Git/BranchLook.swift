/// Tells branches of a forked chain apart, as far as their commits are here.
///
/// Its answers throw ``StoreFault`` where a commit cannot be read: what a disk refuses is not absent.
struct BranchLook {
  let sources: [any ObjectSource]

  /// Whether a commit is not on the way to another one with the same or a higher number: they
  /// stand on two branches. Of what is not here yet nothing is said against them: who names it waits
  /// for it, and is judged again then.
  func areApart(_ a: SeenHead, _ b: SeenHead) throws(StoreFault) -> Bool {
    let (low, high) = a.seq <= b.seq ? (a, b) : (b, a)
    guard low.commit != high.commit else { return false }
    guard let named = try commit(low.commit) else { return true }
    guard named.chain == low.chain, named.seq == low.seq else { return false }
    var next = try commit(high.commit)
    guard next != nil else { return true }
    while let at = next, at.chain == high.chain, at.seq >= low.seq {
      if at.seq == low.seq { return at.id != low.commit }
      next = try parent(of: at)
    }
    return false
  }

  /// Whether one commit is known to stand above another.
  func leads(from high: SeenHead, to low: SeenHead) throws(StoreFault) -> Bool {
    var next = try commit(high.commit)
    while let at = next, at.seq > low.seq { next = try parent(of: at) }
    return next?.id == low.commit
  }

  private func parent(of at: Commit) throws(StoreFault) -> Commit? {
    if let parent = at.parent { try commit(parent) } else { nil }
  }

  private func commit(_ id: ObjectID) throws(StoreFault) -> Commit? {
    for source in sources {
      if let commit = try source.commit(ifHere: id) { return commit }
    }
    return nil
  }
}
