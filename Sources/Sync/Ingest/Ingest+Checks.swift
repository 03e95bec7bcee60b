import SiteModel
import Storage

/// The rules of form, each by itself.
extension Ingest {
  /// What it leans on is the one commit before those it brings: what its header says of that is
  /// covered by no signature.
  func checkBase(of guest: Guest, _ quarantine: Quarantine) throws {
    let base: ObjectID?
    do { base = try quarantine.base(below: guest.head) } catch {
      throw error.isOfDisk ? error : IngestFault.commit(chain: guest.chain, .store(error))
    }
    guard guest.bundle.prerequisites.first == base else {
      throw IngestFault.prerequisites(chain: guest.chain)
    }
    if let base, let held = try store.commit(ifHere: base), held.chain != guest.chain {
      throw IngestFault.commit(chain: guest.chain, .trailer(commit: base, name: "Chain"))
    }
  }

  /// The newest commit below its head that a branch held here has: on it follows what is new.
  func base(of guest: Guest, _ quarantine: Quarantine) throws -> ObjectID? {
    var next = Optional(guest.head)
    while let id = next, !guest.tips.isEmpty {
      if try isHeld(id, on: guest.tips) { return id }
      do { next = try quarantine.commit(id).parent } catch {
        guard !error.isOfDisk else { throw error }
        throw IngestFault.commit(chain: guest.chain, .store(error))
      }
    }
    return nil
  }

  /// Commits that follow what is held, as their signatures, trailers and files should be.
  func check(
    _ guest: Guest, after held: ObjectID?, _ quarantine: Quarantine
  ) throws -> StretchVerification {
    let chain = guest.chain
    let stretch = StretchVerification(
      of: chain, after: held, to: guest.head, in: quarantine, entity: entity,
      key: try key(of: chain), library: library, paths: limits.paths, good: good)
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

  /// The key that signed the first commit held of a chain; nil for a chain that is new here.
  private func key(of chain: String) throws -> SSHPublicKey? {
    guard let head = try store.heads()[chain] else { return nil }
    // One key signs a chain from its first commit to its last, so any held commit tells it.
    return try store.commit(head).signature?.key
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
        if let known, known.chain != head.chain || known.seq != head.seq {
          return .trailer(commit: commit.id, name: "Seen")
        }
      }
    }
    return nil
  }

  /// A pack brings what its commits add, all of it and nothing else: that an object is here already
  /// proves nothing, because nothing may stand behind it.
  func checkObjects(
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
}
