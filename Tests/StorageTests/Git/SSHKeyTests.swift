import Foundation
import Storage
import TestSupport
import Testing

/// Keys and signatures against stock ssh-keygen.
@Suite struct SSHKeyTests {
  @Test func `ssh-keygen reads our key file and prints our fingerprint`() throws {
    let folder = try TemporaryFolder()
    let key = SSHKey()
    try key.write(to: folder.path("id"), comment: "a3kx")
    let listed = try run("ssh-keygen", ["-lf", folder.path("id")])
    #expect(listed.output == "256 \(key.publicKey.fingerprint) a3kx (ED25519)\n")
    let derived = try run("ssh-keygen", ["-yf", folder.path("id")])
    #expect(derived.output.hasPrefix(key.publicKey.line))
    #expect(try SSHKey.read(from: folder.path("id")).seed == key.seed)
  }

  @Test func `we read a key file that ssh-keygen made`() throws {
    let folder = try TemporaryFolder()
    try run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder.path("id")])
    let line = try String(contentsOfFile: folder.path("id.pub"), encoding: .utf8)
    #expect(try SSHKey.read(from: folder.path("id")).publicKey == SSHPublicKey(line: line))
  }

  @Test func `a sealed, exposed, foreign or absent key file is refused`() throws {
    let folder = try TemporaryFolder()
    let (sealed, rsa, mine) = (folder.path("sealed"), folder.path("ecdsa"), folder.path("mine"))
    try run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "secret", "-f", sealed])
    try run("ssh-keygen", ["-q", "-t", "ecdsa", "-N", "", "-f", rsa])
    try SSHKey().write(to: mine, comment: "")
    #expect(throws: KeyFault.sealed(path: sealed)) { try SSHKey.read(from: sealed) }
    #expect(throws: KeyFault.unreadable(path: rsa)) { try SSHKey.read(from: rsa) }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: mine)
    #expect(throws: KeyFault.exposed(path: mine)) { try SSHKey.read(from: mine) }
    #expect(throws: KeyFault.missing(path: "/nowhere")) { try SSHKey.read(from: "/nowhere") }
  }

  @Test func `ssh-keygen verifies what we sign, for its purpose and its key only`() throws {
    let folder = try TemporaryFolder()
    let key = SSHKey()
    let payload = Array("批准\n".utf8)
    let signature = try SSHSignature(of: payload, namespace: "karez-act", by: key)
    try AtomicFile.write(Array(signature.armored.utf8), to: folder.path("sig"))
    try AtomicFile.write(payload, to: folder.path("text"))
    try AtomicFile.write(
      Array("\(key.publicKey.allowedSigner("w007@plant"))\n".utf8), to: folder.path("signers"))
    func verify(_ namespace: String, _ file: String) throws -> Int32 {
      let command = """
        ssh-keygen -Y verify -f \(folder.path("signers")) -I w007@plant -n \(namespace) \
        -s \(folder.path("sig")) < \(file)
        """
      return try run("sh", ["-c", command]).status
    }
    #expect(try verify("karez-act", folder.path("text")) == 0)
    #expect(try verify("git", folder.path("text")) != 0)
    #expect(try verify("karez-act", folder.path("signers")) != 0)
    let read = try #require(SSHSignature(armored: signature.armored))
    #expect(read == signature && read.key == key.publicKey)
    #expect(read.isValid(for: payload, namespace: "karez-act"))
    #expect(!read.isValid(for: payload, namespace: "git"))
    #expect(!read.isValid(for: payload + [10], namespace: "karez-act"))
  }

  @Test func `we verify what ssh-keygen signs`() throws {
    let folder = try TemporaryFolder()
    let key = SSHKey()
    try key.write(to: folder.path("id"), comment: "")
    try AtomicFile.write(Array("text".utf8), to: folder.path("text"))
    try run(
      "ssh-keygen", ["-Y", "sign", "-f", folder.path("id"), "-n", "git", folder.path("text")])
    let text = try String(contentsOfFile: folder.path("text.sig"), encoding: .utf8)
    let signature = try #require(SSHSignature(armored: text))
    #expect(signature.isValid(for: Array("text".utf8), namespace: "git"))
    #expect(signature.armored == text)
  }

  @Test func `no cut of a signature or a key traps`() throws {
    let armored = try SSHSignature(of: [1], namespace: "git", by: SSHKey()).armored
    for length in 0..<armored.count {
      #expect(SSHSignature(armored: armored.prefix(length)) == nil || length == armored.count - 1)
    }
    #expect(SSHPublicKey(line: "ssh-ed25519 AAAA") == nil)
    #expect(SSHPublicKey(bytes: [1, 2]) == nil)
  }
}
