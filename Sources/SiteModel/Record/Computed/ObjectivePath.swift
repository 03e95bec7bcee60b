/// The way an objective is to go: from its baseline by its milestones to its target.
struct ObjectivePath {
  let baseline: Rational
  let target: Rational
  private let direction: String
  /// Ascending by day; the first is the baseline, the last the target.
  private let stations: [(day: CivilDate, value: Rational)]

  init?(_ objective: [String: JSON]) {
    guard let baseline = objective.number("baseline"), let target = objective.number("target"),
      let start = objective.day("startOn"), let due = objective.day("dueOn"), start < due,
      let direction = objective["direction"]?.string
    else { return nil }
    (self.baseline, self.target, self.direction) = (baseline, target, direction)
    let between = objective.rows("milestones").compactMap { row in
      row.day("on").flatMap { day in row.number("value").map { (day: day, value: $0) } }
    }
    .filter { start < $0.day && $0.day < due }.sorted { $0.day < $1.day }
    stations = [(start, baseline)] + between + [(due, target)]
  }

  /// Whether a value is as good as the target.
  func isMet(_ value: Rational) -> Bool {
    switch direction {
    case "at-least": value >= target
    case "at-most": value <= target
    default: value == target
    }
  }

  /// How much of the way is behind, in per cent, with one decimal; nothing where there is no way
  /// to go and the target is not met.
  func achievement(_ value: Rational) -> JSON? {
    share(value).map { .string($0.text(decimals: 1)) }
  }

  /// ``achievement(_:)``, exact.
  func share(_ value: Rational) -> Rational? {
    guard baseline != target else { return isMet(value) ? Rational(100) : nil }
    return (value - baseline) / (target - baseline) * Rational(100)
  }

  /// Green up to 5 per cent behind the way, amber up to 15, else red. The measure is the whole way
  /// from baseline to target; where they are equal, the target itself.
  func light(_ value: Rational, at day: CivilDate) -> String {
    let behind = shortfall(value, expected(at: day))
    guard behind > .zero else { return "green" }
    let whole = baseline == target ? abs(target) : abs(target - baseline)
    guard whole != .zero else { return "red" }
    let percent = behind / whole * Rational(100)
    return percent <= Rational(5) ? "green" : percent <= Rational(15) ? "amber" : "red"
  }

  private func shortfall(_ value: Rational, _ expected: Rational) -> Rational {
    switch direction {
    case "at-least": expected - value
    case "at-most": value - expected
    default: abs(value - expected)
    }
  }

  /// Where it should be on a day: straight from station to station.
  func expected(at day: CivilDate) -> Rational {
    guard let next = stations.firstIndex(where: { day <= $0.day }) else { return target }
    guard next > 0 else { return baseline }
    let (from, to) = (stations[next - 1], stations[next])
    let share = Rational(Int(day.days - from.day.days)) / Rational(Int(to.day.days - from.day.days))
    return from.value + (to.value - from.value) * share
  }

  private func abs(_ value: Rational) -> Rational { value < .zero ? -value : value }
}

/// A period as people write it: `2026`, `2026-H1`, `2026-Q2`, `2026-06`.
struct MeasuredPeriod: Comparable {
  /// Its last day.
  let end: CivilDate
  private let months: Int

  init?(_ text: String) {
    let parts = text.split(separator: "-")
    guard let year = parts.first.flatMap({ Int($0) }), parts.count <= 2 else { return nil }
    guard let (last, months) = Self.months(parts.dropFirst().first) else { return nil }
    let (nextYear, nextMonth) = last == 12 ? (year + 1, 1) : (year, last + 1)
    guard let after = CivilDate(year: nextYear, month: nextMonth, day: 1) else { return nil }
    (end, self.months) = (CivilDate(days: after.days - 1), months)
  }

  /// The last month of a part of a year, and how many months it has.
  private static func months(_ part: Substring?) -> (last: Int, months: Int)? {
    guard let part else { return (12, 12) }
    let number = Int(part.drop { !$0.isNumber })
    switch (part.first, number) {
    case ("H", let half?) where (1...2).contains(half): return (half * 6, 6)
    case ("Q", let quarter?) where (1...4).contains(quarter): return (quarter * 3, 3)
    case (_, let month?) where (1...12).contains(month): return (month, 1)
    default: return nil
    }
  }

  /// Of two that end on one day, the longer one says more.
  static func < (a: Self, b: Self) -> Bool { (a.end, a.months) < (b.end, b.months) }
}
