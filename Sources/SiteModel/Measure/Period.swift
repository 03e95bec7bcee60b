/// A stretch of production days that people name: a year, a half, a quarter, a month, days.
///
/// A period is a name; which moments it covers depends on the ``ProductionCalendar``.
package struct Period: Sendable, Hashable {
  private enum Shape: Hashable {
    /// Months counted from January of year 0; 1, 3, 6 or 12 of them.
    case months(first: Int, count: Int)
    case days(first: CivilDate, last: CivilDate)
  }

  private let shape: Shape

  /// Years a period may lie in; anything else is taken for a typing error.
  package static let years = 1900...2199

  init(firstMonth: Int, months: Int) { shape = .months(first: firstMonth, count: months) }

  /// One production day.
  package init(day: CivilDate) { shape = .days(first: day, last: day) }

  /// Production days from the first to the last of `days`, both included.
  package init(days: ClosedRange<CivilDate>) {
    shape = .days(first: days.lowerBound, last: days.upperBound)
  }

  /// The moments covered: from the beginning of the first day up to the end of the last.
  package func bounds(in calendar: ProductionCalendar) -> Range<Instant> {
    let days = dayNumbers(in: calendar)
    return calendar.start(ofDay: days.lowerBound)..<calendar.start(ofDay: days.upperBound)
  }

  /// The months the period is made of; none if it was named by days.
  package var months: [Period] {
    guard case .months(let first, let count) = shape else { return [] }
    return (first..<first + count).map { Period(firstMonth: $0, months: 1) }
  }

  /// Whether it is one month.
  package var isMonth: Bool { months == [self] }

  /// The months that hold its days; of a period named by days, those it begins and ends in too.
  package func monthsTouched(in calendar: ProductionCalendar) -> [Period] {
    guard months.isEmpty else { return months }
    let days = dayNumbers(in: calendar)
    let first = calendar.monthNumber(of: calendar.start(ofDay: days.lowerBound))
    let last = calendar.monthNumber(of: calendar.start(ofDay: days.upperBound - 1))
    return (first...last).map { Period(firstMonth: $0, months: 1) }
  }

  /// The production days the period is made of.
  package func days(in calendar: ProductionCalendar) -> [Period] {
    dayNumbers(in: calendar).map { Period(day: CivilDate(days: $0)) }
  }

  /// The first and the last production day.
  package func dates(in calendar: ProductionCalendar) -> ClosedRange<CivilDate> {
    let days = dayNumbers(in: calendar)
    return CivilDate(days: days.lowerBound)...CivilDate(days: days.upperBound - 1)
  }

  /// Production days, counted from 1970-01-01; the upper bound is the day after the last.
  func dayNumbers(in calendar: ProductionCalendar) -> Range<Int64> {
    switch shape {
    case .months(let first, let count):
      calendar.firstDay(ofMonth: first)..<calendar.firstDay(ofMonth: first + count)
    case .days(let first, let last): first.days..<last.days + 1
    }
  }
}

extension Period {
  /// 上期: as many months, or days, right before it.
  package var previous: Period {
    switch shape {
    case .months(let first, let count): Period(firstMonth: first - count, months: count)
    case .days(let first, let last):
      Period(
        days: CivilDate(days: 2 * first.days - last.days - 1)...CivilDate(days: first.days - 1))
    }
  }

  /// 下期: as many months, or days, right behind it.
  package var next: Period {
    switch shape {
    case .months(let first, let count): Period(firstMonth: first + count, months: count)
    case .days(let first, let last):
      Period(days: CivilDate(days: last.days + 1)...CivilDate(days: 2 * last.days - first.days + 1))
    }
  }

  /// 去年同期: the same months or dates a year earlier; for 29 February the 28th.
  package var lastYear: Period {
    switch shape {
    case .months(let first, let count): Period(firstMonth: first - 12, months: count)
    case .days(let first, let last): Period(days: first.yearEarlier...last.yearEarlier)
    }
  }

  /// The twelve months that end with its last one.
  package func twelveMonths(in calendar: ProductionCalendar) -> [Period] {
    let last = calendar.monthNumber(
      of: calendar.start(ofDay: dayNumbers(in: calendar).upperBound - 1))
    return (last - 11...last).map { Period(firstMonth: $0, months: 1) }
  }
}

extension CivilDate {
  fileprivate var yearEarlier: CivilDate {
    CivilDate(year: year - 1, month: month, day: day)
      ?? CivilDate(days: days - 366)
  }
}

extension Period: CustomStringConvertible {
  /// The form that ``init(_:)`` reads: `2025`, `2025-H1`, `2025-Q1`, `2025-03`, `2025-03-14`,
  /// `2025-03-01..2025-03-15`.
  package var description: String {
    switch shape {
    case .months(let first, let count): Self.name(first, count)
    case .days(let first, let last): first == last ? "\(first)" : "\(first)..\(last)"
    }
  }

  private static func name(_ first: Int, _ count: Int) -> String {
    let (year, month) = (first / 12, first % 12)
    switch count {
    case 12: return "\(year)"
    case 6: return "\(year)-H\(month / 6 + 1)"
    case 3: return "\(year)-Q\(month / 3 + 1)"
    default: return "\(year)-\(month < 9 ? "0" : "")\(month + 1)"
    }
  }
}
