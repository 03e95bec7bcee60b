/// How far two series go together (9.1.3 「相关性」): Pearson's r.
///
/// r² is an exact fraction; only its root is not, and has 12 significant digits.
package struct Correlation: Sendable, Hashable {
  /// Pairs of which both values are known.
  package let count: Int
  /// r², exact.
  package let squared: Rational
  private let isNegative: Bool

  /// Two points always lie on a line.
  private static let least = 3

  /// - Parameter pairs: a pair with an unknown value is left out.
  /// - Returns: nil for fewer than three pairs, or where either series does not change: then
  ///   nothing can go together with it.
  package init?(_ pairs: [(Rational?, Rational?)]) {
    let known = pairs.compactMap { pair in pair.0.flatMap { x in pair.1.map { (x, $0) } } }
    guard known.count >= Self.least else { return nil }
    let n = Rational(known.count)
    let sum = { (value: ((Rational, Rational)) -> Rational) in
      known.map(value).reduce(Rational.zero, +)
    }
    let (x, y) = (sum { $0.0 }, sum { $0.1 })
    let xx = n * sum { $0.0 * $0.0 } - x * x
    let yy = n * sum { $0.1 * $0.1 } - y * y
    let xy = n * sum { $0.0 * $0.1 } - x * y
    guard xx > .zero, yy > .zero else { return nil }
    (count, squared, isNegative) = (known.count, xy * xy / (xx * yy), xy < .zero)
  }

  /// r, rounded.
  package func text(decimals: Int) -> String {
    let root = squared.squareRoot(digits: 12)
    return (isNegative ? -root : root).text(decimals: decimals)
  }
}
