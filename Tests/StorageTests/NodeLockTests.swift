import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

/// The lock and the files that are written whole.
@Suite struct NodeLockTests {
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path(".karez"), withIntermediateDirectories: true)
    return folder
  }

  @Test func `a second writer says that it waits, and goes on when the first is killed`() throws {
    let folder = try folder()
    // One process, which holds the lock until it dies.
    let holder = try Child([
      "sh", "-c", "exec 9<>\(folder.path(".karez/lock")); flock 9; exec sleep 60",
    ])
    let deadline = Date().addingTimeInterval(10)
    while try run("flock", ["-n", folder.path(".karez/lock"), "true"]).status == 0 {
      try #require(Date() < deadline)
    }
    var waited = false
    do {
      _ = try NodeLock(folder: folder.url.path) {
        waited = true
        holder.signal(SIGTERM)
      }
    }
    #expect(waited)
    _ = holder.wait()
  }

  @Test func `the lock is given back at the end of its scope, also within one process`() throws {
    let folder = try folder()
    func isFree() throws -> Bool {
      try run("flock", ["-n", folder.path(".karez/lock"), "true"]).status == 0
    }
    do {
      let lock = try NodeLock(folder: folder.url.path) { Issue.record("nobody holds it") }
      #expect(try !isFree())
      _ = consume lock
    }
    #expect(try isFree())
  }

  @Test func `a folder without a node has no lock`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StoreFault.self) { _ = try NodeLock(folder: folder.url.path) }
  }

  @Test func `a file is replaced as a whole, and a failure leaves the old one`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("a.json")
    try AtomicFile.write([1, 2], to: path, permissions: 0o600)
    #expect(throws: StoreFault.pathTaken(path: "x")) {
      try AtomicFile.write(to: path) { (put) throws(StoreFault) in
        try put([3])
        throw .pathTaken(path: "x")
      }
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == Data([1, 2]))
    try AtomicFile.write([4], to: path)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data([4]))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["a.json"])
  }
}
