/// Checks commits that are to follow what is held of one chain: form only, as `model.md` §1 says.
package struct StretchVerification {
  /// The commits, the oldest first; what was read before a fault.
  package private(set) var commits: [Commit] = []
  /// Everything that is wrong.
  package private(set) var faults: [VerificationFault] = []
  /// Every object that the commits add: themselves, folders, files.
  package private(set) var objects: Set<ObjectID> = []
  /// The highest format of a commit. Where it is above ``Commit/format``, only the frame of such a
  /// commit was judged, which is the same in every format: headers, trailers, signature.
  package var format: Int { commits.map(\.format).max() ?? Commit.format }

  private let source: any ObjectSource
  private let chain: String
  private let entity: String
  private var paths: Int
  private let library: (any ObjectSource)?
  private let good: GoodSignatures

  /// - Parameters:
  ///   - chain: as the ref says.
  ///   - base: the commit that is held already; nil for a chain from its first commit.
  ///   - head: the last commit.
  ///   - source: where the new objects and the held ones are read.
  ///   - key: the chain's; nil: that of the first commit's signature.
  ///   - library: where commits of the library are read; nil where `source` is of it.
  ///   - paths: the most files and folders that all of them may add.
  ///   - good: signatures that need no second check.
  package init(
    of chain: String, after base: ObjectID?, to head: ObjectID, in source: any ObjectSource,
    entity: String, key: SSHPublicKey?, library: (any ObjectSource)? = nil,
    paths: Int = PackLimits.usual.paths, good: GoodSignatures = GoodSignatures()
  ) {
    (self.source, self.chain, self.entity, self.paths) = (source, chain, entity, paths)
    (self.library, self.good) = (library, good)
    do throws(StoreFault) {
      commits = try line(from: head, to: base)
      try check(after: base, key ?? commits.first?.signature?.key)
    } catch {
      faults.append(.store(error))
    }
  }

  private func line(from head: ObjectID, to base: ObjectID?) throws(StoreFault) -> [Commit] {
    var (line, next) = ([Commit](), Optional(head))
    while let id = next, id != base {
      let commit = try source.commit(id)
      line.append(commit)
      next = commit.parent
    }
    guard next == base else { throw .notAppendOnly(commit: head.description, path: "") }
    return line.reversed()
  }

  private mutating func check(after base: ObjectID?, _ key: SSHPublicKey?) throws(StoreFault) {
    let held: Commit? = if let base { try source.commit(base) } else { nil }
    var step = ChainStep(
      chain: chain, entity: entity, seq: held?.seq ?? 0, format: .max,
      beside: BranchLook(sources: [source] + (library.map { [$0] } ?? [])))
    step.tree = held?.tree
    if let held { try step.recall(seen(upTo: held)) }
    let signatures = SignatureCheck(key: key, good: good).faults(of: commits)
    for commit in commits {
      faults += step.check(.success(commit))
      if let fault = signatures[commit.id] { faults.append(fault) }
      if commit.format <= Commit.format { checkFiles(commit, after: step.tree) }
      step.tree = commit.tree
    }
  }

  /// The newest heads that the held part of the chain says it has seen, of those that matter here.
  private func seen(upTo held: Commit) throws(StoreFault) -> [SeenHead] {
    var wanted = Set(commits.flatMap { $0.seen.map(\.chain) })
    var (found, next) = ([SeenHead](), Optional(held))
    while let commit = next, !wanted.isEmpty {
      for head in commit.seen where wanted.remove(head.chain) != nil { found.append(head) }
      next = if let parent = commit.parent { try source.commit(parent) } else { nil }
    }
    return found
  }

  private mutating func checkFiles(_ commit: Commit, after parent: ObjectID?) {
    var difference = TreeDifference(commit: commit.id, limit: paths) {
      [source] id throws(StoreFault) in try source.tree(id)
    }
    difference.compare(parent, commit.tree, at: "")
    faults += difference.faults.map { .store($0) }
    paths -= difference.files.count + difference.folders.count
    objects.insert(commit.id)
    objects.formUnion(difference.folders)
    // Each is read once: what was readable and is not any more must not pass for no entry.
    var read: [ObjectID: [UInt8]] = [:]
    for file in difference.files where objects.insert(file.id).inserted || read[file.id] == nil {
      do throws(StoreFault) { read[file.id] = try source.blob(file.id) } catch {
        faults.append(.store(error))
      }
    }
    let entries = EntryVerification(difference.files, seq: commit.seq) { id throws(StoreFault) in
      guard let bytes = read[id] else { throw .missing(id) }
      return bytes
    }
    faults += entries.faults
  }
}
