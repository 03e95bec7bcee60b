import Foundation
import SiteModel
package import Storage

/// By what a caller shows at each request for blocks that it is who made the statement: the nonce of
/// the last answer, signed by the key of the caller's chain. A statement that somebody wrote down on
/// the way opens nothing.
package struct Pass: Sendable {
  package let nonce: String
  package let signature: [UInt8]

  private static let namespace = "karez-pass"

  /// Signs a nonce.
  package init(_ nonce: String, by key: SSHKey) throws(KeyFault) {
    self.nonce = nonce
    signature = try SSHSignature(
      of: Array(nonce.utf8), namespace: Self.namespace, by: key
    ).bytes
  }

  /// The value of the header `Authorization`.
  package var header: String { "Karez \(nonce).\(Data(signature).base64EncodedString())" }

  /// Reads the header; nil for any other.
  package init?(header: String) {
    let words = header.split(separator: " ")
    guard words.count == 2, words[0] == "Karez" else { return nil }
    let parts = words[1].split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let signature = Data(base64Encoded: String(parts[1])) else {
      return nil
    }
    (nonce, self.signature) = (String(parts[0]), Array(signature))
  }

  /// Whether a key made it.
  package func isGood(by key: SSHPublicKey) -> Bool {
    SSHSignature(signature, namespace: Self.namespace, by: key)?
      .isValid(for: Array(nonce.utf8), namespace: Self.namespace) ?? false
  }
}
