/// How much of one text is said by another already.
enum WordOverlap {
  /// Percent above which a text is little more than the other one said again.
  static let limit = Rational(70)

  /// The share of a text's pairs of characters that stand in another text, too, in percent; signs and
  /// spaces aside. Chinese has no spaces between words, so pairs stand for them.
  ///
  /// - Returns: nil where a text is missing or too short to have a pair.
  static func percent(of text: String?, in other: String?) -> Rational? {
    guard let pairs = text.map(pairs), let others = other.map(Self.pairs), !pairs.isEmpty else {
      return nil
    }
    return Rational(pairs.intersection(others).count * 100) / Rational(pairs.count)
  }

  private static func pairs(_ text: String) -> Set<String> {
    let letters = text.lowercased().filter { $0.isLetter || $0.isNumber }.map(String.init)
    return Set(zip(letters, letters.dropFirst()).map { $0 + $1 })
  }
}
