import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

/// The git store against stock git, the disk and damage.
@Suite struct GitStoreTests {
  @Test func `stock git finds nothing to complain about and believes the signature`() throws {
    let plant = try Plant()
    try plant.append(["readings/2025/03/14-1-0.seg": "karez-segment 1\n"])
    let second = try plant.append(["records/meter/aa/m1/1.json": "{}"])
    let signers = plant.folder.path("signers")
    try AtomicFile.write(
      Array("\(plant.key.publicKey.allowedSigner("a3kx@plant.karez"))\n".utf8), to: signers)
    let verified = try plant.git(
      "-c", "gpg.ssh.allowedSignersFile=\(signers)", "verify-commit", "-v", "a3kx")
    #expect(verified.status == 0 && verified.error.contains("a3kx@plant.karez"), "\(verified)")
    let fsck = try plant.git("fsck", "--strict", "--full")
    #expect(fsck.status == 0 && fsck.error.isEmpty && fsck.output.isEmpty, "\(fsck)")
    #expect(try plant.git("rev-parse", "HEAD").output == "\(second.id)\n")
    let trailers = try plant.git("log", "-1", "--format=%s|%(trailers:key=Seq,valueonly)|%aI")
    #expect(trailers.output == "导入 1 份文件|2\n|2025-03-14T07:15:00+08:00\n")
    #expect(try plant.git("show", "a3kx:records/meter/aa/m1/1.json").output == "{}")
  }

  @Test func `a store holds no more than it needs, and is never made by opening`() throws {
    let plant = try Plant()
    let names = try FileManager.default.contentsOfDirectory(atPath: plant.path).sorted()
    #expect(names == ["HEAD", "config", "objects", "refs"])
    let elsewhere = plant.folder.path("other.git")
    #expect(throws: StoreFault.noStore(path: elsewhere)) { try GitStore(opening: elsewhere) }
    #expect(!FileManager.default.fileExists(atPath: elsewhere))
    #expect(throws: StoreFault.storeExists(path: plant.path)) {
      try GitStore.create(at: plant.path, chain: "a3kx")
    }
  }

  @Test func `an empty file in the way of a store is not opened as one`() throws {
    let plant = try Plant()
    try FileManager.default.removeItem(atPath: plant.path + "/objects")
    #expect(throws: StoreFault.self) { try GitStore(opening: plant.path) }
  }

  @Test func `one commit waits for the disk five times (P10)`() throws {
    let plant = try Plant()
    let store = try plant.reopened()
    let files = (0..<40).map { "records/meter/aa/m\($0)/1.json" }
    _ = try store.append(plant.draft(), signer: plant.key) { sink in
      for file in files { try sink.add(file, Array(file.utf8)) }
    }
    // Pack, index and their folder; libgit2 adds the ref and its folder (seen with strace).
    #expect(store.syncs.total == 3)
    let packs = try FileManager.default.contentsOfDirectory(atPath: plant.path + "/objects/pack")
    #expect(packs.count == 2)
  }

  @Test func `what the store holds is not kept twice`() throws {
    let plant = try Plant()
    try plant.append(["a.txt": "same"])
    let before = try plant.git("count-objects", "-v").output
    try plant.store.add { sink in _ = try sink.put(.blob, Array("same".utf8)) }
    #expect(try plant.git("count-objects", "-v").output == before)
    #expect(before.contains("in-pack: 3\npacks: 1\n"))
  }

  @Test func `a flipped bit anywhere in a pack is an alarm or harmless, never other data`() throws {
    let plant = try Plant()
    let commit = try plant.append(["a.txt": String(repeating: "12345,", count: 40)])
    let folder = plant.path + "/objects/pack/"
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".pack") })
    let whole = try Data(contentsOf: URL(filePath: folder + name))
    let good = try plant.store.file("a.txt", in: commit)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + name)
    var alarms = 0
    for at in stride(from: 12, to: whole.count - 20, by: 3) {
      var bytes = whole
      bytes[at] ^= 0x10
      try bytes.write(to: URL(filePath: folder + name))
      let store = try plant.reopened()
      do throws(StoreFault) {
        let read = try store.commit(commit.id)
        let file = try store.file("a.txt", in: read)
        #expect(file == good)
      } catch {
        guard case .damaged = error else { throw error }
        alarms += 1
      }
      // Verification never stops and never fails itself.
      _ = StoreVerification(of: store, entity: "plant", keys: ["a3kx": plant.key.publicKey])
    }
    #expect(alarms > whole.count / 4)
  }

  @Test func `a ref that a power cut emptied is damage, not a chain that never was`() throws {
    let plant = try Plant()
    try plant.append(["a.txt": "1"])
    try Data().write(to: URL(filePath: plant.path + "/refs/heads/a3kx"))
    let store = try plant.reopened()
    #expect {
      try store.heads()
    } throws: { error in
      guard case StoreFault.damaged("refs/heads/a3kx", _) = error else { return false }
      return true
    }
  }

  @Test func `what an administrator's git gc packs is still read`() throws {
    let plant = try Plant()
    for number in 1...5 {
      try plant.append(["a\(number).txt": String(repeating: "\(number),", count: 400)])
    }
    #expect(try plant.git("gc", "-q", "--aggressive", "--prune=now").status == 0)
    let verified = StoreVerification(
      of: try plant.reopened(), entity: "plant", keys: ["a3kx": plant.key.publicKey])
    #expect(verified.findings.isEmpty && verified.commits == 5)
    #expect(
      StoreVerification(
        of: plant.store, entity: "plant", keys: ["a3kx": plant.key.publicKey]
      ).findings.isEmpty)
    let next = try plant.append(["b.txt": "2"])
    #expect(next.seq == 6)
    // Deltas cannot be copied; they are made whole again.
    let writer = try BundleWriter(plant.store, cuts: try plant.store.cuts())
    try writer.write(to: plant.folder.path("b.bundle"))
    #expect(try plant.git("bundle", "verify", plant.folder.path("b.bundle")).status == 0)
  }

  @Test func `left-overs of the dead are swept, those of the living and of git stay`() throws {
    let plant = try Plant()
    try plant.append(["a.txt": "1"])
    let store = try plant.reopened()
    let dead = try run("sh", ["-c", "echo $$"]).output.trimmingCharacters(in: .newlines)
    let pack = plant.path + "/objects/pack"
    let swept = [
      "\(pack)/tmp_idx_\(dead)_0123456789ab", "\(pack)/tmp_pack_\(dead)_0123456789ab",
      "\(plant.path)/tmp_adopt_\(dead)_0123456789ab", "\(plant.path)/refs/heads/a3kx.lock",
    ]
    let kept = ["\(pack)/tmp_pack_1_0123456789ab", "\(pack)/tmp_pack_x7Yz12"]
    for path in swept + kept { try Data().write(to: URL(filePath: path)) }
    #expect(store.sweep().sorted() == swept.sorted())
    for path in kept { #expect(FileManager.default.fileExists(atPath: path)) }
    #expect(try plant.append(["b.txt": "1"]).seq == 2)
  }

  @Test(.enabled(if: canMount, "needs the right to mount a small disk"))
  func `a full disk is said, and the chain stands where it was`() throws {
    let plant = try Plant()
    let disk = plant.folder.path("disk")
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    try run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk])
    defer { _ = try? run("umount", [disk]) }
    let store = try GitStore.create(at: disk + "/plant.git", chain: "a3kx")
    let first = try store.append(plant.draft(), signer: plant.key) { try $0.add("a", [1]) }
    var random = SeededRandom(seed: 7)
    let noise = (0..<2_000_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    #expect {
      _ = try store.append(plant.draft(), signer: plant.key) { try $0.add("b", noise) }
    } throws: { error in
      guard case StoreFault.diskFull = error else { return false }
      return true
    }
    #expect(try store.heads() == ["a3kx": first.id])
    let left = try FileManager.default.contentsOfDirectory(atPath: store.path + "/objects/pack")
    #expect(left.count == 2)
    #expect(try store.append(plant.draft(), signer: plant.key) { try $0.add("b", [2]) }.seq == 2)
  }
}

/// Whether this process may mount a disk of its own.
private let canMount: Bool = {
  guard let folder = try? TemporaryFolder(),
    let mounted = try? run("mount", ["-t", "tmpfs", "tmpfs", folder.url.path]),
    mounted.status == 0
  else { return false }
  _ = try? run("umount", [folder.url.path])
  return true
}()
