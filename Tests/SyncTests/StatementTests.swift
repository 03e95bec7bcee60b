import Foundation
import Mutants
import SiteModel
import Storage
import Sync
import TestSupport
import Testing

/// `schema/statement.md` and `schema/statement.schema.json` against what is really written.
@Suite struct StatementTests {
  private static func file(_ name: String) throws -> String {
    try String(contentsOf: projectFolder.appending(path: "schema/\(name)"), encoding: .utf8)
  }

  private static func block(_ kind: String) throws -> String {
    let parts = try file("statement.md").components(separatedBy: "```\(kind)\n")
    return try #require(parts.dropFirst().first?.components(separatedBy: "```").first)
  }

  @Test func `the statement that the page shows is read, signed as shown, and written again`()
    throws
  {
    let (text, signature) = (try Self.block("statement"), try Self.block("signature"))
    let key = try SSHKey(seed: Array(repeating: 7, count: 32))
    let statement = try Statement(Array(text.utf8))
    #expect(statement.bytes == Array(text.utf8))
    #expect(try SignedStatement(statement, by: key).signature == signature)
    let read = try SignedStatement(Array(text.utf8), signature: Array(signature.utf8))
    #expect(try read.key.line + "\n" == Self.block("key"))
    #expect(read.statement.stores["xj-017"]?.lacks.first?.seq == 5)
  }

  @Test func `stock ssh-keygen finds the page's signature good`() throws {
    let folder = try TemporaryFolder()
    let key = try SSHKey(seed: Array(repeating: 7, count: 32)).publicKey
    try Self.block("statement").write(
      toFile: folder.path("s"), atomically: true, encoding: .utf8)
    try Self.block("signature").write(
      toFile: folder.path("s.sig"), atomically: true, encoding: .utf8)
    try (key.allowedSigner(key.chain) + "\n").write(
      toFile: folder.path("signers"), atomically: true, encoding: .utf8)
    func verify(_ namespace: String) throws -> Int32 {
      try run(
        "sh",
        [
          "-c",
          "ssh-keygen -Y verify -n \(namespace) -f signers -I \(key.chain) -s s.sig < s",
        ], in: folder.url.path
      ).status
    }
    #expect(try verify("karez-statement") == 0)
    #expect(try verify("git") != 0)
  }

  @Test func `every statement that a node writes is as the schema says, and mutants are not`()
    throws
  {
    let json = try JSON.parse(Self.file("statement.schema.json"))
    let schema = try SchemaCheck(json)
    for example in json["examples"]?.array ?? [] { #expect(schema.breaches(of: example).isEmpty) }
    for other in json["x-counterexamples"]?.array ?? [] {
      #expect(!schema.breaches(of: other).isEmpty)
    }
    let scene = try MutantScene()
    var random = SeededRandom(seed: 3)
    for kind in MutantRun.mutations {
      guard case .statement(let change) = kind.change else { continue }
      var statement = try scene.statement(&random)
      #expect(schema.breaches(of: statement.json).isEmpty)
      change(&statement)
      let breaks = !schema.breaches(of: statement.json).isEmpty
      let isOfMember = kind.rules.contains {
        $0.hasPrefix("statement.malformed ")
          && !["size", "json", "canonical"].contains($0.split(separator: " ").last)
      }
      // To a schema, `1.0` is a whole number.
      #expect(breaks == isOfMember || kind.name.hasSuffix("number 1.0"), "\(kind.name)")
    }
  }

  @Test func `what a newer program says beyond it is kept and signed`() throws {
    let key = try SSHKey(seed: Array(repeating: 7, count: 32))
    let text = try Self.block("statement").replacing(
      "\"format\"", with: "\"faith\":[1.50],\"format\"")
    let signature = try SSHSignature(
      of: Array(text.utf8), namespace: SignedStatement.namespace, by: key)
    let read = try SignedStatement(Array(text.utf8), signature: Array(signature.armored.utf8))
    #expect(read.statement.bytes == Array(text.utf8))
    _ = try SignedStatement(read.statement.bytes, signature: Array(read.signature.utf8))
  }
}
