import Foundation
import Storage
import Sync
import TestSupport
import Testing

/// A disk of its own at a scratch folder; nil where none can be mounted.
private final class Disk {
  let folder: TemporaryFolder
  private var isMounted = false

  /// - Parameter command: mounts on `$at`; `$image` is a file of 16 MiB.
  init?(_ command: String) throws {
    folder = try TemporaryFolder()
    let image = folder.path("image")
    try FileManager.default.createDirectory(at: at, withIntermediateDirectories: true)
    let script = "truncate -s 16M \"$image\" && \(command)"
    let answer = try run(
      "timeout", ["20", "sh", "-c", script], environment: ["at": at.path, "image": image])
    isMounted = answer.status == 0
    guard isMounted else {
      print("skipped: \(command): \(answer.error)")
      return nil
    }
  }

  deinit { pullOut() }

  var at: URL { folder.url.appending(path: "at") }

  func pullOut() {
    if isMounted { _ = try? run("umount", [at.path]) }
    isMounted = false
  }
}

@Suite struct CarrierTests {
  private static let box = Box(to: "hq", from: "xj")

  private func breaches(_ contract: CarrierContract) -> [String] {
    contract.findings.compactMap { finding in
      finding.breach.map { "\(finding.promise): \($0)" }
    }
  }

  @Test func `memory and a folder keep every promise, and nothing stays`() throws {
    let memory = MemoryCarrier()
    #expect(try breaches(CarrierContract { () throws(CarrierFault) in memory }) == [])
    let folder = try TemporaryFolder()
    let contract = try CarrierContract(files: 64) { () throws(CarrierFault) in
      try FolderCarrier(folder.url)
    }
    #expect(breaches(contract) == [])
    #expect(contract.findings.count == CarrierContract.Promise.allCases.count)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }

  @Test(arguments: [
    "mkfs.vfat \"$image\" && mount -o loop \"$image\" \"$at\""
  ])
  func `a stick with FAT keeps every promise`(_ command: String) throws {
    guard let disk = try Disk(command) else { return }
    let contract = try CarrierContract { () throws(CarrierFault) in try FolderCarrier(disk.at) }
    #expect(breaches(contract) == [])
  }

  @Test func `a full stick says so, and the old file is whole`() throws {
    guard let disk = try Disk("mount -t tmpfs -o size=256k tmpfs \"$at\"") else { return }
    let carrier = try FolderCarrier(disk.at)
    let old = [UInt8](repeating: 1, count: 100_000)
    try carrier.lay(old, as: "a", in: Self.box)
    #expect(throws: CarrierFault.full(place: disk.at.path)) {
      try carrier.lay([UInt8](repeating: 2, count: 200_000), as: "a", in: Self.box)
    }
    #expect(try carrier.read("a", in: Self.box) == old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.at.path + "/hq/xj") == ["a"])
    try run("mount", ["-o", "remount,ro", disk.at.path])
    let refused = #expect(throws: CarrierFault.self) {
      try carrier.lay([3], as: "a", in: Self.box)
    }
    if case .failed = refused {} else { Issue.record("\(String(describing: refused))") }
  }

  @Test func `what is written after a stick was pulled out is not written below it`() throws {
    guard let disk = try Disk("mount -t tmpfs -o size=256k tmpfs \"$at\"") else { return }
    let carrier = try FolderCarrier(disk.at)
    disk.pullOut()
    #expect(throws: CarrierFault.none(place: disk.at.path)) {
      try carrier.lay([1], as: "a", in: Self.box)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.at.path) == [])
  }

  @Test func `foreign files are passed over, links and pipes are not followed`() throws {
    let folder = try TemporaryFolder()
    let carrier = try FolderCarrier(folder.url)
    try carrier.lay([1], as: "a", in: Self.box)
    let soil = """
      mkdir 'System Volume Information' .Trashes hq/.Spotlight-V100 hq/xj/folder hq/LOUD
      touch hq/xj/._a hq/xj/A.TXT hq/file 'hq/xj/Thumbs.db' 'hq/xj/坎'
      ln -s /etc/hostname hq/xj/link; mkfifo hq/xj/pipe; ln -s /tmp hq/away
      """
    #expect(try run("sh", ["-c", soil], in: folder.url.path).status == 0)
    #expect(try carrier.senders(to: "hq") == ["xj"])
    #expect(try carrier.names(in: Self.box) == ["a"])
    for name in ["link", "pipe", "folder", "none"] {
      #expect(throws: CarrierFault.self) { try carrier.read(name, in: Self.box) }
    }
    #expect(throws: CarrierFault.self) {
      try carrier.lay([1], as: "a", in: Box(to: "hq", from: "away"))
    }
    #expect(throws: CarrierFault.none(place: folder.path("hq/file"))) {
      try FolderCarrier(folder.url.appending(path: "hq/file"))
    }
  }

  @Test func `what a dead writer left is swept before the next load`() throws {
    let folder = try TemporaryFolder()
    let carrier = try FolderCarrier(folder.url)
    try carrier.lay([1], as: "a", in: Self.box)
    let left = folder.path("hq/xj/.a_\(Int32.max)_0123456789ab")
    try Data([1]).write(to: URL(filePath: left))
    try carrier.tidy(Self.box)
    #expect(!FileManager.default.fileExists(atPath: left))
    #expect(try carrier.names(in: Self.box) == ["a"])
  }
}
