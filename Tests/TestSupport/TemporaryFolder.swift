package import Foundation

/// A scratch folder that is gone when its owner is.
package final class TemporaryFolder: Sendable {
  /// The folder.
  package let url: URL

  package init() throws {
    url = FileManager.default.temporaryDirectory
      .appending(path: "karez-test-\(UUID().uuidString.lowercased())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// A path inside.
  package func path(_ name: String) -> String { url.appending(path: name).path }
}

/// Runs a program that Karez did not write and says what it said.
///
/// - Returns: its exit status, standard output and standard error.
@discardableResult
package func run(
  _ program: String, _ arguments: [String], in folder: String? = nil,
  environment: [String: String] = [:]
) throws -> (status: Int32, output: String, error: String) {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  if let folder { process.currentDirectoryURL = URL(filePath: folder) }
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let scratch = try TemporaryFolder()
  let (out, err) = (scratch.url.appending(path: "out"), scratch.url.appending(path: "err"))
  for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
  process.standardOutput = try FileHandle(forWritingTo: out)
  process.standardError = try FileHandle(forWritingTo: err)
  process.standardInput = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  return (
    process.terminationStatus, String(decoding: try Data(contentsOf: out), as: UTF8.self),
    String(decoding: try Data(contentsOf: err), as: UTF8.self)
  )
}

/// The folder of real files beside the checkout, or nil where a fresh clone has none.
///
/// A test that needs it says so: `@Test(.enabled(if: sharedData != nil, "needs ../shared/data"))`.
package let sharedData: URL? = {
  let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/data").standardizedFileURL
  return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

/// The top of the checkout.
package let projectFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../..").standardizedFileURL
