/// How a consumption came about, term by term, so that anybody can add it up again.
///
/// It goes its own way over the readings, and what it gives is exactly ``Consumed/sum`` without the
/// fills; a test holds both against each other.
package struct ConsumptionTrace: Sendable, Hashable {
  /// In the order of time.
  package let terms: [Term]

  /// What is added, and from which readings it comes.
  package struct Term: Sendable, Hashable {
    package let rule: Rule
    /// The first moment, and of a register the standing there.
    package let from: Instant
    package let before: Decimal18?
    /// The last moment, and the standing there; or the quantity of the interval, or of the moment.
    package let until: Instant
    package let value: Decimal18
    /// Of the point's setting.
    package let multiplier: Decimal18
    /// What comes to ``factor``: 10^digits of a register that turned over; else 0.
    package let modulus: Rational
    /// Besides the multiplier: of power the hours of the interval in the unit's terms; else 1.
    package let factor: Rational

    /// What it adds, in the unit of the consumption.
    package var amount: Rational {
      let passed: Rational =
        switch rule {
        case .rise: Rational(value) - (before.map { Rational($0) } ?? .zero)
        case .rollover: Rational(value) - (before.map { Rational($0) } ?? .zero) + modulus
        case .swap: .zero
        case .reset, .interval, .amount: Rational(value)
        }
      return passed * Rational(multiplier) * factor
    }
  }

  /// How the readings of a term become what is added.
  package enum Rule: String, Sendable, Hashable, CaseIterable {
    /// The standing less the one before; of readings that only rise, the last less the first.
    case rise
    /// The register turned over.
    case rollover
    /// The register began at 0 again.
    case reset
    /// Another meter since: nothing between its first standing and the old one's last.
    case swap
    /// A quantity that covers time, or a power times its time.
    case interval
    /// A quantity of its moment.
    case amount
  }

  package init(_ span: Range<Instant>, of all: ShownReadings) {
    let cutter = PieceCutter(all)
    var walk = TraceWalk(span, cutter)
    walk.walk()
    terms = walk.terms
  }
}

/// One way over the readings of a span.
private struct TraceWalk {
  private let span: Range<Instant>
  private let cutter: PieceCutter
  private var shown: ShownReadings { cutter.shown }
  private var timeline: SettingTimeline { cutter.shown.timeline }
  private let unit: String?
  private(set) var terms: [ConsumptionTrace.Term] = []

  init(_ span: Range<Instant>, _ cutter: PieceCutter) {
    (self.span, self.cutter) = (span, cutter)
    let timeline = cutter.shown.timeline
    let first = timeline.stretch(at: span.lowerBound.seconds)
    unit =
      timeline.stretches[first...].first {
        $0.setting != nil && $0.from < span.upperBound.seconds
      }?.resultUnit
  }

  mutating func walk() {
    let first = shown.row(from: span.lowerBound.seconds)
    let last = shown.row(from: span.upperBound.seconds)
    for row in first..<last {
      let stretch = timeline.stretches[timeline.stretch(at: shown.times[row])]
      guard stretch.setting != nil, stretch.resultUnit == unit else { continue }
      switch stretch.nature {
      case .register: rise(row, stretch)
      case .interval(let power): interval(row, stretch, power)
      case .sum: add(.amount, row, stretch)
      case .none: break
      }
    }
  }

  /// From a standing to the next one in the span, also to the one that closes it.
  private mutating func rise(_ row: Int, _ stretch: SettingStretch) {
    guard row + 1 < shown.count, shown.times[row + 1] <= span.upperBound.seconds,
      let setting = stretch.setting
    else { return }
    let (before, after) = (cutter.mark(row), cutter.mark(row + 1))
    guard stays(stretch, before.time, until: after.time, row + 1) else { return }
    let digits = timeline.digits(at: before.time.seconds)
    guard case .known = RegisterRule.rise(from: before, to: after, digits: digits) else { return }
    let rule = rule(before, after)
    if rule == .rise, let last = terms.last, last.rule == .rise, last.until == before.time,
      last.multiplier == setting.multiplier
    {
      terms[terms.count - 1] = term(.rise, (last.from, last.before), after, setting)
    } else {
      terms.append(term(rule, (before.time, before.value), after, setting, digits))
    }
  }

  /// Whether a register that is open at a standing is closed by the next one.
  private func stays(
    _ stretch: SettingStretch, _ from: Instant, until: Instant, _ next: Int
  ) -> Bool {
    let open = timeline.stretch(at: from.seconds)
    let end = timeline.stretch(at: until.seconds)
    guard end != open else { return shown.lengths[next] == 0 }
    // A change of settings inside is closed only by a standing at its very moment.
    guard end == open + 1, timeline.stretches[end].from == until.seconds else { return false }
    switch timeline.stretches[end].nature {
    case .register: return timeline.stretches[end].setting?.unit == stretch.setting?.unit
    case .interval: return shown.lengths[next] == 0
    case .sum, .none: return false
    }
  }

  private func rule(_ before: RegisterMark, _ after: RegisterMark) -> ConsumptionTrace.Rule {
    switch after.turns.first {
    case .swap: .swap
    case .reset: .reset
    case .rollover where after.value.isLess(than: before.value): .rollover
    case .rollover, nil: .rise
    }
  }

  private func term(
    _ rule: ConsumptionTrace.Rule, _ before: (time: Instant, value: Decimal18?),
    _ after: RegisterMark, _ setting: PointSetting, _ digits: Int? = nil
  ) -> ConsumptionTrace.Term {
    let modulus =
      rule == .rollover ? Rational(units: ExactSum.power(digits ?? 0), decimals: 0) : .zero
    return ConsumptionTrace.Term(
      rule: rule, from: before.time, before: before.value, until: after.time, value: after.value,
      multiplier: setting.multiplier, modulus: modulus, factor: .one)
  }

  /// One that lies in the span as a whole, and over no change of what it means.
  private mutating func interval(_ row: Int, _ stretch: SettingStretch, _ power: Int128?) {
    let (from, length) = (shown.times[row], Int64(shown.lengths[row]))
    guard length > 0, from + length <= span.upperBound.seconds else { return }
    let changes = timeline.stretches.filter { from < $0.from && $0.from < from + length }
    guard changes.allSatisfy({ $0.coversTime && $0.resultUnit == unit }) else { return }
    let hours = power.map { Rational(units: $0 * Int128(length), decimals: 0) / Rational(3600) }
    add(.interval, row, stretch, length, hours ?? .one)
  }

  private mutating func add(
    _ rule: ConsumptionTrace.Rule, _ row: Int, _ stretch: SettingStretch, _ length: Int64 = 0,
    _ factor: Rational = .one
  ) {
    guard let setting = stretch.setting else { return }
    let from = shown.times[row]
    terms.append(
      ConsumptionTrace.Term(
        rule: rule, from: Instant(seconds: from), before: nil,
        until: Instant(seconds: from + length), value: shown.value(row),
        multiplier: setting.multiplier, modulus: .zero, factor: factor))
  }
}
