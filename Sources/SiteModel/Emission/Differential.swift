/// A number, and how much it moves with each of what it comes from: forward differentiation.
///
/// Two numbers that come from the same thing move together, so what comes from both is fully
/// correlated without a word said about it.
package struct Differential: Sendable, Hashable {
  /// The number itself, exact.
  package let value: Rational
  /// How much ``value`` moves for one unit of each origin; none is 0.
  package let slopes: [String: Rational]

  /// A number that moves with these; without any it is a constant.
  package init(_ value: Rational, _ slopes: [String: Rational] = [:]) {
    self.value = value
    self.slopes = slopes.filter { $0.value != .zero }
  }

  /// Σ c_i · c_j · u(x_i, x_j): the variance that the origins give to the number, by JJF 1059.1.
  ///
  /// - Parameter covariance: of two origins; of one with itself its variance.
  package func variance(_ covariance: (String, String) -> Rational) -> Rational {
    slopes.reduce(.zero) { sum, a in
      slopes.reduce(sum) { $0 + a.value * $1.value * covariance(a.key, $1.key) }
    }
  }

  /// Σ c_i²: the same for origins of variance 1 that do not depend on each other.
  package var variance: Rational { variance { $0 == $1 ? .one : .zero } }

  /// What becomes of it under a function with this value and derivative here.
  func mapped(_ value: Rational, slope: Rational) -> Differential {
    Differential(value, slopes.mapValues { $0 * slope })
  }

  private func adding(_ other: Differential, _ value: Rational) -> Differential {
    Differential(value, slopes.merging(other.slopes) { $0 + $1 })
  }

  static prefix func - (a: Differential) -> Differential { a.mapped(-a.value, slope: Rational(-1)) }

  static func + (a: Differential, b: Differential) -> Differential {
    a.adding(b, a.value + b.value)
  }

  static func * (a: Differential, b: Differential) -> Differential {
    let (mine, its) = (a.mapped(a.value, slope: b.value), b.mapped(b.value, slope: a.value))
    return mine.adding(its, a.value * b.value)
  }

  /// The divisor must not be 0.
  static func / (a: Differential, b: Differential) -> Differential { a * b.power(-1) }

  /// A whole power; below 0 only of what is not 0.
  func power(_ exponent: Int) -> Differential {
    guard exponent != 0 else { return Differential(.one) }
    let slope = Rational(exponent) * value.power(exponent - 1)
    return mapped(value.power(exponent), slope: slope)
  }
}

extension Rational {
  fileprivate func power(_ exponent: Int) -> Rational {
    let product = (0..<abs(exponent)).reduce(Rational.one) { product, _ in product * self }
    return exponent < 0 ? .one / product : product
  }
}
