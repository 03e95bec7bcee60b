import Dispatch
import Synchronization

/// Checks the signatures of many commits of one chain, on all cores, without a process for each.
package struct SignatureCheck: Sendable {
  /// The chain's key; nil if nobody has said which it is, and then only the form is checked.
  package let key: SSHPublicKey?
  private let good: GoodSignatures

  /// - Parameter good: those that need no second check.
  package init(key: SSHPublicKey?, good: GoodSignatures = GoodSignatures()) {
    (self.key, self.good) = (key, good)
  }

  /// What is wrong with one commit's signature, or nil.
  package func fault(of commit: Commit) -> VerificationFault? {
    // Another armor around the same signature would be another commit, made without the key.
    guard let signature = commit.signature, signature.armored == commit.armoredSignature else {
      return .unsigned(commit: commit.id)
    }
    guard signature.key == key ?? signature.key else { return .foreignKey(commit: commit.id) }
    return good.holds(signature, for: commit.signedPayload, namespace: "git")
      ? nil : .badSignature(commit: commit.id)
  }

  /// What is wrong with the signatures of these commits, by commit.
  ///
  /// Blocks until all are checked.
  package func faults(of commits: [Commit]) -> [ObjectID: VerificationFault] {
    let found = Mutex([ObjectID: VerificationFault]())
    let pieces = (commits.count + Self.piece - 1) / Self.piece
    DispatchQueue.concurrentPerform(iterations: pieces) { number in
      for commit in commits.dropFirst(number * Self.piece).prefix(Self.piece) {
        guard let fault = fault(of: commit) else { continue }
        found.withLock { $0[commit.id] = fault }
      }
    }
    return found.withLock { $0 }
  }

  /// Commits to a piece of work: some milliseconds, so that the last piece keeps no core waiting.
  private static let piece = 32
}
