/// What passed between two standings of a register, split at a moment between them by time.
///
/// The rule at a boundary where nobody read the meter: even use. It is a rule and not a reading, so
/// what it gives is said as such and asks for a reviewer.
package struct RegisterSplit: Sendable, Hashable {
  /// The standings on either side.
  package let before: RegisterMark, after: RegisterMark
  /// What passed until the moment, and from it on; together exactly what passed.
  package let first: Decimal18, second: Decimal18
  /// Of both.
  package let unit: String

  /// - Throws: ``RegisterSplitFault``.
  package init(of shown: ShownReadings, at moment: Instant) throws(RegisterSplitFault) {
    let cutter = PieceCutter(shown)
    // Without what a person marked as wrong.
    let shown = cutter.shown
    let row = shown.row(from: moment.seconds)
    guard row > 0, row < shown.count else { throw .outside }
    guard shown.times[row] > moment.seconds else { throw .read }
    (before, after) = (cutter.mark(row - 1), cutter.mark(row))
    let rise = try Self.rise(before, after, shown.timeline)
    unit = rise.unit
    let (whole, part) = (
      after.time.seconds - before.time.seconds, moment.seconds - before.time.seconds
    )
    let share = rise.total * Rational(Int(part)) / Rational(Int(whole))
    let rounded = share.rounded(decimals: rise.decimals)
    guard let first = rounded.exactText.flatMap({ Decimal18($0) }),
      let second = (rise.total - rounded).exactText.flatMap({ Decimal18($0) })
    else { throw .unknown(.digits) }
    (self.first, self.second) = (first, second)
  }

  private static func rise(
    _ before: RegisterMark, _ after: RegisterMark, _ timeline: SettingTimeline
  ) throws(RegisterSplitFault) -> (total: Rational, decimals: Int, unit: String) {
    let stretch = timeline.stretch(at: before.time.seconds)
    guard timeline.isOneRegister(from: before.time, to: after.time),
      stretch == timeline.stretch(at: after.time.seconds - 1),
      let setting = timeline.stretches[stretch].setting
    else { throw .unknown(.change) }
    let digits = timeline.digits(at: before.time.seconds)
    switch RegisterRule.rise(from: before, to: after, digits: digits) {
    case .known(let units, let decimals):
      let total = Rational(units: units, decimals: decimals) * Rational(setting.multiplier)
      let places = decimals + Int(setting.multiplier.normalised.decimals)
      return (total, min(places, 18), timeline.stretches[stretch].resultUnit)
    case .unknown(let reason): throw .unknown(reason)
    }
  }
}

/// Why a rise cannot be split.
package enum RegisterSplitFault: Error, Equatable {
  /// The register was not read on both sides.
  case outside
  /// It was read at that very moment: nothing is to be split.
  case read
  /// What passed is not known.
  case unknown(Consumed.Reason)
}
