/// Which days are worked: Monday to Friday, but for what the yearly notice of the State Council
/// moves (国务院办公厅关于部分节假日安排的通知).
package struct WorkingDays: Sendable, Hashable {
  /// One year's notice.
  package struct Year: Sendable, Hashable {
    package let year: Int
    /// Days off, weekends among them or not.
    package let off: Set<CivilDate>
    /// Weekends that are worked.
    package let working: Set<CivilDate>
    /// The notice.
    package let source: String

    package init(year: Int, off: Set<CivilDate>, working: Set<CivilDate>, source: String) {
      (self.year, self.off, self.working, self.source) = (year, off, working, source)
    }
  }

  private let years: [Int: Year]
  private let off: Set<CivilDate>
  private let working: Set<CivilDate>

  /// - Parameter years: of one year the last stands.
  package init(_ years: [Year]) {
    self.years = Dictionary(years.map { ($0.year, $0) }) { $1 }
    off = self.years.values.reduce(into: []) { $0.formUnion($1.off) }
    working = self.years.values.reduce(into: []) { $0.formUnion($1.working) }
  }

  /// The notice of a year; nil where there is none: then it is Monday to Friday.
  package subscript(_ year: Int) -> Year? { years[year] }

  /// Whether a day is worked.
  package func isWorked(_ day: CivilDate) -> Bool {
    if working.contains(day) { return true }
    return !off.contains(day) && day.weekday <= 5
  }

  /// The day that is so many working days after another, which is not counted itself.
  ///
  /// - Returns: and the years that were gone through without a notice.
  package func day(_ count: Int, after start: CivilDate) -> (day: CivilDate, unknown: Set<Int>) {
    var (day, left, unknown) = (start, count, Set<Int>())
    while left > 0 {
      day = CivilDate(days: day.days + 1)
      if isWorked(day) { left -= 1 }
      if years[day.year] == nil { unknown.insert(day.year) }
    }
    return (day, unknown)
  }
}

extension CivilDate {
  /// 1 for Monday … 7 for Sunday.
  package var weekday: Int {
    // 1970-01-01 was a Thursday.
    let shifted = (days + 3) % 7
    return Int(shifted < 0 ? shifted + 7 : shifted) + 1
  }

  /// The Monday of its week.
  package var monday: CivilDate { CivilDate(days: days - Int64(weekday - 1)) }
}
