import Foundation
import Storage

/// A program of the system that is used where it is there, and is not needed.
struct OutsideTool: Sendable {
  let path: String

  /// - Returns: nil where no folder of `PATH` has it.
  init?(_ name: String) {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    let paths = folders.map { "\($0)/\(name)" }
    guard let path = paths.first(where: FileManager.default.isExecutableFile) else { return nil }
    self.path = path
  }

  /// Runs it; what it says is not asked for.
  ///
  /// - Parameters:
  ///   - folder: where it works, and its home: it changes nothing of the person's.
  ///   - seconds: how long it may take; then it is ended.
  /// - Returns: its standard output; nil where it failed or was ended.
  func run(_ arguments: [String], in folder: URL, seconds: Int) -> String? {
    let process = Process()
    process.executableURL = URL(filePath: path)
    (process.arguments, process.currentDirectoryURL) = (arguments, folder)
    var environment = ProcessInfo.processInfo.environment
    environment["HOME"] = folder.path
    process.environment = environment
    let said = folder.appending(path: "said-\(NewName.random())")
    guard FileManager.default.createFile(atPath: said.path, contents: nil),
      let output = try? FileHandle(forWritingTo: said)
    else { return nil }
    defer { try? output.close() }
    (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, output)
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    guard Self.ends(process, within: seconds), process.terminationStatus == 0 else { return nil }
    return try? String(contentsOf: said, encoding: .utf8)
  }

  private static func ends(_ process: Process, within seconds: Int) -> Bool {
    let end = Date().addingTimeInterval(Double(seconds))
    while process.isRunning {
      if Date() > end {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return false
      }
      Thread.sleep(forTimeInterval: 0.02)
    }
    process.waitUntilExit()
    return true
  }
}
