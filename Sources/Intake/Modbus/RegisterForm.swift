package import SiteModel

/// What the registers at one address of a Modbus device mean.
package struct RegisterForm: Sendable, Hashable {
  /// How a number stands in 16-bit registers.
  package enum Coding: String, Sendable, Hashable, CaseIterable {
    case u16, i16, u32, i32, u64, i64
    /// IEEE 754 binary32; see ``RegisterForm/value(_:)``.
    case f32
  }

  /// Which of several registers comes first on the line.
  package enum WordOrder: String, Sendable, Hashable, CaseIterable {
    case highFirst = "high-first"
    case lowFirst = "low-first"
  }

  package let coding: Coding
  package let order: WordOrder
  /// What the number is multiplied by.
  package let scale: Decimal18

  package init(
    _ coding: Coding, order: WordOrder = .highFirst,
    scale: Decimal18 = Decimal18(units: 1, decimals: 0)
  ) {
    (self.coding, self.order, self.scale) = (coding, order, scale)
  }

  /// How many registers one number fills.
  package var registers: Int {
    switch coding {
    case .u16, .i16: 1
    case .u32, .i32, .f32: 2
    case .u64, .i64: 4
    }
  }

  /// The number, exact; nil for a wrong count of registers, for what is no number (NaN, infinity)
  /// and for one that does not fit 18 digits. A whole number has the decimals of its scale, as the
  /// meter shows them; a binary32 becomes the shortest decimal that gives the same binary32, so `0.1`
  /// of a meter is 0.1 here.
  package func value(_ words: [UInt16]) -> Decimal18? {
    guard words.count == registers, let number = number(words) else { return nil }
    let scaled = number * Rational(scale)
    guard let exact = scaled.exactText.flatMap({ Decimal18($0) }) else { return nil }
    return coding == .f32 ? exact : exact.widened(to: scale.decimals) ?? exact
  }

  private func number(_ words: [UInt16]) -> Rational? {
    let ordered = order == .highFirst ? words : words.reversed()
    let bits = ordered.reduce(0 as UInt64) { $0 << 16 | UInt64($1) }
    let whole: Int128
    switch coding {
    case .u16, .u32, .u64: whole = Int128(bits)
    case .i16: whole = Int128(Int16(truncatingIfNeeded: bits))
    case .i32: whole = Int128(Int32(truncatingIfNeeded: bits))
    case .i64: whole = Int128(Int64(bitPattern: bits))
    case .f32: return ShortestDecimal(binary32: UInt32(truncatingIfNeeded: bits))?.value
    }
    return Rational(units: whole, decimals: 0)
  }
}

/// The shortest decimal that is read back as the same binary32, found without binary arithmetic.
struct ShortestDecimal {
  let value: Rational

  /// nil for NaN and infinities, and for numbers beyond 10^18 or with more than 18 decimals.
  init?(binary32 bits: UInt32) {
    let (exponent, fraction) = (Int(bits >> 23 & 0xFF), Int(bits & 0x7F_FFFF))
    guard exponent < 0xFF else { return nil }
    let isNormal = exponent > 0
    let significand = isNormal ? fraction | 0x80_0000 : fraction
    guard significand > 0 else {
      value = .zero
      return
    }
    let step = Self.power(of: 2, (isNormal ? exponent : 1) - 150)
    let exact = Rational(significand) * step
    // Below a power of two the neighbour is half as far.
    let isEdge = fraction == 0 && exponent > 1
    let low = exact - step / Rational(isEdge ? 4 : 2)
    let high = exact + step / Rational(2)
    let takesEnds = significand % 2 == 0
    guard
      let found = Self.shortest(
        exact,
        inside: {
          takesEnds ? !($0 < low) && !(high < $0) : low < $0 && $0 < high
        })
    else { return nil }
    value = bits >> 31 == 1 ? -found : found
  }

  private static func shortest(_ exact: Rational, inside: (Rational) -> Bool) -> Rational? {
    guard exact < power(of: 10, 18), !(exact < power(of: 10, -18)) else { return nil }
    var whole = -17
    while !(exact < power(of: 10, whole)) { whole += 1 }
    for digits in 1...9 {
      let decimals = digits - whole
      guard decimals <= 18 else { return nil }
      let nearest = exact.rounded(decimals: decimals)
      let last = power(of: 10, -decimals)
      let candidates = [nearest, nearest + last, nearest - last].filter(inside)
      let best = candidates.min { distance($0, exact) < distance($1, exact) }
      if let best { return best }
    }
    return nil
  }

  private static func distance(_ a: Rational, _ b: Rational) -> Rational { a < b ? b - a : a - b }

  private static func power(of base: Int, _ exponent: Int) -> Rational {
    let size = (0..<abs(exponent)).reduce(Rational.one) { product, _ in product * Rational(base) }
    return exponent < 0 ? Rational.one / size : size
  }
}
