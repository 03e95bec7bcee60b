import Foundation
import TestSupport

/// A node in a scratch folder: what must be there before a journey is done by commands, and then it is
/// served.
struct ServedNode {
  /// Where all nodes of one journey lie, side by side.
  let scratch: URL
  let name: String
  var folder: URL { scratch.appending(path: name) }
  static let passphrase = "坎儿井的水从天山来"

  init(_ name: String, in scratch: URL) { (self.name, self.scratch) = (name, scratch) }

  /// Makes the node.
  ///
  /// - Parameter words: what else `karez init` is told.
  func make(_ words: String..., named title: String = "某化工厂") throws {
    _ = try said(["init", folder.path, "--name", title] + words)
  }

  /// Runs a command of this node; it must end with 0.
  @discardableResult
  func karez(_ arguments: String...) throws -> String { try karez(arguments) }

  /// As ``karez(_:)``.
  @discardableResult
  func karez(_ arguments: [String]) throws -> String {
    try said(arguments + ["-C", folder.path])
  }

  private func said(_ arguments: [String]) throws -> String {
    let answer = try run(
      Self.program, arguments, in: scratch.path, environment: environment)
    guard answer.status == 0 else {
      throw Stumble("karez \(arguments.joined(separator: " ")): \(answer.status)\n\(answer.error)")
    }
    return answer.output
  }

  /// Writes a file beside the node.
  @discardableResult
  func write(_ file: String, _ text: String) throws -> String {
    let place = scratch.appending(path: file)
    try text.write(to: place, atomically: true, encoding: .utf8)
    return place.path
  }

  /// The page, until it is stopped.
  func served() async throws -> Page {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let said = scratch.appending(path: "\(name)-serve.log").path
    let child = try Child(
      [Self.program, "serve", "--port", "0", "-C", folder.path], in: scratch.path,
      environment: environment, output: said,
      error: scratch.appending(path: "\(name)-serve.err").path)
    return Page(address: "http" + (try await Said.word(after: "http", in: said)), child: child)
  }

  struct Page {
    let address: String
    fileprivate let child: Child

    func stop() {
      child.signal(SIGTERM)
      _ = child.wait()
    }
  }

  private var environment: [String: String] {
    [
      "XDG_STATE_HOME": scratch.appending(path: "state").path, "LANG": "zh_CN.UTF-8",
      "KAREZ_PASSPHRASE": Self.passphrase,
    ]
  }

  /// The program this build made.
  static let program: String = {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: own ?? CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "karez").path
  }()
}

extension ServedNode {
  /// Makes a plant with a department, two posts, and two people who have keys and are vouched for.
  func employ() throws {
    try make("--site", "xj-017", "--zone", "+08:00")
    try karez("record", "new", "department", "--set", "number=D01", "--set", "name=碳计量办公室")
    try post(
      "P1", "体系负责人", "admin", "system-rep", "dept-head", "author", "operator", "data-reviewer",
      "metrologist")
    try post("P2", "审核批准人", "reviewer", "approver", "doc-controller")
    try hire("zhang", "0001", "张伟", to: "P1")
    try hire("li", "0002", "李强", to: "P2", vouchedBy: ["--as", "zhang"])
  }

  private func post(_ number: String, _ name: String, _ roles: String...) throws {
    let list = roles.map { "\"\($0)\"" }.joined(separator: ",")
    try karez(
      "record", "new", "post", "--set", "number=\(number)", "--set", "name=\(name)", "--set",
      "department=D01", "--set", "roles=[\(list)]")
  }

  private func hire(
    _ id: String, _ number: String, _ name: String, to post: String, vouchedBy: [String] = []
  ) throws {
    try karez("person", "add", id, "--number", number, "--name", name, "--department", "D01")
    try karez("person", "key", id, "--rounds", "16384")
    try karez("person", "role", id, "--post", post, "--from", "2025-01-01")
    try karez(["person", "vouch", id] + vouchedBy)
  }
}
