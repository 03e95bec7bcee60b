/// How far a value is from the one it is held against, in per cent of that (8.1.2, 9.1.1).
package struct Deviation: Sendable, Hashable {
  /// Never negative.
  private let difference: Rational
  private let whole: Rational

  /// - Parameter reference: what it is held against: what was read by hand, or at first.
  package init(of value: Rational, from reference: Rational) {
    (difference, whole) = ((value - reference).magnitude, reference.magnitude)
  }

  /// Exact; nil where what it is held against is zero.
  package var percent: Rational? {
    whole == .zero ? nil : difference * Rational(100) / whole
  }

  /// Whether it is not more than so many per cent; from zero only zero is not.
  package func isWithin(_ tolerance: Rational) -> Bool {
    difference * Rational(100) <= tolerance * whole
  }
}
