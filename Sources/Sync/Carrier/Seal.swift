import Crypto
import Foundation
import SiteModel
package import Storage

/// Closes files on a stick to everybody but the node they are for, and the one that wrote them. Sticks
/// get lost.
///
/// It keeps eyes out and vouches for nobody: who wrote a fact, its signature says. A sealed file is the
/// line ``magic``; twice a file key, sealed for the receiver and for the writer (HPKE, RFC 9180, base
/// mode: X25519, HKDF-SHA-256, ChaCha20-Poly1305; 80 bytes each); then pieces of 64 KiB under that key,
/// each 16 bytes longer than what is in it. A piece's nonce is its number, and whether it is the last.
package struct Seal: Sendable {
  /// The key that opens what was sealed for this node, or by it.
  private let key: Curve25519.KeyAgreement.PrivateKey
  /// By node, the key to seal for it; where there is none, files lie open.
  package var receivers: [String: [UInt8]] = [:]

  static let magic = Array("karez-sealed/1 X25519 HKDF-SHA256 ChaCha20-Poly1305\n".utf8)
  private static let suite = HPKE.Ciphersuite.Curve25519_SHA256_ChachaPoly
  private static let info = Data("karez-stick".utf8)
  private static let stanza = 80

  /// The key follows from the node's own: there is no second one to lose.
  package init(of node: SSHKey) {
    let seed = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: node.seed), info: Self.info, outputByteCount: 32)
    let bytes = seed.withUnsafeBytes { Data($0) }
    guard let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: bytes) else {
      preconditionFailure("any 32 bytes are a key of X25519")
    }
    self.key = key
  }

  /// 32 bytes: what others seal with for this node.
  package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

  /// - Returns: the bytes as they are where nothing is sealed for that node.
  func sealed(_ bytes: [UInt8], for node: String) throws(CarrierFault) -> [UInt8] {
    guard let receiver = receivers[node] else { return bytes }
    do {
      let file = SymmetricKey(size: .bits256)
      var sealed = Self.magic
      for each in [receiver, publicKey] { sealed += try Self.wrapped(file, for: each) }
      let pieces = Block.cut(bytes)
      for (number, piece) in pieces.enumerated() {
        let nonce = try Self.nonce(number, isLast: number == pieces.count - 1)
        let box = try ChaChaPoly.seal(piece, using: file, nonce: nonce)
        sealed += box.ciphertext + box.tag
      }
      return sealed
    } catch { throw .sealed(node: node) }
  }

  /// What is in a sealed file; one that is not sealed as it is.
  ///
  /// - Throws: ``CarrierFault/sealed(node:)`` where it was sealed for somebody else, cut or changed.
  func opened(_ bytes: [UInt8], for node: String) throws(CarrierFault) -> [UInt8] {
    guard bytes.starts(with: Self.magic) else { return bytes }
    let (head, body) = (Self.magic.count, Self.magic.count + 2 * Self.stanza)
    guard bytes.count >= body + 16, let file = unwrapped(bytes[head..<body]) else {
      throw .sealed(node: node)
    }
    do {
      var opened: [UInt8] = []
      let starts = Array(stride(from: body, to: bytes.count, by: Block.size + 16))
      for (number, start) in starts.enumerated() {
        let piece = bytes[start..<min(bytes.count, start + Block.size + 16)]
        let nonce = try Self.nonce(number, isLast: number == starts.count - 1)
        let box = try ChaChaPoly.SealedBox(
          nonce: nonce, ciphertext: piece.dropLast(16), tag: piece.suffix(16))
        opened += try ChaChaPoly.open(box, using: file)
      }
      return opened
    } catch { throw .sealed(node: node) }
  }

  private static func wrapped(_ file: SymmetricKey, for receiver: [UInt8]) throws -> [UInt8] {
    var sender = try HPKE.Sender(
      recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: receiver),
      ciphersuite: suite, info: info)
    let key = try sender.seal(file.withUnsafeBytes { Data($0) })
    return Array(sender.encapsulatedKey + key)
  }

  /// Either stanza may be ours.
  private func unwrapped(_ stanzas: ArraySlice<UInt8>) -> SymmetricKey? {
    for start in stride(from: stanzas.startIndex, to: stanzas.endIndex, by: Self.stanza) {
      let stanza = Data(stanzas[start..<(start + Self.stanza)])
      var recipient = try? HPKE.Recipient(
        privateKey: key, ciphersuite: Self.suite, info: Self.info,
        encapsulatedKey: stanza.prefix(32))
      if let file = try? recipient?.open(stanza.dropFirst(32)) { return SymmetricKey(data: file) }
    }
    return nil
  }

  private static func nonce(_ number: Int, isLast: Bool) throws -> ChaChaPoly.Nonce {
    let digits = (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    return try ChaChaPoly.Nonce(data: [0, 0, 0] + digits + [isLast ? 1 : 0])
  }
}
