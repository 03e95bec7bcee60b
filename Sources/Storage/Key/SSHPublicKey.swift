import Crypto
import Foundation

/// The public half of a chain's or a person's key: who can be believed to have signed.
package struct SSHPublicKey: Sendable, Hashable {
  /// 32 bytes, Ed25519.
  package let bytes: [UInt8]

  /// - Returns: nil unless there are 32 bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  init(_ key: Curve25519.Signing.PublicKey) { bytes = Array(key.rawRepresentation) }

  /// Reads `ssh-ed25519 AAAA…`, with or without a comment after it.
  package init?(line: some StringProtocol) {
    let words = line.split(whereSeparator: { $0 == " " || $0 == "\n" })
    guard words.count >= 2, words[0] == "ssh-ed25519",
      let blob = Data(base64Encoded: String(words[1]))
    else { return nil }
    self.init(blob: Array(blob))
  }

  /// Reads the SSH form of a key, as signatures carry it.
  init?(blob: [UInt8]) {
    var reader = SSHReader(blob)
    guard reader.expect("ssh-ed25519") != nil, let bytes = reader.string(), reader.isAtEnd
    else { return nil }
    self.init(bytes: bytes)
  }

  /// The SSH form: the algorithm's name and the 32 bytes.
  var blob: [UInt8] {
    var writer = SSHWriter()
    writer.string("ssh-ed25519")
    writer.string(bytes)
    return writer.bytes
  }

  /// `ssh-ed25519 AAAA…`, as in `authorized_keys`; no comment, no line feed.
  package var line: String { "ssh-ed25519 \(Data(blob).base64EncodedString())" }

  /// The id of the chain that this key signs: the first 8 base32 characters of its fingerprint, in
  /// lower case (`model.md` §1).
  package var chain: String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    let bits = SHA256.hash(data: blob).prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return String(
      stride(from: 35, through: 0, by: -5).map { alphabet[Int(bits >> UInt64($0) & 31)] })
  }

  /// `SHA256:…`, as `ssh-keygen -lf` prints it.
  package var fingerprint: String {
    let digest = Data(SHA256.hash(data: blob)).base64EncodedString()
    return "SHA256:" + digest.prefix { $0 != "=" }
  }

  /// The principals and keys of an allowed-signers file; lines that are none are passed over.
  package static func allowedSigners(_ text: String) -> [String: SSHPublicKey] {
    var keys: [String: SSHPublicKey] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 4, let key = SSHPublicKey(line: words[2...].joined(separator: " "))
      else { continue }
      keys[String(words[0])] = key
    }
    return keys
  }

  /// A line of an allowed-signers file for `ssh-keygen -Y verify` and git's
  /// `gpg.ssh.allowedSignersFile`; no line feed.
  ///
  /// - Parameter principal: without spaces, such as `a3kx@plant.karez`.
  package func allowedSigner(_ principal: String) -> String {
    "\(principal) namespaces=\"git,karez-act,karez-statement\" \(line)"
  }

  /// The same for somebody who signs acts and never commits.
  package func allowedActor(_ principal: String) -> String {
    "\(principal) namespaces=\"karez-act\" \(line)"
  }
}

extension SSHPublicKey {
  /// Whether a chain of this id may be signed by this key: the id holds at least 3 characters of
  /// its fingerprint (`model.md` §1).
  package func mayBear(chain id: String) -> Bool { id.contains(chain.prefix(3)) }
}
