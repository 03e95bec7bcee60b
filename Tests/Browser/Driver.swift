import Foundation
import TestSupport

/// Debian's chromedriver, running.
struct Driver {
  /// `http://127.0.0.1:PORT`.
  let address: String
  private let child: Child

  /// Starts it on a port that is free.
  init(in scratch: URL) async throws {
    let said = scratch.appending(path: "chromedriver.log").path
    child = try Child(["chromedriver", "--port=0"], output: said)
    let port = try await Said.word(after: "started successfully on port ", in: said)
    address = "http://127.0.0.1:\(port.filter(\.isNumber))"
  }

  func stop() {
    child.signal(SIGTERM)
    _ = child.wait()
  }
}

/// What a program that goes on running has written so far.
enum Said {
  /// The word that follows others, once they are there.
  static func word(after words: String, in file: String) async throws -> String {
    for _ in 0..<400 {
      let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      if let range = text.firstRange(of: words), text[range.upperBound...].contains("\n") {
        return String(text[range.upperBound...].prefix { !$0.isWhitespace })
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Stumble("nothing said '\(words)' in \(file)")
  }
}
