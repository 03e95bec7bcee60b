import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct ContentStoreTests {
  private let folder: TemporaryFolder
  private let store: GitStore
  private let contents: ContentStore

  init() throws {
    folder = try TemporaryFolder()
    store = try GitStore.create(at: folder.path("plant.git"), chain: "a3kx")
    contents = ContentStore(of: store)
  }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: folder.url.appending(path: name))
    return folder.path(name)
  }

  private static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  private var left: [String] {
    get throws {
      let names = try FileManager.default.subpathsOfDirectory(atPath: "\(store.path)/lfs")
      return names.filter { $0.contains("tmp_") }
    }
  }

  @Test func `64 KiB go into git and one byte more beside it`() throws {
    let small = Self.bytes(ContentStore.gitLimit, seed: 1)
    let staged = try contents.stage(try file("small", small))
    #expect(try staged.publish() == small)
    #expect(staged.sha256 == ContentHash(of: small))
    #expect(try contents.holdings().isEmpty)

    let large = small + [7]
    let other = try contents.stage(try file("large", large))
    let pointer = ContentPointer(sha256: ContentHash(of: large), size: large.count)
    #expect(try other.publish() == pointer.bytes)
    #expect(try contents.holdings() == [pointer.sha256: large.count])
    var read: [UInt8] = []
    try contents.read(pointer) { (bytes) throws(StoreFault) in read += bytes }
    #expect(read == large)
    #expect(try left.isEmpty)
  }

  @Test func `what is staged and not published leaves nothing`() throws {
    let path = try file("large", Self.bytes(300_000, seed: 2))
    do {
      let staged = try contents.stage(path)
      #expect(try left.count == 1)
      #expect(staged.size == 300_000)
    }
    #expect(try left.isEmpty && contents.holdings().isEmpty)
  }

  @Test func `what is withdrawn is gone, and what was there before stays`() throws {
    let path = try file("large", Self.bytes(300_000, seed: 3))
    let first = try contents.stage(path)
    _ = try first.publish()
    let second = try contents.stage(path)
    _ = try second.publish()
    second.withdraw()
    #expect(try contents.holdings().count == 1)
    first.withdraw()
    #expect(try contents.holdings().isEmpty)
  }

  @Test func `a damaged, cut or missing file is said to be so`() throws {
    let bytes = Self.bytes(300_000, seed: 4)
    let staged = try contents.stage(try file("large", bytes))
    _ = try staged.publish()
    let pointer = ContentPointer(sha256: staged.sha256, size: staged.size)
    let path = contents.path(of: staged.sha256)
    var flipped = bytes
    flipped[150_000] ^= 1
    for spoilt in [flipped, Array(bytes.dropLast()), bytes + [0], []] {
      try Data(spoilt).write(to: URL(filePath: path))
      #expect(throws: StoreFault.damaged(name: staged.sha256.description, detail: "sha256")) {
        try contents.read(pointer)
      }
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: StoreFault.damaged(name: staged.sha256.description, detail: "missing")) {
      try contents.read(pointer)
    }
    // Taking the same file in again heals it.
    _ = try contents.stage(folder.path("large")).publish()
    try contents.read(pointer)
  }

  @Test func `a file that changes while it is read is no file yet`() throws {
    let path = try file("log", Self.bytes(100_000, seed: 5))
    let source = try ForeignFile(path)
    let first = try source.read(60_000)
    let handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([1, 2, 3]))
    let rest = try source.read(60_000)
    #expect(throws: ContentFault.changed(path: path)) {
      try source.checkUnchanged(read: first.count + rest.count)
    }
  }

  @Test func `no folder, link, pipe or device is taken in, and none holds anybody up`() throws {
    let path = try file("file", [1])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: path)
    try run("mkfifo", [folder.path("pipe")])
    let faults: [(String, ContentFault)] = [
      (folder.url.path, .noFile(path: folder.url.path)), ("/dev/zero", .noFile(path: "/dev/zero")),
      (folder.path("link"), .symbolicLink(path: folder.path("link"))),
      (folder.path("pipe"), .noFile(path: folder.path("pipe"))),
      (try file("empty", []), .empty(path: folder.path("empty"))),
    ]
    for (path, fault) in faults {
      #expect(throws: fault) { try contents.stage(path) }
    }
    #expect(throws: ContentFault.self) { try contents.stage(folder.path("nowhere")) }
  }

  @Test func `a pointer is read only in its one form`() throws {
    let pointer = ContentPointer(sha256: ContentHash(of: [1]), size: 70_000)
    let text = String(decoding: pointer.bytes, as: UTF8.self)
    #expect(ContentPointer(pointer.bytes) == pointer)
    for other in [
      text + "\n", String(text.dropLast()), text.replacingOccurrences(of: "70000", with: "070000"),
      text.replacingOccurrences(of: "v1", with: "v2"), text.uppercased(), "", "x",
      text.replacingOccurrences(of: "size", with: "ext-0 a\nsize"),
    ] { #expect(ContentPointer(Array(other.utf8)) == nil, "\(other)") }
    // Bytes that read like a pointer are content all the same, and lie behind one of their own.
    let staged = try contents.stage(try file("pointer", pointer.bytes))
    let kept = ContentPointer(sha256: ContentHash(of: pointer.bytes), size: pointer.bytes.count)
    #expect(try staged.publish() == kept.bytes)
  }

  @Test func `a dead writer's file is swept and a living one's is not`() throws {
    let staged = try contents.stage(try file("large", Self.bytes(300_000, seed: 6)))
    let dead = "\(store.path)/lfs/tmp/tmp_content_999999_0123456789ab"
    let living = "\(store.path)/lfs/tmp/tmp_content_1_0123456789ab"
    for path in [dead, living] { try Data([1]).write(to: URL(filePath: path)) }
    _ = try staged.publish()
    #expect(store.sweep() == [dead])
    #expect(FileManager.default.fileExists(atPath: living))
    #expect(try contents.holdings().count == 1)
  }
}
