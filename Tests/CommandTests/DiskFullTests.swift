import Foundation
import SiteModel
import TestSupport
import Testing

/// A small disk of its own; nil where mounting is not allowed.
private final class SmallDisk {
  let folder: TemporaryFolder
  private let isMounted: Bool

  init?(kilobytes: Int) throws {
    folder = try TemporaryFolder()
    let mounted = try run(
      "mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.url.path])
    isMounted = mounted.status == 0
    guard isMounted else {
      print("skipped: no disk of a few MB can be mounted here")
      return nil
    }
  }

  deinit { if isMounted { _ = try? run("umount", [folder.url.path]) } }

  /// Fills the disk but for so many kilobytes.
  func fill(leaving kilobytes: Int) throws {
    try run(
      "sh", ["-c", "dd if=/dev/zero of=fill bs=1k 2>/dev/null; truncate -s -\(kilobytes)k fill"],
      in: folder.url.path)
  }

  func empty() throws { try FileManager.default.removeItem(atPath: folder.path("fill")) }
}

@Suite struct DiskFullTests {
  @Test(arguments: [4, 24, 40, 60])
  func `a full disk ends with 75 or with the whole import, and nothing is harmed`(_ left: Int)
    throws
  {
    guard let disk = try SmallDisk(kilobytes: 6144) else { return }
    let state = try TemporaryFolder()
    func karez(_ arguments: String) throws -> (status: Int32, output: String, error: String) {
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      return try run(
        "sh", ["-c", "karez \(arguments)"], in: disk.folder.url.path,
        environment: ["PATH": "\(builtProducts.path):\(path)", "XDG_STATE_HOME": state.url.path])
    }
    func digest() throws -> String? {
      try JSON.parse(karez("-C p status --json").output)["digest"]?.string
    }
    let file = state.path("m.csv")
    var text = "time,point,value\n"
    for hour in 0..<6000 {
      let civil = CivilTime(seconds: 1_735_689_600 + Int64(hour) * 900)
      text += "\(civil.date) \(civil.clock),E-1,\(hour * 7 % 997 + hour * 1000)\n"
    }
    // One row to hand back: its file needs room too.
    text += "2026-01-01 00:00,E-1,spoilt\n"
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try karez("init p --site s --name n --zone +08:00").status == 0)
    #expect(try karez("-C p point add E-1 --kind register --unit kWh --name x").status == 0)
    let before = try digest()
    try disk.fill(leaving: left)
    let arguments =
      "-C p import \(file) --accept --zone +08:00 --label end --kind register --unit kWh"
    let done = try karez(arguments)
    #expect([0, 75].contains(done.status), "\(done)")
    if done.status == 75 { #expect(done.error.contains("磁盘已满"), "\(done)") }
    let reports = try FileManager.default.contentsOfDirectory(
      atPath: disk.folder.path("p/reports"))
    #expect(reports.count == (done.status == 75 ? 0 : 2), "\(reports)")
    try disk.empty()
    #expect(try karez("-C p verify").status == 0)
    #expect(try (digest() == before) == (done.status == 75))
    let again = try JSON.parse(karez(arguments + " --json").output)
    #expect(again[done.status == 75 ? "new" : "same"]?.number == "6000")
  }

  @Test(arguments: [100, 960, 1010, 1040])
  func `a file that finds no room is not attached, and nothing of it stays`(_ left: Int) throws {
    guard let disk = try SmallDisk(kilobytes: 6144) else { return }
    let state = try TemporaryFolder()
    let node = CommandNode(disk.folder.path("p"), state: state.url.path)
    try node.said("init", node.path, "--site", "s", "--name", "n")
    try node.said(
      "record", "new", "instrument", "--set", "number=Q-1", "--set", "name=x", "-C", node.path)
    let (file, before) = (state.path("scan.pdf"), try node.digest())
    try Data(repeating: 7, count: 1_000_000).write(to: URL(filePath: file))
    try disk.fill(leaving: left)
    let done = try node.take(["record", "attach", "Q-1", file, "-C", node.path])
    #expect([0, 75].contains(done.status), "\(done)")
    try disk.empty()
    let store = disk.folder.url.appending(path: "p/.karez/stores/s.git/lfs")
    let kept = try FileManager.default.subpathsOfDirectory(atPath: store.path)
      .filter { $0.utf8.count > 20 }
    #expect(kept.count == (done.status == 75 ? 0 : 1), "\(kept)")
    #expect(try (node.digest() == before) == (done.status == 75))
    try node.said("verify", "-C", node.path)
    try node.said("record", "attach", "Q-1", file, "-C", node.path)
    try node.said("verify", "-C", node.path)
  }
}
