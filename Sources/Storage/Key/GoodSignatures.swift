import Crypto
import Synchronization

/// Signatures that were found good: what waits is judged again and again, its signatures once.
///
/// Only a good one is remembered, and only for exactly the bytes, the purpose and the key that it
/// was good for.
package final class GoodSignatures: Sendable {
  private struct Proof: Hashable {
    let signature: SSHSignature
    /// SHA-256 of what is signed.
    let payload: [UInt8]
  }

  private let known = Mutex<Set<Proof>>([])

  package init() {}

  /// As ``SSHSignature/isValid(for:namespace:)`` says, now or before.
  package func holds(
    _ signature: SSHSignature, for payload: [UInt8], namespace: String
  ) -> Bool {
    guard namespace == signature.namespace else { return false }
    let proof = Proof(signature: signature, payload: Array(SHA256.hash(data: payload)))
    if known.withLock({ $0.contains(proof) }) { return true }
    guard signature.isValid(for: payload, namespace: namespace) else { return false }
    known.withLock { _ = $0.insert(proof) }
    return true
  }
}
