/// A register's standing, and what was decided about the way to it.
package struct RegisterMark: Sendable, Hashable {
  /// When it was read.
  package let time: Instant
  /// As shown, before the multiplier.
  package let value: Decimal18
  /// Flagged ``RegisterRule/rolloverFlag``: the register turned over since the reading before.
  package let rollover: Bool
  /// Flagged ``RegisterRule/resetFlag``: the register began at 0 again since the reading before.
  package let reset: Bool

  package init(time: Instant, value: Decimal18, rollover: Bool = false, reset: Bool = false) {
    (self.time, self.value, self.rollover, self.reset) = (time, value, rollover, reset)
  }
}

/// How much passed between two standings of a register.
package enum RegisterRule {
  /// The flag on a reading before which the register turned over.
  package static let rolloverFlag = "rollover"
  /// The flag on a reading before which the register began at 0 again.
  package static let resetFlag = "reset"

  /// What two standings say.
  enum Rise: Equatable {
    /// So much passed, in units of 10^-decimals, before the multiplier.
    case known(units: Int128, decimals: Int)
    /// It is not known.
    case unknown(Consumed.Reason)
  }

  /// The rise from one standing to the next.
  ///
  /// A fall is never explained by a guess: without a decision, and with both, it is unknown.
  ///
  /// - Parameter digits: digits before the point at which the register turns over.
  static func rise(from: RegisterMark, to: RegisterMark, digits: Int?) -> Rise {
    let decimals = Int(max(from.value.decimals, to.value.decimals))
    let (before, after) = (scaled(from.value, decimals), scaled(to.value, decimals))
    if to.reset && to.rollover { return .unknown(.fall) }
    if to.reset {
      return after >= 0 ? .known(units: after, decimals: decimals) : .unknown(.fall)
    }
    if after >= before { return .known(units: after - before, decimals: decimals) }
    guard to.rollover else { return .unknown(.fall) }
    return rollover(before, after, decimals, digits)
  }

  private static func rollover(
    _ before: Int128, _ after: Int128, _ decimals: Int, _ digits: Int?
  ) -> Rise {
    guard let digits else { return .unknown(.digits) }
    let modulus = ExactSum.power(digits + decimals)
    guard after >= 0, before < modulus else { return .unknown(.digits) }
    return .known(units: after - before + modulus, decimals: decimals)
  }

  private static func scaled(_ value: Decimal18, _ decimals: Int) -> Int128 {
    Int128(value.units) * ExactSum.power(decimals - Int(value.decimals))
  }
}
