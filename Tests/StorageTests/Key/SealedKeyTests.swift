import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct SealedKeyTests {
  private func sealed(_ key: SSHKey = SSHKey(), _ text: String = "坎儿井里的水") throws -> SealedKey {
    try SealedKey(sealing: key, by: Passphrase(text), cost: .least)
  }

  @Test func `what was sealed is opened by the passphrase and by no other`() throws {
    let key = SSHKey()
    let sealed = try sealed(key)
    #expect(try sealed.open(by: Passphrase("坎儿井里的水")).seed == key.seed)
    for wrong in ["坎儿井里的水 ", "坎儿井里的", ""] {
      #expect(throws: KeyFault.wrongPassphrase) { try sealed.open(by: Passphrase(wrong)) }
    }
  }

  @Test func `the file holds no secret and reads back to the byte`() throws {
    let folder = try TemporaryFolder()
    let (key, path) = (SSHKey(), folder.path("zhang"))
    let sealed = try sealed(key)
    try sealed.write(to: path, comment: "p-0007")
    #expect(try SealedKey.read(from: path) == sealed)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    #expect(!sealed.text.contains(Data(key.seed).base64EncodedString()))
    let listed = try run("ssh-keygen", ["-lf", path + ".pub"])
    #expect(listed.output == "256 \(key.publicKey.fingerprint) p-0007 (ED25519)\n")
  }

  @Test func `two seals of one key share neither salt nor bytes`() throws {
    let key = SSHKey()
    let (one, other) = (try JSON.parse(sealed(key).text), try JSON.parse(sealed(key).text))
    for member in ["salt", "nonce", "sealed"] { #expect(one[member] != other[member]) }
  }

  @Test func `a composed and a decomposed accent are one passphrase`() throws {
    let sealed = try sealed(SSHKey(), "caf\u{e9} au lait")
    _ = try sealed.open(by: Passphrase("cafe\u{301} au lait"))
  }

  @Test func `a new passphrase has eight characters, whatever their bytes`() throws {
    for text in ["1234567", "水水水水水水水", "line\nbreak", String(repeating: "水", count: 400)] {
      #expect(throws: KeyFault.weakPassphrase(least: 8)) { try Passphrase(choosing: text) }
    }
    _ = try Passphrase(choosing: "水水水水水水水水")
    _ = try Passphrase(choosing: "8 chars!")
  }

  @Test func `a file that asks for too much, too little or the unknown is not read`() throws {
    let text = try sealed().text
    let lines = [
      ("\"n\":16384", "\"n\":1073741824"), ("\"n\":16384", "\"n\":1024"),
      ("\"n\":16384", "\"n\":16385"), ("\"p\":1", "\"p\":4096"), ("\"r\":8", "\"r\":1048576"),
      ("\"format\":1", "\"format\":2"), ("scrypt", "md5"), ("{", "{\"x\":1,"), ("}", "} "),
    ]
    for (old, new) in lines {
      let changed = text.replacingOccurrences(of: old, with: new)
      #expect(changed != text && SealedKey(text: changed) == nil, "\(new)")
    }
    #expect(SealedKey(text: text) != nil)
  }

  @Test func `a changed file fails as a wrong passphrase does`() throws {
    let (mine, other) = (SSHKey(), SSHKey())
    let text = try sealed(mine).text
    let swapped = text.replacingOccurrences(of: mine.publicKey.line, with: other.publicKey.line)
    let costlier = text.replacingOccurrences(of: "\"n\":16384", with: "\"n\":32768")
    for changed in [swapped, costlier] {
      let key = try #require(SealedKey(text: changed))
      #expect(throws: KeyFault.wrongPassphrase) { try key.open(by: Passphrase("坎儿井里的水")) }
    }
  }

  @Test func `no damaged file opens, and none crashes`() throws {
    let text = try sealed().text
    var random = SeededRandom(seed: 31)
    for _ in 0..<2000 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      let changed = String(decoding: bytes, as: UTF8.self)
      if changed == text { continue }
      // What can still be read is another file; opening some of them is enough, it takes time.
      guard let key = SealedKey(text: changed), Int.random(in: 0..<60, using: &random) == 0
      else { continue }
      #expect(throws: KeyFault.wrongPassphrase, "seed 31: \(changed)") {
        try key.open(by: Passphrase("坎儿井里的水"))
      }
    }
  }

  @Test func `a key file that others may read, or that is none, is refused`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("zhang")
    #expect(throws: KeyFault.missing(path: path)) { try SealedKey.read(from: path) }
    try sealed().write(to: path, comment: "p")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    #expect(throws: KeyFault.exposed(path: path)) { try SealedKey.read(from: path) }
    let plain = folder.path("node")
    try SSHKey().write(to: plain, comment: "a3k7")
    #expect(throws: KeyFault.unreadable(path: plain)) { try SealedKey.read(from: plain) }
  }
}
