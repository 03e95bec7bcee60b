import SiteModel

/// Exact sums, ends and means of values, to compare with what a file's own sums say.
struct Tally {
  // One sum for each number of decimals: 10^20 values fit.
  private var units: [Int128] = []
  private(set) var count = 0
  private var ends: (least: Decimal18, greatest: Decimal18)?

  mutating func add(_ value: Decimal18) {
    let place = Int(value.decimals)
    if units.count <= place {
      units += [Int128](repeating: 0, count: place + 1 - units.count)
    }
    units[place] += Int128(value.units)
    count += 1
    guard let ends else {
      ends = (value, value)
      return
    }
    self.ends = (Self.less(value, ends.least), Self.less(ends.greatest, value, swapped: true))
  }

  private static func less(_ a: Decimal18, _ b: Decimal18, swapped: Bool = false) -> Decimal18 {
    let most = max(a.decimals, b.decimals)
    let isLess = scaled(a, to: most) < scaled(b, to: most)
    return swapped ? (isLess ? b : a) : isLess ? a : b
  }

  private static func scaled(_ value: Decimal18, to decimals: UInt8) -> Int128 {
    (value.decimals..<decimals).reduce(Int128(value.units)) { units, _ in units * 10 }
  }

  var sum: Rational {
    units.enumerated().reduce(.zero) { $0 + Rational(units: $1.element, decimals: $1.offset) }
  }

  /// What an aggregate of the values is; nil for ends and means of nothing.
  func value(_ aggregate: Aggregate) -> Rational? {
    switch aggregate {
    case .sum, .subtotal: sum
    case .mean: count == 0 ? nil : sum / Rational(count)
    case .greatest: ends.map { Rational($0.greatest) }
    case .least: ends.map { Rational($0.least) }
    }
  }

  /// Whether a value is this aggregate, rounded as the file rounded it.
  func agrees(_ value: Decimal18, _ aggregate: Aggregate) -> Bool {
    guard let exact = self.value(aggregate) else { return false }
    let distance = exact < Rational(value) ? Rational(value) - exact : exact - Rational(value)
    if distance == .zero { return true }
    // Half a unit of the last decimal, if values have more decimals than their sum.
    guard aggregate == .mean || Int(value.decimals) < units.count - 1 else { return false }
    let last = Rational(units: 1, decimals: Int(value.decimals))
    return !(last < distance + distance)
  }
}
