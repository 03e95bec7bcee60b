import Foundation
import TestSupport

/// The project's own source files, as text.
enum House {
  static let files: [SourceFile] = ["Sources", "Tests"].flatMap(swiftFiles)
  static let sources: [SourceFile] = files.filter { $0.path.hasPrefix("Sources/") }

  private static func swiftFiles(_ top: String) -> [SourceFile] {
    let names = FileManager.default.subpaths(atPath: projectFolder.appending(path: top).path) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
      let url = projectFolder.appending(path: "\(top)/\(name)")
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
      return SourceFile(path: "\(top)/\(name)", text: text)
    }
  }
}

/// One source file.
struct SourceFile: Sendable, CustomStringConvertible {
  /// From the top of the project.
  let path: String
  let text: String

  var description: String { path }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  /// The target's name: the second part of the path.
  var target: String { String(path.split(separator: "/")[1]) }

  /// The modules this file imports.
  var imports: Set<String> {
    Set(
      lines.compactMap { line in
        guard let match = line.firstMatch(of: /^\s*(?:@\w+ )?(?:package )?import (?:\w+ )?(\w+)/)
        else { return nil }
        return String(match.1)
      })
  }
}
