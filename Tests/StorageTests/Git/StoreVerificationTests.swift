import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

/// Each kind of wrong that a store can hold is found, and named.
@Suite struct StoreVerificationTests {
  private func verify(_ plant: Plant) throws -> [VerificationFault] {
    StoreVerification(
      of: try plant.reopened(), entity: "plant", keys: ["a3kx": plant.key.publicKey]
    ).findings.map(\.fault)
  }

  /// A commit that stock git makes of another, its text changed; the ref moves to it.
  private func forge(_ plant: Plant, _ change: (String) -> String) throws -> ObjectID {
    let text = try plant.git("cat-file", "commit", "a3kx").output
    let file = plant.folder.path("forged")
    try Data(change(text).utf8).write(to: URL(filePath: file))
    let name = try plant.git("hash-object", "-t", "commit", "-w", file).output.prefix(40)
    try plant.git("update-ref", "refs/heads/a3kx", String(name))
    return try #require(ObjectID(name))
  }

  @Test func `a good store has nothing to find`() throws {
    let plant = try Plant()
    for number in 0..<4 { try plant.append(["a/\(number).txt": "\(number)"]) }
    let verified = StoreVerification(
      of: plant.store, entity: "plant", keys: ["a3kx": plant.key.publicKey])
    #expect(verified.findings.isEmpty && verified.commits == 4)
    // Four times commit, root, folder and file.
    #expect(verified.objects == 16)
  }

  @Test func `a text changed after signing is found`() throws {
    let plant = try Plant()
    try plant.append(["a.txt": "1"])
    let forged = try forge(plant) { $0.replacing("王芳", with: "李强") }
    #expect(try verify(plant) == [.badSignature(commit: forged)])
  }

  @Test func `no signature, another's signature and another's store are found`() throws {
    let plant = try Plant()
    let mine = try plant.append(["a.txt": "1"])
    let other = try plant.append(["b.txt": "1"], key: SSHKey())
    #expect(try verify(plant) == [.foreignKey(commit: other.id)])
    let bare = try forge(plant) { text -> String in
      let head = text.prefix(while: { $0 != "-" }).dropLast("gpgsig ".count)
      return head + text.components(separatedBy: "-----END SSH SIGNATURE-----\n")[1]
    }
    #expect(try verify(plant) == [.unsigned(commit: bare)])
    let elsewhere = StoreVerification(
      of: plant.store, entity: "mine", keys: [:]
    ).findings.map(\.fault)
    #expect(elsewhere.first == .noKey(chain: "a3kx"))
    #expect(elsewhere.contains(.trailer(commit: mine.id, name: "Entity")))
  }

  @Test func `a number or a chain that does not fit is found`() throws {
    let plant = try Plant()
    try plant.append(["a.txt": "1"])
    let forged = try forge(plant) {
      $0.replacing("Seq: 1", with: "Seq: 3").replacing("Chain: a3kx", with: "Chain: b7qz")
    }
    let faults = try verify(plant)
    #expect(faults.contains(.trailer(commit: forged, name: "Seq")))
    #expect(faults.contains(.trailer(commit: forged, name: "Chain")))
  }

  @Test func `a changed file, a removed one and a bad path are all found at once`() throws {
    let plant = try Plant()
    try plant.append(["a.txt": "1", "b.txt": "2", "c/d.txt": "3"])
    let blob = ObjectID(naming: .blob, Array("2".utf8))
    let make = "printf '100644 blob \(blob)\\ta.txt\\n100644 blob \(blob)\\tC.txt\\n' | git mktree"
    let tree = try run("sh", ["-c", make], in: plant.path).output.prefix(40)
    let parent = try plant.git("rev-parse", "a3kx").output.prefix(40)
    // Upper case is out of grammar: the whole folder is refused.
    _ = try forge(plant) { "tree \(tree)\nparent \(parent)\n" + $0.dropFirst(46) }
    #expect(try verify(plant).contains { if case .store(.malformed) = $0 { true } else { false } })
    try plant.git("update-ref", "refs/heads/a3kx", String(parent))
    let make2 = "printf '100644 blob \(blob)\\ta.txt\\n' | git mktree"
    let tree2 = try run("sh", ["-c", make2], in: plant.path).output.prefix(40)
    let forged = try forge(plant) { "tree \(tree2)\nparent \(parent)\n" + $0.dropFirst(46) }
    let changed = try verify(plant).filter {
      if case .store(.notAppendOnly) = $0 { true } else { false }
    }
    #expect(
      changed
        == ["a.txt", "b.txt", "c"].map {
          .store(.notAppendOnly(commit: forged.description, path: $0))
        })
    #expect(throws: StoreFault.notAppendOnly(commit: forged.description, path: "a.txt")) {
      try plant.store.filesAdded(by: plant.store.commit(forged))
    }
  }

  @Test func `a merge is no commit of ours`() throws {
    let plant = try Plant()
    let (one, two) = (try plant.append(["a.txt": "1"]), try plant.append(["b.txt": "1"]))
    let merge = try forge(plant) {
      $0.replacing("parent \(one.id)", with: "parent \(one.id)\nparent \(two.id)")
    }
    #expect(
      try verify(plant) == [.store(.malformed(name: merge.description, detail: "commit"))])
  }

  @Test func `a lost pack is found, and the rest is still looked at`() throws {
    let plant = try Plant()
    try plant.append(["a/1.txt": "1"])
    let pack = plant.path + "/objects/pack"
    let first = try FileManager.default.contentsOfDirectory(atPath: pack)
    let other = try plant.append(["a/2.txt": "2"], key: SSHKey())
    for name in first { try FileManager.default.removeItem(atPath: "\(pack)/\(name)") }
    let faults = try verify(plant)
    #expect(faults.contains { if case .store(.missing) = $0 { true } else { false } })
    #expect(faults.contains(.foreignKey(commit: other.id)))
  }

  @Test func `a chain that has seen more does not see less later`() throws {
    let plant = try Plant()
    let others = try (0..<2).map { try plant.append(["\($0).txt": ""], chain: "b7qz") }
    var commits: [Commit] = []
    for other in others.reversed() {
      var draft = plant.draft()
      draft.seen = [SeenHead(chain: "b7qz", seq: other.seq, commit: other.id)]
      commits.append(try plant.store.append(draft, signer: plant.key) { _ in })
    }
    let verified = StoreVerification(
      of: plant.store, entity: "plant",
      keys: ["a3kx": plant.key.publicKey, "b7qz": plant.key.publicKey])
    #expect(verified.findings.map(\.fault) == [.trailer(commit: commits[1].id, name: "Seen")])
    #expect(verified.findings.first?.commit == commits[1].id)
  }

  @Test func `signatures are checked without a process for each`() throws {
    let plant = try Plant(.memory)
    for number in 0..<200 { try plant.append(["a\(number).txt": ""]) }
    let clock = ContinuousClock()
    let time = clock.measure {
      let found = StoreVerification(
        of: plant.store, entity: "plant", keys: ["a3kx": plant.key.publicKey])
      #expect(found.findings.isEmpty && found.commits == 200)
    }
    print("200 commits verified in \(time)")
  }
}
