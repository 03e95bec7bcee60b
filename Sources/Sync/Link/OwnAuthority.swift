import Crypto
package import Foundation
import SiteModel
import Storage
import SwiftASN1
import X509

/// A node's own certificate authority, and the certificate by which it answers.
///
/// What protects facts are the signatures; TLS keeps what crosses from the eyes on the way. So one
/// authority stands for one node alone, and what it vouches for runs from 1970 to 9999: the clock of a
/// plant that woke up in 2000 cannot stop it from speaking.
package struct OwnAuthority: Sendable {
  /// The authority's certificate, DER: what others are given to believe.
  package let certificate: [UInt8]
  /// The certificate of the node and its key, PEM.
  package let chain: String
  package let key: String

  /// Reads it from a folder, or makes it there once and for all.
  ///
  /// - Parameter folder: of keys; files are `tls-authority.der`, `tls.pem`, and `tls.key` with mode 0600.
  /// - Parameter name: the node's, for people who look at the certificate.
  /// - Throws: ``StoreFault`` where the disk refuses.
  package init(in folder: URL, name: String) throws {
    let files = ["tls-authority.der", "tls.pem", "tls.key"].map { folder.appending(path: $0).path }
    // The key is written last: where it is, everything is.
    if let key = try AtomicFile.read(files[2]), let chain = try AtomicFile.read(files[1]),
      let certificate = try AtomicFile.read(files[0])
    {
      self.certificate = certificate
      (self.chain, self.key) = (
        String(decoding: chain, as: UTF8.self), String(decoding: key, as: UTF8.self)
      )
      return
    }
    (certificate, chain, key) = try Self.make(name)
    try AtomicFile.write(certificate, to: files[0])
    try AtomicFile.write(Array(chain.utf8), to: files[1])
    try AtomicFile.write(Array(key.utf8), to: files[2], permissions: 0o600)
  }

  // The authority's own key is forgotten at once: it vouches for this one certificate and no other.
  private static func make(_ name: String) throws -> ([UInt8], String, String) {
    let (authority, node) = (P256.Signing.PrivateKey(), P256.Signing.PrivateKey())
    let issuer = try DistinguishedName { CommonName("Karez \(name) CA") }
    let root = try Certificate(
      authority.publicKey, issuer, issuer, signedBy: authority,
      Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true))
      })
    let leaf = try Certificate(
      node.publicKey, try DistinguishedName { CommonName("Karez \(name)") }, issuer,
      signedBy: authority,
      Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(
          [.dnsName("localhost")]
            + [ProcessInfo.processInfo.hostName]
            .filter { $0 != "localhost" && $0.utf8.allSatisfy { $0 < 0x80 } }.map { .dnsName($0) })
      })
    var serializer = DER.Serializer()
    try serializer.serialize(root)
    let pem = try leaf.serializeAsPEM().pemString + "\n"
    return (serializer.serializedBytes, pem, node.pemRepresentation + "\n")
  }
}

extension Certificate {
  fileprivate init(
    _ key: P256.Signing.PublicKey, _ subject: DistinguishedName, _ issuer: DistinguishedName,
    signedBy authority: P256.Signing.PrivateKey, _ extensions: Extensions
  ) throws {
    try self.init(
      version: .v3, serialNumber: SerialNumber(), publicKey: PublicKey(key),
      notValidBefore: Date(timeIntervalSince1970: 0),
      // 9999-12-31T23:59:59Z: "no well-defined expiration date" (RFC 5280, 4.1.2.5).
      notValidAfter: Date(timeIntervalSince1970: 253_402_300_799), issuer: issuer,
      subject: subject, extensions: extensions,
      issuerPrivateKey: PrivateKey(authority))
  }
}
