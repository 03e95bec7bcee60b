import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct ActSignatureTests {
  private func entry() throws -> Entry {
    let place = SigningPlace(chain: "a3k7", claimed: "2025-03-14T09:00:00+08:00")
    let act = Act(
      Act.Move("accept", to: "accepted"), after: [], text: SignedText(["fact": "抄表缺两日"]),
      place: place, signer: SignerNames("张伟", post: "体系负责人"))
    return Entry(
      entity: "xj-017", key: try #require(RecordKey(type: "nonconformity", id: "n-12")),
      schema: 1, act: act, by: Author("zhang"))
  }

  /// What ssh-keygen says to the bytes on its standard input.
  private func verify(
    _ folder: TemporaryFolder, namespace: String = "karez-act", as person: String = "zhang"
  ) throws -> (status: Int32, output: String) {
    let command = """
      ssh-keygen -Y verify -n \(namespace) -f allowed_signers -I \(person) -s 12.json.sig < 12.json
      """
    let said = try run("sh", ["-c", command], in: folder.url.path)
    return (said.status, said.output)
  }

  private func lay(_ folder: TemporaryFolder, _ entry: Entry, _ key: SSHKey) throws {
    try Data(entry.bytes).write(to: folder.url.appending(path: "12.json"))
    try Data(SSHSignature(ofAct: entry, by: key).armored.utf8)
      .write(to: folder.url.appending(path: "12.json.sig"))
    try Data("\(key.publicKey.allowedSigner("zhang"))\n".utf8)
      .write(to: folder.url.appending(path: "allowed_signers"))
  }

  @Test func `ssh-keygen finds an act's signature good, for its person and purpose only`() throws {
    let folder = try TemporaryFolder()
    try lay(folder, entry(), SSHKey())
    let good = try verify(folder)
    #expect(good.status == 0 && good.output.hasPrefix("Good \"karez-act\" signature for zhang"))
    #expect(try verify(folder, namespace: "git").status != 0)
    #expect(try verify(folder, as: "wang").status != 0)
    try Data("{}".utf8).write(to: folder.url.appending(path: "12.json"))
    #expect(try verify(folder).status != 0)
  }

  @Test func `the signer is read from a good signature and from no other`() throws {
    let (key, entry) = (SSHKey(), try entry())
    let file = Array(try SSHSignature(ofAct: entry, by: key).armored.utf8)
    #expect(SSHSignature.signer(ofAct: entry.bytes, in: file) == key.publicKey.line)
    #expect(SSHSignature.signer(ofAct: entry.bytes + [32], in: file) == nil)
    let commit = try SSHSignature(of: entry.bytes, namespace: "git", by: key)
    #expect(SSHSignature.signer(ofAct: entry.bytes, in: Array(commit.armored.utf8)) == nil)
    var random = SeededRandom(seed: 7)
    for _ in 0..<300 {
      var damaged = file
      damaged[Int.random(in: damaged.indices, using: &random)] ^=
        1
        << UInt8.random(
          in: 0...7, using: &random)
      let signer = SSHSignature.signer(ofAct: entry.bytes, in: damaged)
      #expect(signer == nil || signer == key.publicKey.line, "seed 7")
    }
    #expect(SSHSignature.signer(ofAct: entry.bytes, in: [UInt8](repeating: 65, count: 9000)) == nil)
  }

  @Test func `the signature lies beside the entry`() throws {
    let key = try #require(RecordKey(type: "nonconformity", id: "n-12"))
    #expect(key.signaturePath(seq: 7) == key.folder + "/7.json.sig")
  }
}
