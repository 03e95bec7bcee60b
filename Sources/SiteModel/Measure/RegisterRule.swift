/// A register's standing, and what was decided about the way to it.
package struct RegisterMark: Sendable, Hashable {
  /// When it was read.
  package let time: Instant
  /// As shown, before the multiplier.
  package let value: Decimal18
  /// What was decided about the way to it; nothing is decided if these contradict each other.
  package let turns: Set<RegisterTurn>

  package init(time: Instant, value: Decimal18, turns: Set<RegisterTurn> = []) {
    (self.time, self.value, self.turns) = (time, value, turns)
  }
}

/// Why a register shows something else than one that only counts; the raw value is the flag of the
/// reading behind it.
package enum RegisterTurn: String, Sendable, CaseIterable {
  /// 归零: it turned over since the reading before.
  case rollover
  /// 清零: it began at 0 again since the reading before.
  case reset
  /// 换表: another meter stands here since; nothing passed between its first standing and the last of
  /// the old one.
  case swap
}

/// How much passed between two standings of a register.
package enum RegisterRule {
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
    guard to.turns.count <= 1 else { return .unknown(.fall) }
    switch to.turns.first {
    case .swap: return .known(units: 0, decimals: decimals)
    case .reset where after >= 0: return .known(units: after, decimals: decimals)
    case .reset: return .unknown(.fall)
    case .rollover where after < before: return rollover(before, after, decimals, digits)
    case .rollover, nil:
      return after >= before ? .known(units: after - before, decimals: decimals) : .unknown(.fall)
    }
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
