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
  }

  /// Everything that is wrong, in order of chains and commits; empty if all is well.
  package private(set) var findings: [Finding] = []
  /// How many commits were looked at.
  package private(set) var commits = 0
  /// How many different objects were read and hashed.
  package var objects: Int { seen.count }

  private let store: any FactStore
  private let entity: String
  private var seen: Set<ObjectID> = []

  /// Checks all chains of a store.
  ///
  /// - Parameters:
  ///   - entity: whose store it is.
  ///   - keys: the key that signs each chain; a chain without one is a finding.
  package init(of store: any FactStore, entity: String, keys: [String: SSHPublicKey]) {
    (self.store, self.entity) = (store, entity)
    do throws(StoreFault) {
      for (chain, head) in try store.heads().sorted(by: { $0.key < $1.key }) {
        check(chain, head, keys[chain])
      }
    } catch {
      findings.append(Finding(chain: "", commit: nil, fault: .store(error)))
    }
  }

  private mutating func check(_ chain: String, _ head: ObjectID, _ key: SSHPublicKey?) {
    if key == nil { report(.noKey(chain: chain), chain, nil) }
    let line = line(of: chain, to: head)
    var step = ChainStep(chain: chain, entity: entity, key: key)
    // Where the past is cut off, the first that is left may have any number.
    if line.first?.links.parent != nil { step.seq = nil }
    for (id, links) in line {
      commits += 1
      checkFiles(id, links, after: step.tree, chain)
      do throws(StoreFault) {
        for fault in step.check(try store.commit(id)) { report(fault, chain, id) }
      } catch {
        report(.store(error), chain, id)
        step.skip()
      }
      step.tree = links.tree
    }
  }

  /// The commits of a chain that can be reached, the oldest first.
  private mutating func line(
    of chain: String, to head: ObjectID
  ) -> [(id: ObjectID, links: CommitLinks)] {
    var (line, next) = ([(id: ObjectID, links: CommitLinks)](), Optional(head))
    while let id = next {
      seen.insert(id)
      do throws(StoreFault) {
        let links = try store.links(of: id)
        line.append((id, links))
        next = links.parent
      } catch {
        report(.store(error), chain, id)
        next = nil
      }
    }
    return line.reversed()
  }

  private mutating func checkFiles(
    _ id: ObjectID, _ links: CommitLinks, after parent: ObjectID?, _ chain: String
  ) {
    var difference = TreeDifference(commit: id) { [store] id throws(StoreFault) in
      try store.tree(id)
    }
    difference.compare(parent, links.tree, at: "")
    for fault in difference.faults { report(.store(fault), chain, id) }
    seen.formUnion(difference.folders)
    for file in difference.files where seen.insert(file.id).inserted {
      do throws(StoreFault) { _ = try store.blob(file.id) } catch {
        report(.store(error), chain, id)
      }
    }
  }

  private mutating func report(_ fault: VerificationFault, _ chain: String, _ commit: ObjectID?) {
    findings.append(Finding(chain: chain, commit: commit, fault: fault))
  }
}

/// What a chain's next commit must fit.
private struct ChainStep {
  let chain: String
  let entity: String
  let key: SSHPublicKey?
  /// The files of the commit before.
  var tree: ObjectID?
  /// The number of the commit before; nil after one that could not be read.
  var seq: Int? = 0
  private var seen: [String: SeenHead] = [:]

  init(chain: String, entity: String, key: SSHPublicKey?) {
    (self.chain, self.entity, self.key) = (chain, entity, key)
  }

  /// Passes over a commit that cannot be read.
  mutating func skip() { seq = seq.map { $0 + 1 } }

  mutating func check(_ commit: Commit) -> [VerificationFault] {
    let id = commit.id
    var faults: [VerificationFault] = []
    func expect(_ holds: Bool, _ trailer: String) {
      if !holds { faults.append(.trailer(commit: id, name: trailer)) }
    }
    expect(commit.entity == entity, "Entity")
    expect(commit.chain == chain, "Chain")
    expect(seq.map { commit.seq == $0 + 1 } ?? true, "Seq")
    expect(commit.format <= Commit.format, "Format")
    expect(commit.seen.allSatisfy { !goesBack($0) && $0.chain != chain }, "Seen")
    if let fault = signatureFault(commit) { faults.append(fault) }
    seq = commit.seq
    for head in commit.seen { seen[head.chain] = head }
    return faults
  }

  private func goesBack(_ head: SeenHead) -> Bool {
    guard let before = seen[head.chain] else { return false }
    return head.seq < before.seq || (head.seq == before.seq && head != before)
  }

  private func signatureFault(_ commit: Commit) -> VerificationFault? {
    guard let signature = commit.signature else { return .unsigned(commit: commit.id) }
    guard let key else { return nil }
    guard signature.key == key else { return .foreignKey(commit: commit.id) }
    return signature.isValid(for: commit.signedPayload, namespace: "git")
      ? nil : .badSignature(commit: commit.id)
  }
}
