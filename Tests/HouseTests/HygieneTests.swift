import Foundation
import Testing

@Suite struct HygieneTests {
  /// Each word that hides a failure or a race, and the files that may hold it, with the reason.
  private static let hidden: [String: Set<String>] = [
    "try!": [], "fatalError(": [], "@unchecked Sendable": [], "nonisolated(unsafe)": [],
    "TODO": [], "FIXME": [],
    // Results are printed in one place only.
    "print(": ["Sources/karez/Output.swift"],
  ]

  @Test(arguments: House.sources)
  func `nothing hides a failure`(_ file: SourceFile) {
    for (word, allowed) in Self.hidden where !allowed.contains(file.path) {
      let lines = file.lines.filter { $0.contains(word) && !$0.contains("Output.print(") }
      #expect(lines.isEmpty, "\(file.path): \(lines)")
    }
  }

  @Test(arguments: House.files)
  func `a file holds one idea`(_ file: SourceFile) {
    #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
  }

  @Test(arguments: House.sources)
  func `what other targets see is documented`(_ file: SourceFile) {
    var above = Substring()
    for line in file.lines {
      let text = line.trimmingCharacters(in: .whitespaces)
      if text.hasPrefix("@") && !text.contains("package ") { continue }
      if needsDocument(text) {
        #expect(above.hasPrefix("///"), "\(file.path): \(text)")
      }
      above = Substring(text)
    }
  }

  // A type or protocol; its members are documented where their name does not say it all.
  private func needsDocument(_ line: String) -> Bool {
    let words = line.split(separator: " ").map(String.init)
    guard words.contains("package"), words.first != "//", words.first != "///" else { return false }
    return words.contains { ["struct", "enum", "protocol", "class", "actor"].contains($0) }
      && !words.contains("extension")
  }
}
