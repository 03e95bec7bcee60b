import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

/// Bundles between our stores, and between ours and stock git.
@Suite struct GitBundleTests {
  private func bundle(
    _ plant: Plant, after known: [String: ObjectID] = [:]
  ) throws -> (path: String, bundle: GitBundle) {
    let path = plant.folder.path("\(UUID().uuidString).bundle")
    try BundleWriter(plant.store, cuts: try plant.store.cuts(after: known)).write(to: path)
    return (path, try GitBundle(reading: path))
  }

  private func verify(_ store: any FactStore, _ plant: Plant) -> [StoreVerification.Finding] {
    StoreVerification(of: store, entity: "plant", keys: ["a3kx": plant.key.publicKey]).findings
  }

  @Test(arguments: Plant.Kind.allCases, Plant.Kind.allCases)
  func `a store goes over in two bundles, the second from where the first ended`(
    from: Plant.Kind, to: Plant.Kind
  ) throws {
    let (source, target) = (try Plant(from), try Plant(to))
    let first = try source.append(["a/1.txt": "1", "a/2.txt": "2"])
    let one = try bundle(source).bundle
    #expect(one.prerequisites.isEmpty && one.heads == ["a3kx": first.id])
    try target.store.adopt(pack: one.pack)
    try target.store.move("a3kx", from: nil, to: first.id)
    let second = try source.append(["a/3.txt": "3"])
    let writer = try BundleWriter(
      source.store, cuts: try source.store.cuts(after: ["a3kx": first.id]))
    #expect(writer.objects.count == 4)
    let two = try bundle(source, after: ["a3kx": first.id]).bundle
    #expect(two.prerequisites == [first.id])
    try target.store.adopt(pack: two.pack)
    try target.store.adopt(pack: two.pack)
    try target.store.move("a3kx", from: first.id, to: second.id)
    #expect(try target.store.history(of: "a3kx") == [first, second])
    #expect(verify(target.store, target).isEmpty)
    #expect(
      try BundleWriter(
        source.store, cuts: try source.store.cuts(after: ["a3kx": second.id])
      ).isEmpty)
  }

  @Test func `stock git verifies and clones our bundles`() throws {
    let plant = try Plant()
    let first = try plant.append(["a/1.txt": "1"])
    try plant.append(["a/2.txt": "2"])
    try plant.append(["b/1.txt": "3"], chain: "b7qz")
    let all = try bundle(plant).path
    let verified = try plant.git("bundle", "verify", all)
    #expect(verified.status == 0, "\(verified)")
    let clone = plant.folder.path("clone")
    let cloned = try run("git", ["clone", "-q", "-b", "a3kx", all, clone])
    #expect(cloned.status == 0, "\(cloned)")
    #expect(try String(contentsOfFile: clone + "/a/2.txt", encoding: .utf8) == "2")
    let part = try bundle(plant, after: ["a3kx": first.id]).path
    #expect(try plant.git("bundle", "verify", part).status == 0)
    let refused = try run("git", ["-C", clone, "fetch", part, "b7qz"])
    #expect(refused.status == 0, "\(refused)")
  }

  @Test(arguments: Plant.Kind.allCases)
  func `we take stock git's bundles, thin ones with deltas too`(to: Plant.Kind) throws {
    let (source, target) = (try Plant(), try Plant(to))
    let text = (0..<400).map { "\($0 * 7919 % 10_007)" }.joined(separator: ",")
    let first = try source.append(["a.txt": text])
    let last = try {
      var last = first
      for n in 1...6 { last = try source.append(["a\(n).txt": text + "\(n)"]) }
      return last
    }()
    try source.git("gc", "-q", "--aggressive")
    let (all, part) = (source.folder.path("all"), source.folder.path("part"))
    #expect(try source.git("bundle", "create", all, "\(first.id)^!", "HEAD").status == 0)
    try source.git("branch", "b7qz", first.id.description)
    #expect(try source.git("bundle", "create", all, "b7qz").status == 0)
    #expect(try source.git("bundle", "create", part, "b7qz..a3kx").status == 0)
    try target.store.adopt(pack: try GitBundle(reading: all).pack)
    let bundle = try GitBundle(reading: part)
    #expect(bundle.prerequisites == [first.id] && bundle.heads == ["a3kx": last.id])
    try target.store.adopt(pack: bundle.pack)
    try target.store.move("a3kx", from: nil, to: last.id)
    #expect(verify(target.store, target).isEmpty)
  }

  @Test(arguments: Plant.Kind.allCases)
  func `a cut or corrupt pack is refused and leaves nothing`(to: Plant.Kind) throws {
    let (source, target) = (try Plant(), try Plant(to))
    let commit = try source.append(["a.txt": "1", "b.txt": "22222222222222222222"])
    let pack = try bundle(source).bundle.pack
    func isRefused(_ bytes: [UInt8]) -> Bool {
      do throws(StoreFault) {
        try target.store.adopt(pack: bytes)
        return false
      } catch {
        guard case .damaged = error else { return false }
        return true
      }
    }
    for length in stride(from: 0, to: pack.count, by: 7) {
      #expect(isRefused(Array(pack.prefix(length))), "cut at \(length)")
    }
    for at in stride(from: 0, to: pack.count, by: 11) {
      var bytes = pack
      bytes[at] ^= 4
      #expect(isRefused(bytes), "flipped at \(at)")
    }
    #expect(isRefused(pack + [0]))
    #expect(throws: StoreFault.missing(commit.id)) { try target.store.read(commit.id) }
    if to == .git {
      let left = try FileManager.default.contentsOfDirectory(atPath: target.path).sorted()
      #expect(left == ["HEAD", "config", "objects", "refs"])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: target.path + "/objects/pack").isEmpty)
    }
  }

  @Test func `a bundle's header is taken as it is or refused`() throws {
    let id = String(repeating: "a", count: 40)
    let good = "# v2 git bundle\n-\(id) text\n-\(id)\n\(id) refs/heads/a3kx\n\(id) HEAD\n\nPACK"
    let bundle = try GitBundle(Array(good.utf8))
    #expect(bundle.prerequisites.count == 2 && bundle.refs.count == 2 && bundle.heads.count == 1)
    #expect(bundle.pack == Array("PACK".utf8))
    let bad = [
      "", "# v3 git bundle\n\n", "# v2 git bundle\n", "# v2 git bundle\n\(id)\n\n",
      "# v2 git bundle\nxyz refs/heads/a3kx\n\n",
    ]
    for text in bad {
      #expect(throws: StoreFault.self) { try GitBundle(Array(text.utf8)) }
    }
  }
}
