import Foundation
import Testing

@Suite struct PurityTests {
  /// What would let the rules see the world: clock, disk, network, randomness.
  private static let world = [
    "Date()", "Date.now", "Clock()", "in: &SystemRandom", ".random()", "FileManager", "URLSession",
    "ProcessInfo", "getenv", "Process(",
    "SystemRandomNumberGenerator", "FileHandle", "Data(contentsOf", "Thread", "Task {",
  ]

  @Test(arguments: House.sources.filter { $0.target == "SiteModel" })
  func `rules know no world`(_ file: SourceFile) {
    // A word of its own: `.nowhere` is not `.now`.
    let text = " " + file.text
    for word in Self.world {
      let found = text.ranges(of: word).contains { range in
        let next = range.upperBound < text.endIndex ? text[range.upperBound] : " "
        return !(word.last?.isLetter ?? false) || !(next.isLetter || next.isNumber)
      }
      #expect(!found, "\(file.path) uses \(word)")
    }
  }

  @Test(arguments: House.sources.filter { ["SiteModel", "Intake"].contains($0.target) })
  func `no value is a binary float`(_ file: SourceFile) {
    for line in file.lines where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
      #expect(!line.contains(/\b(Double|Float|CGFloat)\b/), "\(file.path): \(line)")
    }
  }
}
