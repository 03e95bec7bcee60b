import Foundation
import SiteModel
import Storage
import TestSupport
import Testing

@Suite struct KeyTriesTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path("zhang") }
  private let right = Passphrase("right passphrase")
  private let wrong = Passphrase("wrong passphrase")

  init() throws {
    folder = try TemporaryFolder()
    try SealedKey(sealing: SSHKey(), by: right, cost: .least).write(
      to: folder.path("zhang"), comment: "p-0007")
  }

  private func open(_ passphrase: Passphrase, at seconds: Int64) throws {
    _ = try KeyTries.open(path, by: passphrase, now: Instant(seconds: seconds))
  }

  private func fail(_ times: Int, at seconds: Int64) {
    for _ in 0..<times {
      #expect(throws: KeyFault.wrongPassphrase) { try open(wrong, at: seconds) }
    }
  }

  @Test func `waiting doubles from the third failure to an hour`() {
    let waits = [0, 2, 3, 4, 5, 13, 14, 1_000_000].map { KeyTries.wait(after: $0) }
    #expect(waits == [0, 0, 2, 4, 8, 2048, 3600, 3600])
  }

  @Test func `after three failures even the right passphrase waits`() throws {
    fail(3, at: 1000)
    #expect(throws: KeyFault.waiting(seconds: 2)) { try open(right, at: 1000) }
    #expect(throws: KeyFault.waiting(seconds: 1)) { try open(wrong, at: 1001) }
    fail(1, at: 1002)
    #expect(throws: KeyFault.waiting(seconds: 4)) { try open(right, at: 1002) }
    try open(right, at: 1006)
  }

  @Test func `a success lets the count begin anew`() throws {
    fail(2, at: 1000)
    try open(right, at: 1000)
    fail(3, at: 1000)
    #expect(throws: KeyFault.waiting(seconds: 2)) { try open(right, at: 1000) }
  }

  @Test func `a clock that went back makes nobody wait for years`() throws {
    fail(3, at: 2_000_000_000)
    #expect(throws: KeyFault.waiting(seconds: 2)) { try open(right, at: 1000) }
    try open(right, at: 1002)
  }

  @Test func `a try that was killed counts, and a count that is none waits`() throws {
    fail(1, at: 1000)
    let mode = try FileManager.default.attributesOfItem(atPath: path + ".tries")[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    let text = try String(contentsOfFile: path + ".tries", encoding: .utf8)
    #expect(text.hasPrefix("1 1000 ") && text.utf8.count == 32)
    try Data("garbage".utf8).write(to: URL(filePath: path + ".tries"))
    #expect(throws: KeyFault.waiting(seconds: 2)) { try open(right, at: 0) }
    try open(right, at: 2)
  }
}
