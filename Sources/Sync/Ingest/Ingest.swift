package import Storage

/// Takes in a bundle that came from anywhere, or says by which rule not.
///
/// Form only is judged: whatever an honest program of any version can have made is taken in, and
/// what it means is the fold's. Before everything holds, nothing of the bundle is in the store.
package struct Ingest {
  let store: any FactStore
  let entity: String
  let library: (any FactStore)?
  let limits: PackLimits
  let holes: Set<ObjectID>
  let good: GoodSignatures

  /// - Parameters:
  ///   - library: where commits of the library are held; nil where this is its store.
  ///   - limits: what it may cost to look at a bundle.
  ///   - holes: commits that others have seen and no disk has any more.
  ///   - good: signatures that need no second check.
  package init(
    into store: any FactStore, of entity: String, library: (any FactStore)? = nil,
    limits: PackLimits = .usual, holes: Set<ObjectID> = [],
    good: GoodSignatures = GoodSignatures()
  ) {
    (self.store, self.entity, self.library) = (store, entity, library)
    (self.limits, self.holes, self.good) = (limits, holes, good)
  }

  /// What came of a bundle.
  package enum Outcome: Sendable, Hashable {
    /// So many commits are new, durable, and under their ref.
    case taken(commits: Int)
    /// Everything in it was here.
    case nothingNew
    /// So many are new; those after them lean on what is not here yet.
    case partly(commits: Int, waitsFor: [Missing])
    /// It is whole, and leans on what is not here yet.
    case waits(for: [Missing])
  }

  /// Judges a bundle and, if all holds, makes its commits the store's.
  ///
  /// - Parameter bytes: the whole file, as it was laid down.
  /// - Throws: ``IngestFault`` with the rule; ``StoreFault`` if this store cannot be read or written.
  package func take(_ bytes: [UInt8]) throws -> Outcome {
    let bundle = try Self.opened(bytes, limits)
    return try take(bundle) { try Quarantine(bundle.pack, over: store, limits: limits) }
  }

  /// Judges a bundle that was opened before; see ``take(_:)-([UInt8])``.
  package func take(_ opened: OpenedBundle) throws -> Outcome {
    try take(opened.bundle) { Quarantine(opened.pack, over: store) }
  }

  private func take(_ bundle: GitBundle, _ open: () throws -> Quarantine) throws -> Outcome {
    let guest = try guest(bundle)
    if try isHeld(guest.head, on: guest.tips) { return .nothingNew }
    let quarantine = try judged(open)
    try checkBase(of: guest, quarantine)
    let earlier = try earlier(of: guest)
    guard earlier.isEmpty else { return .waits(for: earlier) }
    let base = try base(of: guest, quarantine)
    let stretch = try check(guest, after: base, quarantine)
    guard stretch.format <= Commit.format else {
      return .waits(for: [.program(format: stretch.format)])
    }
    return try keep(stretch, of: guest, after: base, quarantine)
  }

  /// Makes those commits the store's that lean on nothing but what is here.
  private func keep(
    _ stretch: StretchVerification, of guest: Guest, after base: ObjectID?,
    _ quarantine: Quarantine
  ) throws -> Outcome {
    // Two chains may lean on each other by turns, so what is ready goes ahead of the rest.
    let ready = try stretch.commits.prefix { try unseen($0).isEmpty }
    let missing = try stretch.commits.dropFirst(ready.count).flatMap(unseen).map(Missing.seen)
    guard let first = ready.first, let last = ready.last else { return .waits(for: missing) }
    try checkObjects(of: stretch, guest.chain, quarantine)
    try judged { try store.adopt(pack: guest.bundle.pack) }
    try move(guest, after: base, from: first.id, to: last.id)
    return missing.isEmpty
      ? .taken(commits: ready.count) : .partly(commits: ready.count, waitsFor: missing)
  }

  /// What follows a tip goes on with its branch; anything else begins another one.
  ///
  /// `model.md` §1: both are facts, and both count.
  private func move(
    _ guest: Guest, after base: ObjectID?, from first: ObjectID, to last: ObjectID
  ) throws(StoreFault) {
    let (chain, tips) = (guest.chain, guest.tips)
    guard !tips.isEmpty else { return try store.move(chain, from: nil, to: last) }
    guard let tip = tips.first(where: { $0.head == base }) else {
      return try store.move(Fork(chain: chain, first: first), from: nil, to: last)
    }
    if let fork = tip.fork {
      try store.move(fork, from: tip.head, to: last)
    } else {
      try store.move(chain, from: tip.head, to: last)
    }
  }
}
