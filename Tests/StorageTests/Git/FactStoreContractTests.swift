import SiteModel
import Storage
import TestSupport
import Testing

/// What every store under the facts does, whatever it is made of.
@Suite struct FactStoreContractTests {
  @Test(arguments: Plant.Kind.allCases)
  func `an object comes back as it was put, under git's name`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    var name: ObjectID?
    try plant.store.add { sink in name = try sink.put(.blob, Array("test content\n".utf8)) }
    let id = try #require(name)
    #expect(id.description == "d670460b4b4aece5915caf5c68d12f560a9fe3e4")
    #expect(
      try plant.store.read(id) == StoredObject(kind: .blob, bytes: Array("test content\n".utf8)))
    let deflated = try plant.store.deflated(id)
    #expect(Zlib.inflated(deflated.stream, limit: 13) == Array("test content\n".utf8))
  }

  @Test(arguments: Plant.Kind.allCases)
  func `an object that is not here is missing, not damaged`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    let id = ObjectID(naming: .blob, [1])
    #expect(throws: StoreFault.missing(id)) { try plant.store.read(id) }
    #expect(throws: StoreFault.missing(id)) { try plant.store.deflated(id) }
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a chain grows by one commit at a time`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    let first = try plant.append(["records/meter/aa/m1/1.json": "{}"])
    let second = try plant.append(["records/meter/aa/m1/2.json": "{\"a\":1}"])
    #expect(try plant.store.heads() == ["a3kx": second.id])
    #expect(try plant.store.history(of: "a3kx") == [first, second])
    #expect(try plant.store.commits(of: "a3kx", after: first.id) == [second])
    #expect(first.seq == 1 && second.seq == 2 && second.parent == first.id)
    let added = try plant.store.filesAdded(by: second)
    #expect(added.map(\.path) == ["records/meter/aa/m1/2.json"])
    #expect(try plant.store.file("records/meter/aa/m1/1.json", in: second) == Array("{}".utf8))
    #expect(try plant.store.file("records/meter/aa/m1/2.json", in: first) == nil)
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a commit says what its draft said`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    let other = try plant.append(["readings/a.seg": "x"], chain: "b7qz", key: SSHKey())
    var draft = plant.draft("抄表")
    draft.seen = [SeenHead(chain: "b7qz", seq: 1, commit: other.id)]
    draft.trailers = [Trailer("Source", "sha256:00")]
    let made = try plant.store.append(draft, signer: plant.key) { _ in }
    let commit = try plant.store.commit(made.id)
    #expect(commit == made)
    #expect(commit.message == "抄表" && commit.by == "王芳 W007" && commit.entity == "plant")
    #expect(commit.seen == draft.seen && commit[trailer: "Source"] == "sha256:00")
    #expect(commit.clock == draft.clock && commit.offset == .beijing && commit.format == 1)
    #expect(other.seen.isEmpty && other[trailer: "Seen"] == "none")
    let signature = try #require(commit.signature)
    #expect(signature.key == plant.key.publicKey)
    #expect(signature.isValid(for: commit.signedPayload, namespace: "git"))
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a head is moved only by who saw it`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    let first = try plant.append(["a.txt": "1"])
    let second = try plant.append(["b.txt": "2"])
    #expect(throws: StoreFault.moved(chain: "a3kx")) {
      try plant.store.move("a3kx", from: nil, to: second.id)
    }
    #expect(throws: StoreFault.moved(chain: "a3kx")) {
      try plant.store.move("a3kx", from: first.id, to: second.id)
    }
    #expect(throws: StoreFault.moved(chain: "b7qz")) {
      try plant.store.move("b7qz", from: first.id, to: second.id)
    }
    #expect(try plant.store.heads() == ["a3kx": second.id])
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a further branch stands beside its chain, grows, and never goes back`(kind: Plant.Kind)
    throws
  {
    let plant = try Plant(kind)
    let first = try plant.append(["a.txt": "1"])
    let own = try plant.append(["b.txt": "2"])
    // The same key on a copy of the disk.
    let copy = MemoryStore()
    try copy.adopt(
      pack: try packed(plant.store, ChainCut(chain: "a3kx", after: nil, head: first.id)))
    try copy.move("a3kx", from: nil, to: first.id)
    let draft = plant.draft("在副本上写")
    let other = try copy.append(draft, signer: plant.key) { try $0.add("c.txt", [51]) }
    let next = try copy.append(draft, signer: plant.key) { try $0.add("d.txt", [52]) }
    try plant.store.adopt(
      pack: try packed(copy, ChainCut(chain: "a3kx", after: first.id, head: next.id)))
    let fork = Fork(chain: "a3kx", first: other.id)
    try plant.store.move(fork, from: nil, to: other.id)
    #expect(throws: StoreFault.moved(chain: fork.description)) {
      try plant.store.move(fork, from: nil, to: next.id)
    }
    try plant.store.move(fork, from: other.id, to: next.id)
    #expect(throws: StoreFault.notAppendOnly(commit: other.id.description, path: "")) {
      try plant.store.move(fork, from: next.id, to: other.id)
    }
    #expect(try plant.store.heads() == ["a3kx": own.id])
    #expect(try plant.store.forks() == [fork: next.id])
    let tips = try plant.store.tips()
    #expect(tips.map(\.head) == [own.id, next.id])
    #expect(try plant.store.isHeld(first.id, below: tips[1]))
    #expect(try !plant.store.isHeld(own.id, below: tips[1]))
    let verified = StoreVerification(
      of: plant.store, entity: "plant", keys: ["a3kx": plant.key.publicKey])
    #expect(verified.findings.isEmpty && verified.commits == 4)
  }

  private func packed(_ store: any FactStore, _ cut: ChainCut) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try BundleWriter(store, cuts: [cut]).write { bytes += $0 }
    return try GitBundle(bytes).pack
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a head never goes back, aside, or to what is not here`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    let first = try plant.append(["a.txt": "1"])
    let second = try plant.append(["b.txt": "2"])
    let aside = try plant.append(["c.txt": "3"], chain: "b7qz")
    for target in [first.id, aside.id] {
      #expect(throws: StoreFault.notAppendOnly(commit: target.description, path: "")) {
        try plant.store.move("a3kx", from: second.id, to: target)
      }
    }
    let absent = ObjectID(naming: .commit, [])
    #expect(throws: StoreFault.missing(absent)) {
      try plant.store.move("a3kx", from: second.id, to: absent)
    }
    #expect(throws: StoreFault.refusedName("../x")) {
      try plant.store.move("../x", from: nil, to: first.id)
    }
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a file is added once, in grammar, and nothing else is kept`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    let first = try plant.append(["records/a/1.json": "1"])
    for path in ["records/a/1.json", "records/a", "records/a/1.json/x"] {
      #expect(throws: StoreFault.pathTaken(path: path)) { try plant.append([path: "2"]) }
    }
    let refused = [
      "", "/a", "a/", "a//b", "a/../b", ".git/x", "A", "表", "a b", "1/2/3/4/5/6/7/8",
      String(repeating: "a", count: 121),
    ]
    for path in refused {
      #expect(throws: StoreFault.refusedName(path)) { try plant.append([path: "2"]) }
    }
    #expect(try plant.store.heads() == ["a3kx": first.id])
    try plant.append(["1/2/3/4/5/6/7": "2", String(repeating: "a", count: 120): "3"])
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a line feed in a text is refused, it is no trailer of its own`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    var draft = plant.draft()
    draft.by = "x\nSeq: 9"
    #expect(throws: StoreFault.refusedName("By: x\nSeq: 9")) {
      try plant.store.append(draft, signer: plant.key) { _ in }
    }
    draft = plant.draft()
    draft.trailers = [Trailer("Seq", "9")]
    #expect(throws: StoreFault.refusedName("Seq: 9")) {
      try plant.store.append(draft, signer: plant.key) { _ in }
    }
    #expect(try plant.store.heads().isEmpty)
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a name that begins with an accent is read as it was written`(kind: Plant.Kind) throws {
    let plant = try Plant(kind)
    var draft = plant.draft("\u{301}e")
    draft.by = "\u{301}x"
    let commit = try plant.store.append(draft, signer: plant.key) { try $0.add("1", [2]) }
    #expect(
      try plant.store.commit(commit.id).by.unicodeScalars.elementsEqual("\u{301}x".unicodeScalars))
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a writer that fails leaves the chain where it was`(kind: Plant.Kind) throws {
    struct Refused: Error {}
    let plant = try Plant(kind)
    #expect(throws: Refused.self) {
      try plant.store.append(plant.draft(), signer: plant.key) { sink in
        try sink.add("a.txt", [1])
        throw Refused()
      }
    }
    #expect(try plant.store.heads().isEmpty)
    #expect(throws: StoreFault.missing(ObjectID(naming: .blob, [1]))) {
      try plant.store.read(ObjectID(naming: .blob, [1]))
    }
  }

  @Test(arguments: Plant.Kind.allCases)
  func `random files come back, whatever their order`(kind: Plant.Kind) throws {
    let seed: UInt64 = .random(in: 0..<1 << 32)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    let plant = try Plant(kind)
    var all: [String: [UInt8]] = [:]
    for _ in 0..<8 {
      var fresh: [String: [UInt8]] = [:]
      for _ in 0..<Int.random(in: 0..<12, using: &random) {
        let depth = Int.random(in: 1...4, using: &random)
        let names = ["a", "a.b", "a-b", "a0", "b_c", "z"]
        let path =
          (0..<depth).map { _ in names.randomElement(using: &random) ?? "a" }
          .joined(separator: "/") + "/\(all.count + fresh.count).x"
        fresh[path] = (0..<Int.random(in: 0..<400, using: &random)).map { UInt8($0 & 7) }
      }
      let commit = try plant.store.append(plant.draft(), signer: plant.key) { sink in
        for (path, bytes) in fresh { try sink.add(path, bytes) }
      }
      #expect(try plant.store.filesAdded(by: commit).map(\.path) == fresh.keys.sorted())
      all.merge(fresh) { $1 }
      for (path, bytes) in all { #expect(try plant.store.file(path, in: commit) == bytes) }
    }
    if kind == .git {
      let checked = try plant.git("fsck", "--strict", "--full")
      #expect(checked.status == 0 && checked.error.isEmpty, "\(checked)")
    }
  }
}
