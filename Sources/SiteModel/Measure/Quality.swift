/// What looks wrong about the readings of a point.
///
/// A finding takes nothing away: the readings stay and count until a person corrects them. What is
/// wrong by itself (a register that falls) is asked about when it comes in.
package enum Quality {
  /// What a reading is measured against; nil: not looked at.
  package struct Rules: Sendable, Hashable {
    /// The lowest and the highest value a reading may have, in the unit readings are in.
    package var low: Decimal18?
    package var high: Decimal18?
    /// The most that may pass in an hour, in the same unit, before the multiplier.
    package var rate: Rational?
    /// Seconds after which a value that does not change is suspect.
    package var stuck: Int64 = 24 * 3600

    package init() {}
  }

  /// A rule that readings break.
  package enum Flag: String, Sendable, CaseIterable {
    /// Below the lowest value.
    case low
    /// Above the highest.
    case high
    /// More passed than can.
    case rate
    /// The same value for too long; of quantities, one that is not nothing.
    case stuck
    /// Off the steps in which the others come.
    case clock
    /// A person has marked them as wrong; they do not count.
    case suspect
  }

  /// Neighbouring readings that break one rule.
  package struct Finding: Sendable, Hashable {
    package let flag: Flag
    /// The first and the last of them.
    package let from: Instant
    package let until: Instant
    package let readings: Int
    /// Of the first; of a rate, the reading behind it.
    package let value: Decimal18
  }

  /// The findings in a span, by time.
  package static func findings(
    in shown: ShownReadings, over span: Range<Instant>, by rules: Rules
  ) -> [Finding] {
    let marked = QualityLook(shown, over: span, rules).findings([.suspect])
    let others = Set(Flag.allCases).subtracting([.suspect])
    return (marked + QualityLook(shown.trusted, over: span, rules).findings(others))
      .sorted { ($0.from, $0.flag.rawValue) < ($1.from, $1.flag.rawValue) }
  }
}

/// One look at the readings of a span.
private struct QualityLook {
  private let shown: ShownReadings
  private let rows: Range<Int>
  private let rules: Quality.Rules

  init(_ shown: ShownReadings, over span: Range<Instant>, _ rules: Quality.Rules) {
    (self.shown, self.rules) = (shown, rules)
    rows = shown.row(from: span.lowerBound.seconds)..<shown.row(from: span.upperBound.seconds)
  }

  func findings(_ flags: Set<Quality.Flag>) -> [Quality.Finding] {
    flags.flatMap { flag in
      runs(of: rows(breaking: flag)).map { run in
        Quality.Finding(
          flag: flag, from: Instant(seconds: shown.times[run.lowerBound]),
          until: Instant(seconds: shown.times[run.upperBound]), readings: run.count,
          value: shown.value(run.lowerBound))
      }
    }
  }

  private func rows(breaking flag: Quality.Flag) -> [Int] {
    switch flag {
    case .low: rules.low.map { low in rows.filter { shown.value($0).isLess(than: low) } } ?? []
    case .high: rules.high.map { high in rows.filter { high.isLess(than: shown.value($0)) } } ?? []
    case .rate: rules.rate.map { rate in rows.filter { isFaster($0, than: rate) } } ?? []
    case .stuck: stuck
    case .clock: offGrid
    case .suspect:
      (shown.flags[ShownReadings.suspect] ?? []).filter { rows.contains($0) }
    }
  }

  /// Neighbouring rows as one.
  private func runs(of rows: [Int]) -> [ClosedRange<Int>] {
    rows.reduce(into: []) { runs, row in
      if let last = runs.last, last.upperBound + 1 == row {
        runs[runs.count - 1] = last.lowerBound...row
      } else {
        runs.append(row...row)
      }
    }
  }

  private func isFaster(_ row: Int, than rate: Rational) -> Bool {
    guard let passed = passed(at: row), passed.seconds > 0 else { return false }
    return passed.amount * Rational(3600) > rate * Rational(Int(passed.seconds))
  }

  /// What passed behind a reading: since the one before, or over its own interval.
  private func passed(at row: Int) -> (amount: Rational, seconds: Int64)? {
    let length = Int64(shown.lengths[row])
    if length > 0 { return (Rational(shown.value(row)), length) }
    guard row > 0, shown.lengths[row - 1] == 0 else { return nil }
    let amount = Rational(shown.value(row)) - Rational(shown.value(row - 1))
    return (amount, shown.times[row] - shown.times[row - 1])
  }

  private var stuck: [Int] {
    var (found, from) = ([Int](), rows.lowerBound)
    for row in rows {
      if !isSame(row, from) { from = row }
      let isLast = row + 1 == rows.upperBound || !isSame(row + 1, from)
      let lasted = shown.times[row] + Int64(shown.lengths[row]) - shown.times[from]
      if isLast, row - from >= 2, lasted >= rules.stuck { found += from...row }
    }
    return found
  }

  private func isSame(_ row: Int, _ from: Int) -> Bool {
    // Nothing may pass for long; but hardly ever the same something.
    let isNothing = shown.lengths[from] > 0 && shown.units[from] == 0
    return !isNothing && shown.value(row).isSameNumber(as: shown.value(from))
  }

  /// Rows that stand off the steps of most, if there are steps.
  private var offGrid: [Int] {
    let steps = rows.dropFirst().map { shown.times[$0] - shown.times[$0 - 1] }
    guard let step = Self.commonest(steps), step.value > 0, step.count * 10 >= steps.count * 6
    else { return [] }
    let phases = rows.map { shown.times[$0] % step.value }
    guard let phase = Self.commonest(phases) else { return [] }
    return zip(rows, phases).filter { $0.1 != phase.value }.map(\.0)
  }

  private static func commonest(_ values: [Int64]) -> (value: Int64, count: Int)? {
    let counts = values.reduce(into: [Int64: Int]()) { $0[$1, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value) }
  }
}
