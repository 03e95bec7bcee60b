/// Checks a whole store, chain by chain, commit by commit, object by object; writes nothing.
///
/// Judges form only: what an entry or a segment says is the fold's to judge.
package struct StoreVerification {
  /// What was found at one commit.
  package struct Finding: Sendable, Equatable {
    package let chain: String
    /// The commit by which the fault was met; nil for the chain as a whole.
    package let commit: ObjectID?
    package let fault: VerificationFault

    package init(chain: String, commit: ObjectID?, fault: VerificationFault) {
      (self.chain, self.commit, self.fault) = (chain, commit, fault)
    }
  }

  /// Everything that is wrong, in order of chains and commits; empty if all is well.
  package private(set) var findings: [Finding] = []
  /// How many commits were looked at.
  package private(set) var commits = 0
  /// How many different objects were read and hashed.
  package var objects: Int { seen.count }

  private let store: any FactStore
  private let entity: String
  private let look: (AddedFile, [UInt8], ObjectID) -> Void
  private var seen: Set<ObjectID> = []
  /// Heads of other chains that a commit says its writer held.
  private var named: [(head: SeenHead, chain: String, by: ObjectID)] = []
  private let isElsewhere: (SeenHead) throws(StoreFault) -> Bool

  /// Checks all chains of a store.
  ///
  /// - Parameters:
  ///   - entity: whose store it is.
  ///   - keys: the key that signs each chain; a chain without one is a finding.
  ///   - isElsewhere: whether a commit that others have seen need not be in this store: it is the
  ///     library's, or no disk has it any more.
  ///   - look: is shown every file that is read, its bytes, and the commit that added it, so that
  ///     what it says can be checked without reading it again.
  package init(
    of store: any FactStore, entity: String, keys: [String: SSHPublicKey],
    isElsewhere: @escaping (SeenHead) throws(StoreFault) -> Bool = { _ in false },
    look: @escaping (AddedFile, [UInt8], ObjectID) -> Void = { _, _, _ in }
  ) {
    (self.store, self.entity, self.look) = (store, entity, look)
    self.isElsewhere = isElsewhere
    do throws(StoreFault) {
      for tip in try store.tips() { check(tip.chain, tip.head, keys[tip.chain]) }
      try checkNamed()
    } catch {
      findings.append(Finding(chain: "", commit: nil, fault: .store(error)))
    }
  }

  private mutating func check(_ chain: String, _ head: ObjectID, _ key: SSHPublicKey?) {
    if key == nil { report(.noKey(chain: chain), chain, nil) }
    let (line, base) = line(of: chain, to: head)
    // Where the past is cut off, the first that is left may have any number.
    let isWhole = line.first?.links.parent == nil
    var step = ChainStep(
      chain: chain, entity: entity, seq: isWhole ? 0 : base?.seq,
      beside: BranchLook(sources: [store]))
    step.tree = base?.tree
    for start in stride(from: 0, to: line.count, by: Self.stretch) {
      let stretch = line[start..<min(start + Self.stretch, line.count)].map { ($0, read($0.id)) }
      let commits = stretch.compactMap { try? $0.1.get() }
      for commit in commits { named += commit.seen.map { ($0, chain, commit.id) } }
      let signatures = SignatureCheck(key: key).faults(of: commits)
      for ((id, links), commit) in stretch {
        checkFiles(id, links, after: step.tree, chain, seq: (try? commit.get())?.seq)
        for fault in step.check(commit) where !isSaid(fault, of: commit) {
          report(fault, chain, id)
        }
        if let fault = signatures[id] { report(fault, chain, id) }
        step.tree = links.tree
      }
    }
    self.commits += line.count
  }

  // One commit that cannot be read may lie below many that others have seen: it is said once.
  private func isSaid(_ fault: VerificationFault, of commit: Result<Commit, StoreFault>) -> Bool {
    guard case .store = fault, case .success = commit else { return false }
    return findings.contains { $0.fault == fault }
  }

  // The past comes before what has seen it: a chain that was cut or taken away is missed here.
  private mutating func checkNamed() throws(StoreFault) {
    for (head, chain, commit) in named where !seen.contains(head.commit) {
      if try isElsewhere(head) { continue }
      report(.store(.missing(head.commit)), chain, commit)
    }
  }

  /// Commits held in memory at a time.
  private static let stretch = 1024

  private func read(_ id: ObjectID) -> Result<Commit, StoreFault> {
    Result { () throws(StoreFault) in try store.commit(id) }
  }

  /// The commits of a chain that can be reached, the oldest first; of a further branch those above
  /// `base`, which another branch holds too.
  private mutating func line(
    of chain: String, to head: ObjectID
  ) -> (line: [(id: ObjectID, links: CommitLinks)], base: Commit?) {
    var (line, next) = ([(id: ObjectID, links: CommitLinks)](), Optional(head))
    while let id = next {
      guard seen.insert(id).inserted else { return (line.reversed(), try? store.commit(id)) }
      do throws(StoreFault) {
        let links = try store.links(of: id)
        line.append((id, links))
        next = links.parent
      } catch {
        report(.store(error), chain, id)
        next = nil
      }
    }
    return (line.reversed(), nil)
  }

  private mutating func checkFiles(
    _ id: ObjectID, _ links: CommitLinks, after parent: ObjectID?, _ chain: String, seq: Int?
  ) {
    var difference = TreeDifference(commit: id) { [store] id throws(StoreFault) in
      try store.tree(id)
    }
    difference.compare(parent, links.tree, at: "")
    for fault in difference.faults { report(.store(fault), chain, id) }
    seen.formUnion(difference.folders)
    if let seq {
      let entries = EntryVerification(difference.files, seq: seq) { [store] id throws(StoreFault) in
        try store.blob(id)
      }
      for fault in entries.faults { report(fault, chain, id) }
    }
    for file in difference.files where seen.insert(file.id).inserted {
      do throws(StoreFault) { look(file, try store.blob(file.id), id) } catch {
        report(.store(error), chain, id)
      }
    }
  }

  private mutating func report(_ fault: VerificationFault, _ chain: String, _ commit: ObjectID?) {
    findings.append(Finding(chain: chain, commit: commit, fault: fault))
  }
}
