import Crypto
import CryptoExtras
import Foundation

/// How much work one try of a passphrase takes: scrypt (RFC 7914) with r = 8 and p = 1.
package struct SealingCost: Sendable, Hashable {
  /// scrypt's N, a power of two; a try takes N KiB of memory.
  package let rounds: Int

  /// What a key file may ask for. Below, guessing would be cheap; above, a hostile file could take
  /// all memory: 2^14 is 16 MiB, 2^18 is 256 MiB.
  package static let allowed = 1 << 14...1 << 18

  /// What new keys get: 2^17, 128 MiB.
  package static let standard = SealingCost(unchecked: 1 << 17)
  /// The cheapest that is allowed, for tests.
  package static let least = SealingCost(unchecked: 1 << 14)

  private init(unchecked rounds: Int) { self.rounds = rounds }

  /// - Returns: nil unless it is an allowed power of two.
  package init?(rounds: Int) {
    guard Self.allowed.contains(rounds), rounds & (rounds - 1) == 0 else { return nil }
    self.rounds = rounds
  }

  /// The key that a passphrase gives with this salt; nil if memory is short.
  func key(from passphrase: Passphrase, salt: [UInt8]) -> SymmetricKey? {
    // The library hands out no pointer for an empty array; an empty text is wrong anyhow.
    let typed = passphrase.bytes.isEmpty ? [0] : passphrase.bytes
    return try? KDF.Scrypt.deriveKey(
      from: typed, salt: salt, outputByteCount: 32, rounds: rounds, blockSize: 8, parallelism: 1)
  }
}
