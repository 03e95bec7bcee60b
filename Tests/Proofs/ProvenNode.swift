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
  func said(_ arguments: String...) throws -> String {
    let answer = try TestSupport.run(Self.program, arguments, environment: environment)
    guard answer.status == 0 else {
      throw Breach("karez \(arguments.joined(separator: " ")): \(answer.status)\n\(answer.error)")
    }
    return answer.output
  }

  /// Runs a command that must end with 0 and print one JSON object.
  func json(_ arguments: [String]) throws -> JSON {
    let answer = try TestSupport.run(
      Self.program, arguments + ["--json", "-C", folder.path], environment: environment)
    guard answer.status == 0 else {
      throw Breach("karez \(arguments.joined(separator: " ")): \(answer.status)\n\(answer.error)")
    }
    return try JSON.parse(answer.output)
  }

  /// Starts a command and hands it back running.
  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Self.program)
    process.arguments = arguments + ["-C", folder.path]
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    for stream in [\Process.standardOutput, \.standardError, \.standardInput] {
      process[keyPath: stream] = FileHandle.nullDevice
    }
    try process.run()
    return process
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
  private static let program: String = {
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: own ?? CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "karez").path
  }()
}
