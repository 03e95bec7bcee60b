/// How a number of a line leads to the next value, in units of the line's last decimal.
struct NumberRule {
  let kind: RuleKind
  /// From 1: what one of a number stands for.
  let quantum: Int128
  /// Added to every number, in quanta.
  let base: Int128

  /// The longest number that surely does not overflow with small factors: 10^12 < 2^40.
  static let shortDigits = 12

  /// Quantum and base in 64 bits, and whether every number of at most 12 digits can be worked with
  /// there unchecked: 2^20 · (2^40 + 10^12) + 3 · 10^18 < 2^63. If not, they are cut off.
  var small: (quantum: Int64, base: Int64, isSmall: Bool) {
    (
      Int64(truncatingIfNeeded: quantum), Int64(truncatingIfNeeded: base),
      quantum < 1 << 20 && base.magnitude < 1 << 40
    )
  }
}

/// What a number is added to.
enum RuleKind: String, CaseIterable {
  /// Nothing.
  case value
  /// The last value.
  case change
  /// The last value and the last change.
  case trend

  /// All ones where the last value counts, else 0.
  var lastMask: Int64 { self == .value ? 0 : -1 }
  /// All ones where the last change counts, else 0.
  var changeMask: Int64 { self == .trend ? -1 : 0 }
}
