/// The change of an emission, split among the three things it is the product of (9.1.3 「找出影响碳排放
/// 关键因素」): what drives it, how much of the source's activity goes with that, what each unit emits.
///
/// Each part is the mean over all orders in which the three may have changed (the Shapley value). So
/// no order is preferred, nothing is left over, and the parts sum to the change exactly.
package struct Decomposition: Sendable, Hashable {
  /// An emission as a product.
  package struct Term: Sendable, Hashable {
    /// 活动: the output of the plant, or the activity of all sources of one kind.
    package let driver: Rational
    /// 结构: the activity of the source for each unit of the driver.
    package let structure: Rational
    /// 因子: what one unit of the activity emits.
    package let factor: Rational

    package init(driver: Rational, structure: Rational, factor: Rational) {
      (self.driver, self.structure, self.factor) = (driver, structure, factor)
    }

    package var product: Rational { driver * structure * factor }
  }

  package let activity: Rational
  package let structure: Rational
  package let factor: Rational

  package static let none = Decomposition(activity: .zero, structure: .zero, factor: .zero)

  private init(activity: Rational, structure: Rational, factor: Rational) {
    (self.activity, self.structure, self.factor) = (activity, structure, factor)
  }

  package init(from a: Term, to b: Term) {
    activity = Self.part(b.driver - a.driver, (a.structure, b.structure), (a.factor, b.factor))
    structure = Self.part(b.structure - a.structure, (a.driver, b.driver), (a.factor, b.factor))
    factor = Self.part(b.factor - a.factor, (a.driver, b.driver), (a.structure, b.structure))
  }

  /// The whole change.
  package var sum: Rational { activity + structure + factor }

  package static func + (a: Decomposition, b: Decomposition) -> Decomposition {
    Decomposition(
      activity: a.activity + b.activity, structure: a.structure + b.structure,
      factor: a.factor + b.factor)
  }

  /// In two of the six orders the one changes first, in two last, in two between the others.
  private static func part(
    _ change: Rational, _ one: (Rational, Rational), _ other: (Rational, Rational)
  ) -> Rational {
    let ends = one.0 * other.0 + one.1 * other.1
    let between = one.0 * other.1 + one.1 * other.0
    return change * (ends * Rational(2) + between) / Rational(6)
  }
}
