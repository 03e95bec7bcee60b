/// A register that shows less than before: a person decides between rollover and reset.
package struct RegisterFall: Sendable, Hashable {
  /// The standing before.
  package let before: RegisterMark
  /// The standing that is lower.
  package let after: RegisterMark
  /// Its row among the readings that count.
  package let row: Int
  /// Digits before the point of the register; nil if the point's settings do not say.
  package let digits: Int?
  /// What passed if the register turned over, before the multiplier; nil if it cannot have.
  package let rolloverRise: Rational?
  /// What passed if the register began at 0 again; nil if the standing is negative.
  package var resetRise: Rational? { after.value.units < 0 ? nil : Rational(after.value) }
}

/// Looks for falls, so that an import stops and asks instead of guessing.
package enum RegisterFalls {
  /// The falls among shown readings that nobody has decided yet, in the order of time.
  ///
  /// Only times in which the point is a register are looked at, and never across a change of unit.
  ///
  /// - Parameters:
  ///   - previous: the standing before the first reading, if one is kept already.
  ///   - shown: the readings of the point.
  package static func find(
    after previous: RegisterMark? = nil, in shown: ShownReadings
  ) -> [RegisterFall] {
    let cutter = PieceCutter(shown)
    let shown = cutter.shown
    var falls: [RegisterFall] = []
    if let previous, shown.count > 0, shown.lengths[0] == 0 {
      look(from: previous, to: cutter.mark(0), 0, shown.timeline, &falls)
    }
    let (units, decimals) = (shown.units.span, shown.decimals.span)
    for row in 0..<max(0, shown.count - 1)
    where decimals[row] != decimals[row + 1] || units[row + 1] < units[row] {
      look(from: cutter.mark(row), to: cutter.mark(row + 1), row + 1, shown.timeline, &falls)
    }
    return falls
  }

  private static func look(
    from before: RegisterMark, to after: RegisterMark, _ row: Int, _ timeline: SettingTimeline,
    _ falls: inout [RegisterFall]
  ) {
    guard timeline.isOneRegister(from: before.time, to: after.time) else { return }
    let digits = timeline.digits(at: before.time.seconds)
    let rise = RegisterRule.rise(from: before, to: after, digits: digits)
    guard rise == .unknown(.fall) else { return }
    falls.append(
      RegisterFall(
        before: before, after: after, row: row, digits: digits,
        rolloverRise: rolloverRise(before, after, digits)))
  }

  private static func rolloverRise(
    _ before: RegisterMark, _ after: RegisterMark, _ digits: Int?
  ) -> Rational? {
    let turned = RegisterMark(time: after.time, value: after.value, turns: [.rollover])
    guard
      case .known(let units, let decimals) = RegisterRule.rise(
        from: before, to: turned, digits: digits)
    else { return nil }
    return Rational(units: units, decimals: decimals)
  }
}

extension SettingTimeline {
  /// Whether readings at both moments are standings of a register in one unit.
  func isOneRegister(from: Instant, to: Instant) -> Bool {
    let (a, b) = (stretches[stretch(at: from.seconds)], stretches[stretch(at: to.seconds)])
    let closes = closingUnit(at: to.seconds) == a.setting?.unit && a.setting != nil
    return a.nature == .register
      && (closes || b.nature == .register && a.setting?.unit == b.setting?.unit)
  }
}
