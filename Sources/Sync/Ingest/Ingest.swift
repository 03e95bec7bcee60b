package import SiteModel
package import Storage

/// Takes in a bundle that came from anywhere, or says by which rule not.
///
/// Form only is judged: whatever an honest program of any version can have made is taken in, and
/// what it means is the fold's. Before everything holds, nothing of the bundle is in the store.
package struct Ingest {
  private let store: any FactStore
  private let entity: String
  private let library: (any FactStore)?
  private let limits: PackLimits
  private let holes: Set<ObjectID>

  /// - Parameters:
  ///   - library: where commits of the library are held; nil where this is its store.
  ///   - holes: commits that others have seen and no disk has any more.
  ///   - limits: what it may cost to look at a bundle.
  package init(
    into store: any FactStore, of entity: String, library: (any FactStore)? = nil,
    limits: PackLimits = .usual, holes: Set<ObjectID> = []
  ) {
    self.holes = holes
    (self.store, self.entity, self.library) = (store, entity, library)
    self.limits = limits
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

  /// What a bundle leans on.
  package enum Missing: Sendable, Hashable {
    /// The chain's own commits before it.
    case earlier(chain: String, commit: ObjectID)
    /// A commit of another chain, which its writer had seen.
    case seen(SeenHead)
    /// A program that reads commits of this format: an older one must not guess what they say.
    case program(format: Int)
  }

  /// Judges a bundle and, if all holds, makes its commits the store's.
  ///
  /// - Parameter bytes: the whole file, as it was laid down.
  /// - Throws: ``IngestFault`` with the rule; ``StoreFault`` if this store cannot be written.
  package func take(_ bytes: [UInt8]) throws -> Outcome {
    guard bytes.count <= limits.bundle else { throw IngestFault.size(bytes: bytes.count) }
    let bundle: GitBundle
    do { bundle = try GitBundle(bytes) } catch { throw IngestFault.bundle(error) }
    let (chain, head) = try chain(of: bundle)
    let tips = try store.tips().filter { $0.chain == chain }
    if try tips.contains(where: { try store.isHeld(head, below: $0) }) { return .nothingNew }
    let quarantine = try judged { try Quarantine(bundle.pack, over: store, limits: limits) }
    try checkBase(of: bundle, chain, head, quarantine)
    for commit in bundle.prerequisites
    where try !tips.contains(where: { try store.isHeld(commit, below: $0) }) {
      return .waits(for: [.earlier(chain: chain, commit: commit)])
    }
    let base = try base(below: head, on: tips, quarantine)
    let stretch = try check(chain, head, after: base, quarantine)
    guard stretch.format <= Commit.format else {
      return .waits(for: [.program(format: stretch.format)])
    }
    // Two chains may lean on each other by turns, so what is ready goes ahead of the rest.
    let ready = try stretch.commits.prefix { try unseen($0).isEmpty }
    let missing = try stretch.commits.dropFirst(ready.count).flatMap(unseen).map(Missing.seen)
    guard let first = ready.first, let last = ready.last else { return .waits(for: missing) }
    try checkObjects(of: stretch, chain, quarantine)
    try judged { try store.adopt(pack: bundle.pack) }
    try move(chain, tips, after: base, from: first.id, to: last.id)
    return missing.isEmpty
      ? .taken(commits: ready.count) : .partly(commits: ready.count, waitsFor: missing)
  }

  /// The newest commit below a head that a branch held here has: on it follows what is new.
  private func base(
    below head: ObjectID, on tips: [ChainTip], _ quarantine: Quarantine
  ) throws -> ObjectID? {
    var next = Optional(head)
    while let id = next, !tips.isEmpty {
      if try tips.contains(where: { try store.isHeld(id, below: $0) }) { return id }
      do { next = try quarantine.commit(id).parent } catch {
        guard !error.isOfDisk else { throw error }
        throw IngestFault.commit(chain: tips[0].chain, .store(error))
      }
    }
    return nil
  }

  /// What follows a tip goes on with its branch; anything else begins another one.
  ///
  /// `model.md` §1: both are facts, and both count.
  private func move(
    _ chain: String, _ tips: [ChainTip], after base: ObjectID?, from first: ObjectID,
    to last: ObjectID
  ) throws(StoreFault) {
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

  /// What it leans on is the one commit before those it brings: what its header says of that is
  /// covered by no signature.
  private func checkBase(
    of bundle: GitBundle, _ chain: String, _ head: ObjectID, _ quarantine: Quarantine
  ) throws {
    let base: ObjectID?
    do { base = try quarantine.base(below: head) } catch {
      throw error.isOfDisk ? error : IngestFault.commit(chain: chain, .store(error))
    }
    guard bundle.prerequisites.first == base else {
      throw IngestFault.prerequisites(chain: chain)
    }
    if let base, let held = try store.commit(ifHere: base), held.chain != chain {
      throw IngestFault.commit(chain: chain, .trailer(commit: base, name: "Chain"))
    }
  }

  /// What a reader of packs finds damaged in the pack is the bundle's fault, also where only a
  /// second reader finds it; any other failure is this disk's.
  private func judged<Value>(_ read: () throws -> Value) throws -> Value {
    do { return try read() } catch let fault as StoreFault {
      throw fault.isOfDisk ? fault : IngestFault.pack(fault)
    }
  }

  /// The entity whose facts a bundle says it carries, before anything is judged.
  ///
  /// - Parameter stores: one of which holds what a thin pack, as stock git writes it, leans on.
  package static func entity(
    of bytes: [UInt8], over stores: some Sequence<any FactStore>
  ) throws -> String {
    guard bytes.count <= PackLimits.usual.bundle else { throw IngestFault.size(bytes: bytes.count) }
    let bundle: GitBundle
    do { bundle = try GitBundle(bytes) } catch { throw IngestFault.bundle(error) }
    guard let head = bundle.heads.first?.value else {
      throw IngestFault.refs(bundle.refs.keys.sorted())
    }
    var first: StoreFault?
    for store in [MemoryStore()] + Array(stores) {
      do throws(StoreFault) {
        return try Quarantine(bundle.pack, over: store).commit(head).entity
      } catch {
        guard !error.isOfDisk else { throw error }
        first = first ?? error
      }
    }
    throw IngestFault.pack(first ?? .missing(head))
  }

  /// A bundle carries one stretch of one chain, and nothing else.
  private func chain(of bundle: GitBundle) throws(IngestFault) -> (String, ObjectID) {
    guard bundle.refs.count == 1, bundle.heads.count == 1, let only = bundle.heads.first else {
      throw .refs(bundle.refs.keys.sorted())
    }
    guard bundle.prerequisites.count <= 1 else { throw .prerequisites(chain: only.key) }
    return (only.key, only.value)
  }

  private func check(
    _ chain: String, _ head: ObjectID, after held: ObjectID?, _ quarantine: Quarantine
  ) throws -> StretchVerification {
    let stretch = StretchVerification(
      of: chain, after: held, to: head, in: quarantine, entity: entity, key: try key(of: chain),
      library: library, paths: limits.paths)
    for case .store(let fault) in stretch.faults where fault.isOfDisk { throw fault }
    if let fault = stretch.faults.first { throw IngestFault.commit(chain: chain, fault) }
    if let key = stretch.commits.first?.signature?.key, !key.mayBear(chain: chain) {
      throw IngestFault.name(chain: chain)
    }
    if let fault = try misnamed(stretch.commits, quarantine) {
      throw IngestFault.commit(chain: chain, fault)
    }
    return stretch
  }

  /// A pack brings what its commits add, all of it and nothing else: that an object is here already
  /// proves nothing, because nothing may stand behind it.
  private func checkObjects(
    of stretch: StretchVerification, _ chain: String, _ quarantine: Quarantine
  ) throws {
    let brought = Set(quarantine.objects.keys)
    // Git has the folder without files in every repository, so it is nowhere brought for nothing.
    let extra = try brought.subtracting(stretch.objects.union([Quarantine.emptyFolder]))
      .filter { try store.object(ifHere: $0) == nil }
    guard extra.isEmpty else { throw IngestFault.unreached(chain: chain, objects: extra.count) }
    let lacking = stretch.objects.subtracting(brought)
    guard lacking.isEmpty else { throw IngestFault.lacking(chain: chain, objects: lacking.count) }
  }

  /// A commit that is here under another chain or number than these commits say will never be what
  /// they say: nobody saw that.
  private func misnamed(
    _ commits: [Commit], _ quarantine: Quarantine
  ) throws -> VerificationFault? {
    for commit in commits {
      for head in commit.seen {
        let known =
          try quarantine.commit(ifHere: head.commit) ?? library?.commit(ifHere: head.commit)
        guard let named = known else { continue }
        if named.chain != head.chain || named.seq != head.seq {
          return .trailer(commit: commit.id, name: "Seen")
        }
      }
    }
    return nil
  }

  /// The key that signed the first commit held of a chain; nil for a chain that is new here.
  private func key(of chain: String) throws -> SSHPublicKey? {
    guard let head = try store.heads()[chain] else { return nil }
    // One key signs a chain from its first commit to its last, so any held commit tells it.
    return try store.commit(head).signature?.key
  }

  /// What a bundle that waits leans on and is not here; nothing is judged or written.
  package func missing(for bytes: [UInt8]) throws -> [Missing] {
    let bundle = try GitBundle(bytes)
    let (chain, head) = try chain(of: bundle)
    let tips = try store.tips().filter { $0.chain == chain }
    var missing: [Missing] = []
    for commit in bundle.prerequisites
    where try !tips.contains(where: { try store.isHeld(commit, below: $0) }) {
      missing.append(.earlier(chain: chain, commit: commit))
    }
    let quarantine = try Quarantine(bundle.pack, over: store, limits: limits)
    var next = Optional(head)
    while let id = next, quarantine.objects[id] != nil {
      let commit = try quarantine.commit(id)
      if commit.format > Commit.format { missing.append(.program(format: commit.format)) }
      missing += try unseen(commit).map(Missing.seen)
      next = commit.parent
    }
    return Set(missing).sorted { $0.phrase.description < $1.phrase.description }
  }

  /// The heads that a commit says it had seen and that are not here.
  private func unseen(_ commit: Commit) throws -> [SeenHead] {
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
