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

  /// - Parameter library: where commits of the library are held; nil where this is its store.
  package init(into store: any FactStore, of entity: String, library: (any FactStore)? = nil) {
    (self.store, self.entity, self.library) = (store, entity, library)
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
  }

  /// Judges a bundle and, if all holds, makes its commits the store's.
  ///
  /// - Parameter bytes: the whole file, as it was laid down.
  /// - Throws: ``IngestFault`` with the rule; ``StoreFault`` if this store cannot be written.
  package func take(_ bytes: [UInt8]) throws -> Outcome {
    let bundle: GitBundle
    do { bundle = try GitBundle(bytes) } catch { throw IngestFault.bundle(error) }
    let (chain, head) = try chain(of: bundle)
    let held = try store.heads()[chain]
    if try isHeld(head, of: chain, held) { return .nothingNew }
    for commit in bundle.prerequisites where (try? store.commit(commit)) == nil {
      return .waits(for: [.earlier(chain: chain, commit: commit)])
    }
    let quarantine: Quarantine
    do { quarantine = try Quarantine(bundle.pack, over: store) } catch {
      throw IngestFault.pack(error)
    }
    let stretch = try check(chain, head, after: held, quarantine)
    // Two chains may lean on each other by turns, so what is ready goes ahead of the rest.
    let ready = stretch.commits.prefix { unseen($0).isEmpty }
    let missing = stretch.commits.dropFirst(ready.count).flatMap(unseen).map(Missing.seen)
    guard let last = ready.last else { return .waits(for: missing) }
    try store.adopt(pack: bundle.pack)
    try store.move(chain, from: held, to: last.id)
    return missing.isEmpty
      ? .taken(commits: ready.count) : .partly(commits: ready.count, waitsFor: missing)
  }

  /// The entity whose facts a bundle says it carries, before anything is judged.
  package static func entity(of bytes: [UInt8]) throws(IngestFault) -> String {
    do {
      let bundle = try GitBundle(bytes)
      guard let head = bundle.heads.first?.value else {
        throw IngestFault.refs(bundle.refs.keys.sorted())
      }
      return try Quarantine(bundle.pack, over: MemoryStore()).commit(head).entity
    } catch let fault as StoreFault {
      throw .pack(fault)
    } catch let fault as IngestFault {
      throw fault
    } catch {
      throw .refs([])
    }
  }

  /// A bundle carries one stretch of one chain, and nothing else.
  private func chain(of bundle: GitBundle) throws(IngestFault) -> (String, ObjectID) {
    guard bundle.refs.count == 1, bundle.heads.count == 1, let only = bundle.heads.first else {
      throw .refs(bundle.refs.keys.sorted())
    }
    guard bundle.prerequisites.count <= 1 else { throw .prerequisites(chain: only.key) }
    return (only.key, only.value)
  }

  private func isHeld(_ head: ObjectID, of chain: String, _ held: ObjectID?) throws -> Bool {
    guard let held, let commit = try? store.commit(head), commit.chain == chain else {
      return false
    }
    var next = Optional(held)
    while let id = next {
      if id == head { return true }
      let at = try store.commit(id)
      next = at.seq > commit.seq ? at.parent : nil
    }
    return false
  }

  private func check(
    _ chain: String, _ head: ObjectID, after held: ObjectID?, _ quarantine: Quarantine
  ) throws -> StretchVerification {
    let stretch = StretchVerification(
      of: chain, after: held, to: head, in: quarantine, entity: entity, key: try key(of: chain))
    if case .store(.notAppendOnly(_, "")) = stretch.faults.first, stretch.commits.isEmpty {
      throw IngestFault.fork(chain: chain, head: head)
    }
    if let fault = stretch.faults.first { throw IngestFault.commit(chain: chain, fault) }
    if let key = stretch.commits.first?.signature?.key, !key.mayBear(chain: chain) {
      throw IngestFault.name(chain: chain)
    }
    let extra = Set(quarantine.objects.keys).subtracting(stretch.objects)
      .filter { (try? store.read($0)) == nil }
    guard extra.isEmpty else { throw IngestFault.unreached(chain: chain, objects: extra.count) }
    return stretch
  }

  /// The key that signed the first commit held of a chain; nil for a chain that is new here.
  private func key(of chain: String) throws -> SSHPublicKey? {
    guard let head = try store.heads()[chain] else { return nil }
    // One key signs a chain from its first commit to its last, so any held commit tells it.
    return try store.commit(head).signature?.key
  }

  /// The heads that a commit says it had seen and that are not here.
  private func unseen(_ commit: Commit) -> [SeenHead] {
    commit.seen.filter { head in
      ![store, library].compactMap { $0 }.contains { holds(head, $0) }
    }
  }

  private func holds(_ head: SeenHead, _ store: any FactStore) -> Bool {
    // An object alone proves nothing: it must be below a ref, where everything under it is.
    guard let line = try? store.heads()[head.chain], let top = try? store.commit(line),
      let commit = try? store.commit(head.commit)
    else { return false }
    return commit.chain == head.chain && commit.seq == head.seq && commit.seq <= top.seq
  }
}

/// The rule by which a bundle is refused; nothing of it was kept.
package enum IngestFault: Fault, Equatable {
  /// The file is no bundle.
  case bundle(StoreFault)
  /// It holds another number of refs than one, or one that is no chain.
  case refs([String])
  /// It leans on more than the one commit before it.
  case prerequisites(chain: String)
  /// Its pack is cut, corrupt, or leans on what is not there.
  case pack(StoreFault)
  /// A commit breaks a rule of form.
  case commit(chain: String, VerificationFault)
  /// It goes on from another past than is held: two disks write one chain.
  case fork(chain: String, head: ObjectID)
  /// The chain bears a name that is not its key's.
  case name(chain: String)
  /// Facts of an entity that this node does not follow.
  case stranger(entity: String)
  /// It brings objects that no commit of it reaches.
  case unreached(chain: String, objects: Int)

  package var kind: FaultKind { .untrusted }
  package var phrase: Phrase {
    switch self {
    case .bundle(let fault), .pack(let fault):
      Phrase("ingest.bundle", within: ["fault": [fault.phrase]])
    case .refs(let refs): Phrase("ingest.refs", ["refs": refs.joined(separator: ", ")])
    case .prerequisites(let chain): Phrase("ingest.prerequisites", ["chain": chain])
    case .commit(let chain, let fault):
      Phrase("ingest.commit", ["chain": chain], within: ["fault": [fault.phrase]])
    case .fork(let chain, let head):
      Phrase("ingest.fork", ["chain": chain, "commit": head.description])
    case .name(let chain): Phrase("ingest.name", ["chain": chain])
    case .stranger(let entity): Phrase("ingest.stranger", ["entity": entity])
    case .unreached(let chain, let objects):
      Phrase("ingest.unreached", ["chain": chain, "objects": String(objects)])
    }
  }
}
