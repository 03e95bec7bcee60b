import Storage
import Testing

@Suite struct GoodSignaturesTests {
  private let payload = Array("what was signed".utf8)

  @Test func `what was found good once is good again`() throws {
    let (good, signature) = (GoodSignatures(), try sign(SSHKey()))
    for _ in 1...2 { #expect(good.holds(signature, for: payload, namespace: "git")) }
  }

  @Test func `it is good for no other bytes and no other purpose`() throws {
    let (good, signature) = (GoodSignatures(), try sign(SSHKey()))
    #expect(good.holds(signature, for: payload, namespace: "git"))
    #expect(!good.holds(signature, for: payload + [0], namespace: "git"))
    #expect(!good.holds(signature, for: payload, namespace: "karez-act"))
  }

  @Test func `a bad one stays bad beside a good one over the same bytes`() throws {
    let (good, key) = (GoodSignatures(), SSHKey())
    let other = try SSHSignature(of: payload + [0], namespace: "git", by: key)
    #expect(good.holds(try sign(key), for: payload, namespace: "git"))
    for _ in 1...2 { #expect(!good.holds(other, for: payload, namespace: "git")) }
  }

  private func sign(_ key: SSHKey) throws -> SSHSignature {
    try SSHSignature(of: payload, namespace: "git", by: key)
  }
}
