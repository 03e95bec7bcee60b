/// When an entity's day and month begin: the frame in which every period is counted.
///
/// Plants read their meters at the change of shift, often 08:00, and close the month some days
/// before its end so that the figures are in by the first. Both are settings of the entity and are
/// printed in every answer; ``natural`` is the same zone with midnight and the first of the month.
package struct ProductionCalendar: Sendable, Hashable {
  /// The zone the entity counts in; fixed, never with summer time.
  package let offset: Offset
  /// Seconds after local midnight at which day D begins, 0 ..< 86,400. With 28,800 the day
  /// 2025-03-14 lasts from 08:00 on the 14th until 08:00 on the 15th.
  package let dayStart: Int
  /// The day of the month on which a month begins, 1 … 28.
  ///
  /// 1 is the natural month. Any other day lies in the **previous** month: with 26 the month
  /// 2025-03 is 2025-02-26 … 2025-03-25, and the year 2025 is 2024-12-26 … 2025-12-25.
  package let monthStart: Int

  /// The calendar, or nil if a part is out of its range.
  package init?(offset: Offset, dayStart: Int = 0, monthStart: Int = 1) {
    guard (0..<86_400).contains(dayStart), (1...28).contains(monthStart) else { return nil }
    (self.offset, self.dayStart, self.monthStart) = (offset, dayStart, monthStart)
  }

  private init(natural offset: Offset) {
    (self.offset, dayStart, monthStart) = (offset, 0, 1)
  }

  /// Midnight and the first of the month in this zone.
  package static func natural(at offset: Offset) -> ProductionCalendar {
    ProductionCalendar(natural: offset)
  }

  /// The same zone with natural days and months.
  package var natural: ProductionCalendar { .natural(at: offset) }

  /// The moment production day `date` begins.
  package func start(of date: CivilDate) -> Instant { start(ofDay: date.days) }

  /// The production day that holds `instant`.
  package func day(of instant: Instant) -> CivilDate { CivilDate(days: dayNumber(of: instant)) }

  /// The production month that holds `instant`.
  package func month(of instant: Instant) -> Period {
    Period(firstMonth: monthNumber(of: instant), months: 1)
  }

  /// The production month of a moment, counted from January of year 0.
  func monthNumber(of instant: Instant) -> Int {
    let date = day(of: instant)
    let later = monthStart > 1 && date.day >= monthStart ? 1 : 0
    return date.year * 12 + date.month - 1 + later
  }

  /// The moment that is so many seconds of production days after 1970-01-01.
  func moment(_ seconds: Int64) -> Instant {
    Instant(seconds: seconds + Int64(dayStart) - Int64(offset.seconds))
  }

  /// How the calendar is said beside an answer.
  package var phrase: Phrase {
    let clock = CivilTime(seconds: Int64(dayStart)).clock.prefix(5)
    return Phrase(
      self == natural ? "calendar.natural" : "calendar.production",
      ["offset": "\(offset)", "dayStart": String(clock), "monthStart": "\(monthStart)"])
  }

  /// The moment the production day begins that is `day` days after 1970-01-01.
  func start(ofDay day: Int64) -> Instant {
    moment(day * 86_400)
  }

  /// The production day of a moment in days after 1970-01-01.
  func dayNumber(of instant: Instant) -> Int64 {
    let local = instant.seconds + Int64(offset.seconds) - Int64(dayStart)
    return local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
  }

  /// The first production day of a month counted from year 0, in days after 1970-01-01.
  func firstDay(ofMonth index: Int) -> Int64 {
    let month = monthStart == 1 ? index : index - 1
    let first = CivilDate(year: month / 12, month: month % 12 + 1, day: monthStart)
    guard let first else { preconditionFailure("a period's year is checked where it is read") }
    return first.days
  }
}
