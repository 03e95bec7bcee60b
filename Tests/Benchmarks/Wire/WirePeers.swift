import Foundation
import TestSupport

/// A program that carries a folder of files to another machine.
protocol WirePeer {
  var name: String { get }
  /// Where files are put that are to be carried.
  var folder: String { get }
  /// Makes both ends; the far one listens on the port.
  func start(on port: Int) throws -> Child
  /// Takes up what is new in the folder.
  func keep() throws
  /// Carries it over a line that leads to the far end; whether it got there.
  func carry(over port: Int) throws -> Bool
}

/// `git push` of files, over the git protocol.
struct GitPeer: WirePeer {
  let name = "git push"
  let root: String
  var folder: String { "\(root)/work" }

  func start(on port: Int) throws -> Child {
    try succeed("git", ["init", "-q", "--bare", "\(root)/far.git"])
    try succeed("git", ["init", "-q", "-b", "main", folder])
    return try Child([
      "git", "daemon", "--reuseaddr", "--listen=127.0.0.1", "--port=\(port)",
      "--base-path=\(root)", "--export-all", "--enable=receive-pack",
    ])
  }

  func keep() throws {
    try succeed("git", ["-C", folder, "add", "-A"])
    try succeed(
      "git",
      [
        "-C", folder, "-c", "user.name=p", "-c", "user.email=p@localhost", "commit", "-q", "-m",
        "day",
      ])
  }

  func carry(over port: Int) throws -> Bool {
    try run("git", ["-C", folder, "push", "-q", "git://127.0.0.1:\(port)/far.git", "main"]).status
      == 0
  }
}

/// `rsync -z --partial` of files, to its daemon.
struct RsyncPeer: WirePeer {
  let name = "rsync -z --partial"
  let root: String
  var folder: String { "\(root)/work" }

  func start(on port: Int) throws -> Child {
    for each in [folder, "\(root)/far"] {
      try FileManager.default.createDirectory(atPath: each, withIntermediateDirectories: true)
    }
    let text = "use chroot = no\n[far]\npath = \(root)/far\nread only = no\nuid = 0\ngid = 0\n"
    try text.write(toFile: "\(root)/rsyncd.conf", atomically: true, encoding: .utf8)
    return try Child([
      "rsync", "--daemon", "--no-detach", "--address=127.0.0.1", "--port=\(port)",
      "--config=\(root)/rsyncd.conf",
    ])
  }

  func keep() throws {}

  func carry(over port: Int) throws -> Bool {
    try run("rsync", ["-rtz", "--partial", folder + "/", "rsync://127.0.0.1:\(port)/far/"]).status
      == 0
  }
}

/// `fossil sync` of files, over HTTP.
struct FossilPeer: WirePeer {
  let name = "fossil sync"
  let root: String
  var folder: String { "\(root)/work" }

  func start(on port: Int) throws -> Child {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try must("fossil", ["init", "\(root)/far.fossil", "--admin-user", "root"])
    try must("cp", ["\(root)/far.fossil", "\(root)/near.fossil"])
    try must("fossil", ["user", "password", "root", "word", "-R", "\(root)/far.fossil"])
    try must("fossil", ["open", "../near.fossil", "--force"], in: folder)
    try must("fossil", ["settings", "autosync", "off"], in: folder)
    return try Child(
      ["fossil", "server", "--localhost", "--port", String(port), "\(root)/far.fossil"],
      environment: environment)
  }

  func keep() throws {
    try must("fossil", ["addremove"], in: folder)
    try must(
      "fossil", ["commit", "-m", "day", "--no-warnings", "--user-override", "root"], in: folder)
  }

  func carry(over port: Int) throws -> Bool {
    // It ends with 0 whatever became of it; what it says tells.
    let said = try run(
      "fossil", ["sync", "http://root:word@127.0.0.1:\(port)/", "--once"], in: folder,
      environment: environment)
    let text = said.output + said.error
    return said.status == 0 && text.contains("Sync done") && !text.contains("rror")
  }

  private func must(_ program: String, _ arguments: [String], in folder: String? = nil) throws {
    try succeed(program, arguments, in: folder, environment: environment)
  }

  private var environment: [String: String] { ["HOME": root, "USER": "root"] }
}

/// Runs a program that has to succeed.
func succeed(
  _ program: String, _ arguments: [String], in folder: String? = nil,
  environment: [String: String] = [:]
) throws {
  let ended = try run(program, arguments, in: folder, environment: environment)
  guard ended.status == 0 else {
    throw Cost.Failed(program: "\(program): \(ended.error)", arguments: arguments)
  }
}
