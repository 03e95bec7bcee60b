import Foundation
import SiteModel
import TestSupport

/// A node in a scratch folder, driven as a person drives it.
struct ProvenNode {
  let scratch: URL
  var folder: URL { scratch.appending(path: "node") }

  /// Makes the node with its points, and keeps what it then holds for ``restore()``.
  init(in scratch: URL, points: [String]) throws {
    self.scratch = scratch
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    try said("init", folder.path, "--site", "plant", "--name", "Plant", "--zone", "+00:00")
    for point in points {
      try said(
        "point", "add", point, "--kind", "register", "--unit", "kWh", "--name", point,
        "-C", folder.path)
    }
    try shell("cp -a node/.karez kept")
  }

  /// Puts the node back as it was made.
  ///
  /// The folder `.karez` itself stays: it is the one the token outside names, so the node is still
  /// at home and goes on with its own chain.
  func restore() throws {
    try shell("find node/.karez -mindepth 1 -delete && cp -a kept/. node/.karez/")
  }

  /// Runs a command that must end with 0, and hands back its output.
  @discardableResult
  func said(_ arguments: String...) throws -> String { try said(arguments) }

  /// As ``said(_:)``.
  @discardableResult
  func said(_ arguments: [String]) throws -> String {
    let answer = try TestSupport.run(Self.program, arguments, environment: environment)
    guard answer.status == 0 else {
      throw Breach("karez \(arguments.joined(separator: " ")): \(answer.status)\n\(answer.error)")
    }
    return answer.output
  }

  /// Runs a command that must end with 0 and print one JSON object.
  ///
  /// - Parameter place: another node's folder; nil: this one's.
  func json(_ arguments: [String], at place: String? = nil) throws -> JSON {
    let answer = try take(arguments + ["--json", "-C", place ?? folder.path])
    // How things stand, such as a disk that is nearly full, `status` tells by 1 and 2.
    guard answer.status == 0 || (arguments == ["status"] && answer.status <= 2) else {
      throw Breach("karez \(arguments.joined(separator: " ")): \(answer.status)\n\(answer.error)")
    }
    return try JSON.parse(answer.output)
  }

  /// Runs a command of no particular node, however it ends.
  func take(_ arguments: [String]) throws -> (status: Int32, output: String, error: String) {
    try TestSupport.run(Self.program, arguments, environment: environment)
  }

  /// How long a command takes that nobody disturbs.
  func time(_ arguments: [String]) throws -> Duration {
    let begun = ContinuousClock.now
    let status = try start(arguments).wait()
    let duration = ContinuousClock.now - begun
    guard status == 0 else { throw Breach("undisturbed, \(arguments[0]) ended with \(status)") }
    return duration
  }

  /// Kills a command.
  ///
  /// - Returns: whether it had ended by itself before.
  func kill(_ arguments: [String], after delay: Duration) throws -> Bool {
    let child = try start(arguments)
    let (seconds, rest) = delay.components
    usleep(UInt32(seconds * 1_000_000 + rest / 1_000_000_000_000))
    child.signal(SIGKILL)
    let status = child.wait()
    if status == 128 + SIGKILL { return false }
    guard status == 0 else { throw Breach("\(arguments[0]) ended with \(status) by itself") }
    return true
  }

  /// Starts a command and hands it back running.
  private func start(_ arguments: [String]) throws -> Child {
    let here = arguments.contains("-C") ? arguments : arguments + ["-C", folder.path]
    return try Child([Self.program] + here, environment: environment)
  }

  /// Runs a line of shell in the scratch folder; it must end with 0.
  func shell(_ line: String) throws {
    let answer = try TestSupport.run("sh", ["-c", line], in: scratch.path)
    guard answer.status == 0 else {
      throw Breach("\(line): \(answer.status)\n\(answer.output)\(answer.error)")
    }
  }

  private var environment: [String: String] {
    ["XDG_STATE_HOME": scratch.appending(path: "state").path, "LANG": "en_US.UTF-8"]
  }

  /// The program this build made.
  static let program: String = {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: own ?? CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "karez").path
  }()
}
