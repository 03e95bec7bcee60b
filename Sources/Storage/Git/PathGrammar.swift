/// What a path inside a commit, a chain's id and a line of a commit message may look like.
package enum PathGrammar {
  /// Folders and the file's name together, at most.
  package static let depth = 7
  /// Bytes of a whole path, at most.
  package static let length = 120

  /// Whether `path` is `[a-z0-9._-]+` joined by `/`, within ``depth`` and ``length``.
  ///
  /// No piece begins with a dot: `.`, `..` and `.git` mean something to others.
  package static func isPath(_ path: some StringProtocol) -> Bool {
    let pieces = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return path.utf8.count <= length && pieces.count <= depth
      && pieces.allSatisfy { isName($0) }
  }

  /// Whether these bytes are one piece of a path.
  static func isName(_ name: some Collection<UInt8>) -> Bool {
    guard let first = name.first, first != UInt8(ascii: ".") else { return false }
    return name.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }

  /// Whether this is a chain's id: `[a-z0-9]{4,12}` (model §1).
  package static func isChain(_ id: some StringProtocol) -> Bool {
    (4...12).contains(id.utf8.count)
      && id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
  }

  /// Whether this is one line that a commit message can hold: not empty, no control characters,
  /// no spaces at either end.
  package static func isLine(_ text: some StringProtocol) -> Bool {
    // Whether a space bears an accent, and so is none, is asked only where there is one.
    !text.isEmpty && (text.unicodeScalars.first != " " || text.first != " ")
      && (text.unicodeScalars.last != " " || text.last != " ")
      && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
