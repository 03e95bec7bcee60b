package import BigInt

/// An exact fraction in lowest terms. Results are rationals until they are rounded, once.
package struct Rational: Sendable, Hashable, Comparable {
  package let numerator: BigInt
  /// Always > 0.
  package let denominator: BigInt

  package static let zero = Rational(0)
  package static let one = Rational(1)

  /// The fraction; the denominator must not be zero.
  package init(_ numerator: BigInt, over denominator: BigInt) {
    precondition(denominator != 0, "division by zero is refused where it is read")
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / max(divisor, 1)
    self.denominator = sign * denominator / max(divisor, 1)
  }

  package init(_ whole: Int) { (numerator, denominator) = (BigInt(whole), 1) }

  /// The exact value of a decimal.
  package init(_ decimal: Decimal18) {
    self.init(units: Int128(decimal.units), decimals: Int(decimal.decimals))
  }

  /// `units` × 10^-`decimals`: what a sum of readings in Int128 becomes.
  package init(units: Int128, decimals: Int) {
    self.init(BigInt(units), over: BigInt(10).power(decimals))
  }

  /// Reads `12.5`, `-3`, `1e-3` or a ratio `44/12`; nil for anything else or over 18 digits a part.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let top = parts.first.flatMap({ Decimal18($0) }) else { return nil }
    guard parts.count == 2 else {
      self.init(top)
      return
    }
    guard let bottom = Decimal18(parts[1]), bottom.units != 0 else { return nil }
    self = Rational(top) / Rational(bottom)
  }

  package static func + (a: Rational, b: Rational) -> Rational {
    Rational(
      a.numerator * b.denominator + b.numerator * a.denominator, over: a.denominator * b.denominator
    )
  }
  package static func - (a: Rational, b: Rational) -> Rational { a + -b }
  package static func * (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.numerator, over: a.denominator * b.denominator)
  }
  /// The divisor must not be zero.
  package static func / (a: Rational, b: Rational) -> Rational {
    Rational(a.numerator * b.denominator, over: a.denominator * b.numerator)
  }
  package static prefix func - (a: Rational) -> Rational {
    Rational(-a.numerator, over: a.denominator)
  }
  package static func < (a: Rational, b: Rational) -> Bool {
    a.numerator * b.denominator < b.numerator * a.denominator
  }
}

extension Rational {
  /// Rounds to so many decimals by GB/T 8170: half to even, one step.
  ///
  /// - Parameter decimals: digits kept behind the point; negative rounds before it (`-2`: hundreds).
  /// - Returns: the rounded value, still exact.
  package func rounded(decimals: Int) -> Rational {
    let scale = Rational(BigInt(10).power(abs(decimals)), over: 1)
    let scaled = decimals >= 0 ? self * scale : self / scale
    let whole = Rational(scaled.halfEven, over: 1)
    return decimals >= 0 ? whole / scale : whole * scale
  }

  // GB/T 8170-2008: 四舍六入五留双.
  private var halfEven: BigInt {
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    let twice = remainder.magnitude * 2
    let up =
      twice > denominator.magnitude
      || twice == denominator.magnitude && quotient % 2 != 0
    return up ? quotient + (numerator < 0 ? -1 : 1) : quotient
  }

  /// The exact decimal text, or nil if the decimals never end: 1/3 has none.
  package var exactText: String? {
    var (rest, twos, fives) = (denominator, 0, 0)
    while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
    while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
    return rest == 1 ? text(decimals: max(twos, fives)) : nil
  }

  /// Decimal text rounded by GB/T 8170, always with so many decimals (0 or more).
  package func text(decimals: Int) -> String {
    let units = (self * Rational(BigInt(10).power(decimals), over: 1)).halfEven
    var digits = String(units.magnitude)
    if decimals > 0 {
      digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return units < 0 ? "-" + digits : digits
  }

  /// The exact decimal where there is one, else the fraction `1/3`: nothing is rounded.
  package var unrounded: String { exactText ?? "\(numerator)/\(denominator)" }

  /// The exact decimal where there is one, else 12 decimals rounded by GB/T 8170.
  package var text: String { exactText ?? text(decimals: 12) }
}
