extension ObjectSource {
  /// One commit, read and taken apart.
  /// - Throws: ``StoreFault/missing``, ``StoreFault/damaged``, ``StoreFault/malformed``.
  package func commit(_ id: ObjectID) throws(StoreFault) -> Commit {
    try Commit(id, try read(id))
  }
}

extension FactStore {
  /// All commits of a chain, the oldest first; none if there is no such chain.
  package func history(of chain: String) throws(StoreFault) -> [Commit] {
    try commits(of: chain, after: nil)
  }

  /// The commits of a chain that follow `known`, the oldest first.
  ///
  /// - Parameter known: a commit of this chain, nil for all.
  /// - Throws: ``StoreFault/notAppendOnly`` if `known` is not in the chain.
  package func commits(of chain: String, after known: ObjectID?) throws(StoreFault) -> [Commit] {
    guard let head = try heads()[chain] else {
      guard known == nil else { throw .notAppendOnly(commit: chain, path: "") }
      return []
    }
    return try commits(to: head, after: known)
  }

  /// The commits up to one, the oldest first.
  ///
  /// - Throws: ``StoreFault/notAppendOnly`` if `known` is not below it.
  package func commits(
    to head: ObjectID, after known: ObjectID?
  ) throws(StoreFault) -> [Commit] {
    var (commits, next) = ([Commit](), Optional(head))
    while let id = next, id != known {
      let commit = try commit(id)
      commits.append(commit)
      next = commit.parent
    }
    guard next == known else { throw .notAppendOnly(commit: head.description, path: "") }
    return commits.reversed()
  }
}
