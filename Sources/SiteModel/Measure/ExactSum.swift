/// An exact sum of readings: `units` × 10^-`decimals` ÷ `divisor`.
///
/// The divisor is 3,600 where power was summed in seconds: a third of a kWh has no decimals.
package struct ExactSum: Sendable {
  /// The sum in units of 10^-``decimals`` ÷ ``divisor``.
  package private(set) var units: Int128
  /// 0 … 36.
  package private(set) var decimals: Int
  /// 1 or 3,600.
  package private(set) var divisor: Int64

  /// The sum of nothing.
  package static let zero = ExactSum(units: 0, decimals: 0, divisor: 1)

  package init(units: Int128, decimals: Int, divisor: Int64) {
    precondition((0...36).contains(decimals) && (divisor == 1 || divisor == 3600))
    (self.units, self.decimals, self.divisor) = (units, decimals, divisor)
  }

  /// The value as a fraction in lowest terms.
  package var value: Rational {
    Rational(units: units, decimals: decimals) / Rational(Int(divisor))
  }

  /// Adds exactly.
  ///
  /// - Throws: ``ConsumptionFault/overflow`` if the sum leaves 128 bits.
  package mutating func add(_ other: ExactSum) throws(ConsumptionFault) {
    if other.divisor == divisor {
      try add(other.units, decimals: other.decimals)
    } else {
      let common = max(divisor, other.divisor)
      units = try Self.product(units, Int128(common / divisor))
      divisor = common
      try add(
        try Self.product(other.units, Int128(common / other.divisor)), decimals: other.decimals)
    }
  }

  /// Adds `amount` × 10^-`places` in units of the divisor.
  mutating func add(_ amount: Int128, decimals places: Int) throws(ConsumptionFault) {
    var amount = amount
    if places < decimals {
      amount = try Self.product(amount, Self.power(decimals - places))
    } else if places > decimals {
      units = try Self.product(units, Self.power(places - decimals))
      decimals = places
    }
    let (sum, overflow) = units.addingReportingOverflow(amount)
    guard !overflow else { throw .overflow }
    units = sum
  }

  /// The sum times a decimal and a whole number.
  func times(
    _ factor: Decimal18, _ whole: Int128 = 1, divisor: Int64
  ) throws(ConsumptionFault) -> ExactSum {
    let plain = factor.normalised
    let product = try Self.product(try Self.product(units, Int128(plain.units)), whole)
    return ExactSum(
      units: product, decimals: decimals + Int(plain.decimals), divisor: divisor)
  }

  static func product(_ a: Int128, _ b: Int128) throws(ConsumptionFault) -> Int128 {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow else { throw .overflow }
    return product
  }

  /// 10^`exponent`, 0 … 36: the greatest fits 128 bits.
  static func power(_ exponent: Int) -> Int128 {
    var power: Int128 = 1
    for _ in 0..<exponent { power *= 10 }
    return power
  }
}

extension ExactSum: Hashable {
  /// Equal sums are equal numbers, in whatever form they are held.
  package static func == (a: ExactSum, b: ExactSum) -> Bool {
    a.decimals == b.decimals && a.divisor == b.divisor ? a.units == b.units : a.value == b.value
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
