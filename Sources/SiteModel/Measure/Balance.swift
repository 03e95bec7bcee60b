/// One quantity known in two ways, set against each other: a main meter and its sub-meters, a meter
/// and the invoice, a stock and what came and went.
///
/// Nothing is spread over the parts and nothing corrected: whoever reads it sees by how much the two
/// ways differ, and whether that is more than was said to be usual.
package struct Balance: Sendable, Hashable {
  /// Which two ways.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A main meter = the sum of the meters below it.
    case submeters
    /// A point = the point it is compared with, such as an invoice.
    case comparison
    /// Opening + in = used + out + closing.
    case stock
  }

  /// What one point adds to a side.
  package struct Term: Sendable, Hashable {
    /// The point's number.
    package let point: String
    /// What it is there: `main`, `part`, `opening`, `in`, `out`, `closing`.
    package let role: String
    /// nil where nothing is known of it.
    package let amount: Quantity?
    /// Whether it is known as a whole.
    package let isWhole: Bool
    /// Quantities in it that a person put in the place of readings: a sub-meter filled from its main
    /// meter balances by itself.
    package let fills: [GapFill]

    package init(
      _ point: String, _ role: String, _ amount: Quantity?, isWhole: Bool, fills: [GapFill] = []
    ) {
      (self.point, self.role, self.amount, self.fills) = (point, role, amount, fills)
      self.isWhole = isWhole && amount != nil
    }
  }

  /// What comes of setting them against each other.
  package enum Verdict: String, Sendable, Hashable {
    /// They differ by no more than the tolerance.
    case within
    case beyond
    /// Something is not known, so nothing can be said.
    case unknown
    /// They are measured in units that do not convert into each other.
    case units
  }

  package let kind: Kind
  /// The number of the point it is about.
  package let point: String
  package let left: [Term]
  package let right: [Term]
  /// The unit in which both sides are said: that of the first term of the left.
  package let unit: Unit?
  /// By how much of the left side both may differ; exact, 0.02 for 2 %.
  package let tolerance: Rational

  package init(
    _ kind: Kind, of point: String, _ left: [Term], against right: [Term], tolerance: Rational
  ) {
    (self.kind, self.point, self.left, self.right) = (kind, point, left, right)
    (self.tolerance, unit) = (tolerance, left.lazy.compactMap { $0.amount?.unit }.first)
  }

  /// The left side; nil where a term of it is not wholly known or does not convert.
  package var leftSum: Rational? { sum(left) }
  /// The right side, as ``leftSum``.
  package var rightSum: Rational? { sum(right) }

  /// Left − right; nil where one is.
  package var difference: Rational? {
    leftSum.flatMap { left in rightSum.map { left - $0 } }
  }

  /// The difference as a part of the left side; nil where that is zero.
  package var share: Rational? {
    guard let left = leftSum, left != .zero, let difference else { return nil }
    return difference / left
  }

  package var verdict: Verdict {
    guard (left + right).allSatisfy(\.isWhole) else { return .unknown }
    guard let left = leftSum, let difference else { return .units }
    // Both nothing is a balance; something against nothing is none.
    guard left != .zero else { return difference == .zero ? .within : .beyond }
    let share = difference / left
    return max(share, -share) <= tolerance ? .within : .beyond
  }

  private func sum(_ terms: [Term]) -> Rational? {
    guard let unit else { return nil }
    var sum = Rational.zero
    for term in terms {
      guard term.isWhole, let amount = try? term.amount?.converted(to: unit) else { return nil }
      sum = sum + amount.value
    }
    return sum
  }
}
