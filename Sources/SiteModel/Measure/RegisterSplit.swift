/// What passed at a register between two of its standings, around a stretch in which nobody read it.
package struct RegisterRise: Sendable, Hashable {
  /// The standings on either side.
  package let before: RegisterMark, after: RegisterMark
  /// What passed between them, in ``unit``.
  package let total: Rational
  /// Decimals of the standings and the multiplier.
  package let decimals: Int
  /// That of the point's consumption.
  package let unit: String

  /// - Parameter stretch: its ends may be moments at which the register was read.
  /// - Throws: ``RegisterSplitFault``.
  package init(
    of shown: ShownReadings, around stretch: ClosedRange<Instant>
  ) throws(RegisterSplitFault) {
    let cutter = PieceCutter(shown)
    // Without what a person marked as wrong.
    let shown = cutter.shown
    let next = shown.row(from: stretch.upperBound.seconds)
    let last = shown.row(from: stretch.lowerBound.seconds + 1) - 1
    guard last >= 0, next < shown.count else { throw .outside }
    guard next - last <= 1 else { throw .read(Instant(seconds: shown.times[last + 1])) }
    (before, after) = (cutter.mark(last), cutter.mark(next))
    (total, decimals, unit) = try Self.rise(before, after, shown.timeline)
  }

  private static func rise(
    _ before: RegisterMark, _ after: RegisterMark, _ timeline: SettingTimeline
  ) throws(RegisterSplitFault) -> (total: Rational, decimals: Int, unit: String) {
    let stretch = timeline.stretch(at: before.time.seconds)
    guard timeline.isOneRegister(from: before.time, to: after.time),
      stretch == timeline.stretch(at: max(before.time.seconds, after.time.seconds - 1)),
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

/// What passed between two standings of a register, split by time at moments between them.
///
/// The rule at a boundary where nobody read the meter: even use. It is a rule and not a reading, so
/// what it gives is said as such and asks for a reviewer.
package struct RegisterSplit: Sendable, Hashable {
  /// What passed in one part of the time.
  package struct Piece: Sendable, Hashable {
    package let span: Range<Instant>
    package let quantity: Decimal18
  }

  /// What is split.
  package let rise: RegisterRise
  /// One more than there are moments, by time; together exactly what passed.
  package let pieces: [Piece]

  /// - Parameter moments: one or more, in any order, all between the same two standings.
  /// - Throws: ``RegisterSplitFault``.
  package init(
    of shown: ShownReadings, at moments: [Instant]
  ) throws(RegisterSplitFault) {
    let cuts = Set(moments).sorted()
    guard let first = cuts.first, let last = cuts.last else { throw .outside }
    rise = try RegisterRise(of: shown, around: first...last)
    for end in [rise.before.time, rise.after.time] where cuts.contains(end) { throw .read(end) }
    pieces = try Self.pieces(of: rise, at: cuts)
  }

  private static func pieces(
    of rise: RegisterRise, at cuts: [Instant]
  ) throws(RegisterSplitFault) -> [Piece] {
    let ends = cuts + [rise.after.time]
    let whole = Rational(Int(rise.after.time.seconds - rise.before.time.seconds))
    var (pieces, from, given) = ([Piece](), rise.before.time, Rational.zero)
    for end in ends {
      // What has passed until here is rounded, never a piece: so the pieces are the rise.
      let part = Rational(Int(end.seconds - rise.before.time.seconds)) / whole
      let passed =
        end == rise.after.time ? rise.total : (rise.total * part).rounded(decimals: rise.decimals)
      guard let quantity = (passed - given).exactText.flatMap({ Decimal18($0) }) else {
        throw .unknown(.digits)
      }
      pieces.append(Piece(span: from..<end, quantity: quantity))
      (from, given) = (end, passed)
    }
    return pieces
  }
}

/// Why a rise cannot be split.
package enum RegisterSplitFault: Error, Equatable {
  /// The register was not read on both sides.
  case outside
  /// It was read at that very moment, which is the place to split at.
  case read(Instant)
  /// What passed is not known.
  case unknown(Consumed.Reason)
}
