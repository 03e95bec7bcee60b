package import SiteModel
package import Storage

/// What a bundle leans on: the past must be here before what follows it.
extension Ingest {
  /// What a bundle leans on.
  package enum Missing: Sendable, Hashable {
    /// The chain's own commits before it.
    case earlier(chain: String, commit: ObjectID)
    /// A commit of another chain, which its writer had seen.
    case seen(SeenHead)
    /// A program that reads commits of this format: an older one must not guess what they say.
    case program(format: Int)
  }

  /// What a bundle that waits leans on and is not here; nothing is judged or written.
  package func missing(for bytes: [UInt8]) throws -> [Missing] {
    let guest = try guest(try GitBundle(bytes))
    var missing = try earlier(of: guest)
    let quarantine = try Quarantine(guest.bundle.pack, over: store, limits: limits)
    var next = Optional(guest.head)
    while let id = next, quarantine.objects[id] != nil {
      let commit = try quarantine.commit(id)
      if commit.format > Commit.format { missing.append(.program(format: commit.format)) }
      missing += try unseen(commit).map(Missing.seen)
      next = commit.parent
    }
    return Set(missing).sorted { $0.phrase.description < $1.phrase.description }
  }

  /// The commit before those it brings, if no branch here has it.
  func earlier(of guest: Guest) throws -> [Missing] {
    try guest.bundle.prerequisites.filter { try !isHeld($0, on: guest.tips) }
      .map { .earlier(chain: guest.chain, commit: $0) }
  }

  func isHeld(_ commit: ObjectID, on tips: [ChainTip]) throws -> Bool {
    try tips.contains { try store.isHeld(commit, below: $0) }
  }

  /// The heads that a commit says it had seen and that are not here.
  func unseen(_ commit: Commit) throws -> [SeenHead] {
    try commit.seen.filter { head in
      try !holes.contains(head.commit)
        && ![store, library].compactMap { $0 }.contains { try holds(head, $0) }
    }
  }

  private func holds(_ head: SeenHead, _ store: any FactStore) throws -> Bool {
    // An object alone proves nothing: it must be below a ref, where everything under it is.
    guard let commit = try store.commit(ifHere: head.commit), commit.seq == head.seq else {
      return false
    }
    return try store.tips().contains {
      try $0.chain == head.chain && store.isHeld(head.commit, below: $0)
    }
  }
}

extension Ingest.Missing {
  /// What is missing, and the way out.
  package var phrase: Phrase {
    switch self {
    case .earlier(let chain, let commit):
      Phrase("held.earlier", ["chain": chain, "commit": commit.description])
    case .seen(let head): Phrase("held.seen", ["commit": head.description])
    case .program(let format): Phrase("held.program", ["format": String(format)])
    }
  }
}
