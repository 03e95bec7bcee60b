import Synchronization

/// A regular expression as schemas mean it: like ECMAScript's, by Unicode scalars, not anchored.
///
/// Types share few patterns and to compile one takes longer than to match it: each is compiled once.
struct TextPattern {
  private let regex: Regex<AnyRegexOutput>

  // A memo of a pure function: nobody can tell from an answer whether it was asked before.
  private static let compiled = Mutex<[String: TextPattern]>([:])

  /// Whether the text is a regular expression.
  static func isOne(_ pattern: String) -> Bool {
    compiled.withLock { Self.find(pattern, in: &$0) != nil }
  }

  /// Whether a pattern is found in a text; what is no pattern is found nowhere.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    compiled.withLock { memo in
      Self.find(pattern, in: &memo).map { text.firstMatch(of: $0.regex) != nil } ?? false
    }
  }

  private static func find(_ pattern: String, in memo: inout [String: TextPattern]) -> TextPattern?
  {
    if let known = memo[pattern] { return known }
    let found = (try? Regex(pattern)).map { regex in
      TextPattern(
        regex: regex.matchingSemantics(.unicodeScalar).wordBoundaryKind(.simple)
          .asciiOnlyDigits().asciiOnlyWordCharacters())
    }
    memo[pattern] = found
    return found
  }
}
