import Foundation
import SiteModel

/// Rules of the terminal: results go to standard output, everything else to standard error; no
/// colour; JSON is one line of canonical form, numbers as decimal strings.
enum Output {
  /// Prints a result for people.
  static func print(_ text: String) { write(text + "\n", to: .standardOutput) }

  /// Prints a result for programs.
  static func print(_ json: JSON) { print(json.canonical) }

  /// Says something that is no result: a notice, progress, a refusal.
  static func tell(_ text: String) { write(text + "\n", to: .standardError) }

  /// Prints bytes as they are.
  static func write(_ text: String, to handle: FileHandle) {
    // A closed pipe (`karez log | head -1`) is no failure of ours.
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
