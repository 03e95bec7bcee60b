import Foundation

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
    var limits = BoundedProgram.Limits()
    limits.seconds = seconds
    let call = ["/usr/bin/env", "-C", folder.path, "HOME=\(folder.path)", path] + arguments
    let said = BoundedProgram(call, limits).run()
    return said.end == .status(0) ? String(decoding: said.output, as: UTF8.self) : nil
  }
}
